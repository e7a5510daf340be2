package holdfast.agent.cli.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.health.FindingCode;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast check-status}. */
@Command(
        name = "check-status",
        description = {
            "Says whether somebody should look: an instance in FAULT, two masters, an address",
            "that is missing, a script that fails, a quorum that is lost, no daemon. The exit",
            "status is that of a plugin for Nagios, Icinga and the like.",
            "",
            "  holdfast check-status",
            "  holdfast check-status --nagios --expect VI_1=MASTER",
            "  holdfast check-status --ignore real-server-down --json",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeOnInvalidInput = 3,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing to do",
            "1:warning: look when you have time",
            "2:critical: look now; also when no daemon answers",
            "3:unknown: not allowed to ask, or a wrong command line"
        })
public final class CheckStatusCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Option(names = "--nagios", description = "One line with performance data, then details.")
    private boolean nagios;

    @Option(names = "--json", description = "For programs: docs/monitoring.md explains the members.")
    private boolean json;

    @Option(
            names = "--expect",
            paramLabel = "INSTANCE=STATE[,STATE]",
            description = "Critical when the instance is in no such state. May be given again.")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--ignore",
            paramLabel = "CODE",
            description = "Findings of this kind do not count, such as real-server-down. May be given again.")
    private List<String> ignored = new ArrayList<>();

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    public CheckStatusCommand() {}

    @Override
    public Integer call() {
        List<Expectation> expectations = expectations();
        Set<FindingCode> without = ignored();
        PrintWriter out = spec.commandLine().getOut();
        Verdict verdict;
        try {
            JsonNode answer = new ControlClient(place.controlSocket()).ask(ControlClient.request("health"));
            verdict = Verdict.of(answer, expectations, without);
            out.print(text(verdict, answer));
        } catch (ControlFailure e) {
            Verdict.Level level =
                    e.kind() == ControlFailure.Kind.NOT_ALLOWED ? Verdict.Level.UNKNOWN : Verdict.Level.CRITICAL;
            verdict = new Verdict(level, List.of(new Verdict.Problem(level, "no-answer", e.getMessage())));
            out.print(json ? document(verdict, MAPPER.createObjectNode()) : NagiosText.of(level, e.getMessage()));
        }
        out.flush();
        return verdict.level().status();
    }

    private List<Expectation> expectations() {
        try {
            return expected.stream().map(Expectation::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Set<FindingCode> ignored() {
        Set<FindingCode> codes = EnumSet.noneOf(FindingCode.class);
        for (String word : ignored) {
            codes.add(FindingCode.of(word)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--ignore knows no '" + word + "'; there are "
                                    + Arrays.stream(FindingCode.values())
                                            .map(FindingCode::word)
                                            .collect(Collectors.joining(", ")))));
        }
        return codes;
    }

    private String text(Verdict verdict, JsonNode answer) {
        if (json) {
            return document(verdict, answer);
        }
        return nagios ? NagiosText.of(verdict, answer) : lines(verdict, answer);
    }

    private static String lines(Verdict verdict, JsonNode answer) {
        StringBuilder text = new StringBuilder();
        for (Verdict.Problem problem : verdict.problems()) {
            text.append("%-8s  %s (%s)%n".formatted(problem.level(), problem.words(), problem.code()));
        }
        if (verdict.problems().isEmpty()) {
            String first = NagiosText.of(verdict, answer).lines().findFirst().orElse("");
            text.append(first, first.indexOf(" - ") + 3, first.lastIndexOf(" | "))
                    .append(", nothing to look at\n");
        }
        return text.toString();
    }

    private static String document(Verdict verdict, JsonNode answer) {
        ObjectNode object = MAPPER.createObjectNode();
        object.put("status", verdict.level().name().toLowerCase(Locale.ROOT));
        ArrayNode problems = object.putArray("problems");
        verdict.problems()
                .forEach(problem -> problems.addObject()
                        .put("severity", problem.level().name().toLowerCase(Locale.ROOT))
                        .put("code", problem.code())
                        .put("text", problem.words()));
        object.set(
                "instances",
                answer.path("instances").isMissingNode() ? MAPPER.createArrayNode() : answer.path("instances"));
        object.set("counts", answer.path("counts").isMissingNode() ? MAPPER.createObjectNode() : answer.path("counts"));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // trees can always be written
        }
    }
}
