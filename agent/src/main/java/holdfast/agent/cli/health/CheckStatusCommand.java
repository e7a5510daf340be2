package holdfast.agent.cli.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.Words;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import holdfast.agent.health.FindingCode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code holdfast check-status}. */
public final class CheckStatusCommand implements Callable<Integer> {
    private final ClientCommandLine line = ClientCommandLine.of("check-status", this)
            .says(
                    "Says whether somebody should look: an instance in FAULT, two masters, an address",
                    "that is missing, a script that fails, a quorum that is lost, no daemon. The exit",
                    "status is that of a plugin for Nagios, Icinga and the like.",
                    "",
                    "  holdfast check-status",
                    "  holdfast check-status --nagios --expect VI_1=MASTER",
                    "  holdfast check-status --ignore real-server-down --json",
                    "")
            .exits(
                    "0:nothing to do",
                    "1:warning: look when you have time",
                    "2:critical: look now; also when no daemon answers",
                    "3:unknown: not allowed to ask, or a wrong command line")
            .wrong(3);
    private final Flag nagios = line.flag("One line with performance data, then details.", "--nagios");
    private final Flag json = line.json("docs/monitoring.md");
    private final Words expected = line.words(
            "--expect",
            "INSTANCE=STATE[,STATE]",
            "Critical when the instance is in no such state. May be given again.");
    private final Words ignored = line.words(
            "--ignore", "CODE", "Findings of this kind do not count, such as real-server-down. May be given again.");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        List<Expectation> expectations = expectations();
        Set<FindingCode> without = ignored();
        PrintWriter out = line.spec().commandLine().getOut();
        PluginResult result;
        try {
            JsonNode answer = new ControlClient(line.controlSocket()).ask(ControlClient.request("health"));
            result = PluginResult.of(answer, expectations, without);
            out.print(text(result, answer));
        } catch (ControlFailure e) {
            PluginResult.Level level = e.kind() == ControlFailure.Kind.NOT_ALLOWED
                    ? PluginResult.Level.UNKNOWN
                    : PluginResult.Level.CRITICAL;
            result = new PluginResult(level, List.of(new PluginResult.Problem(level, "no-answer", e.getMessage())));
            out.print(
                    json.isGiven()
                            ? document(result, JsonNodeFactory.instance.objectNode())
                            : NagiosText.of(level, e.getMessage()));
        }
        out.flush();
        return result.level().status();
    }

    private List<Expectation> expectations() {
        try {
            return expected.values().stream().map(Expectation::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line.spec().commandLine(), e.getMessage(), e);
        }
    }

    private Set<FindingCode> ignored() {
        Set<FindingCode> codes = EnumSet.noneOf(FindingCode.class);
        for (String word : ignored.values()) {
            codes.add(FindingCode.of(word)
                    .orElseThrow(() -> new ParameterException(
                            line.spec().commandLine(),
                            "--ignore knows no '" + word + "'; there are "
                                    + Arrays.stream(FindingCode.values())
                                            .map(FindingCode::word)
                                            .collect(Collectors.joining(", ")))));
        }
        return codes;
    }

    private String text(PluginResult result, JsonNode answer) {
        if (json.isGiven()) {
            return document(result, answer);
        }
        return nagios.isGiven() ? NagiosText.of(result, answer) : lines(result, answer);
    }

    private static String lines(PluginResult result, JsonNode answer) {
        StringBuilder text = new StringBuilder();
        for (PluginResult.Problem problem : result.problems()) {
            text.append("%-8s  %s (%s)%n".formatted(problem.level(), problem.words(), problem.code()));
        }
        if (result.problems().isEmpty()) {
            String first = NagiosText.of(result, answer).lines().findFirst().orElse("");
            text.append(first, first.indexOf(" - ") + 3, first.lastIndexOf(" | "))
                    .append(", nothing to look at\n");
        }
        return text.toString();
    }

    private static String document(PluginResult result, JsonNode answer) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("status", result.level().name().toLowerCase(Locale.ROOT));
        ArrayNode problems = object.putArray("problems");
        result.problems()
                .forEach(problem -> problems.addObject()
                        .put("severity", problem.level().name().toLowerCase(Locale.ROOT))
                        .put("code", problem.code())
                        .put("text", problem.words()));
        object.set(
                "instances",
                answer.path("instances").isMissingNode()
                        ? JsonNodeFactory.instance.arrayNode()
                        : answer.path("instances"));
        object.set(
                "counts",
                answer.path("counts").isMissingNode() ? JsonNodeFactory.instance.objectNode() : answer.path("counts"));
        return JsonTree.pretty(object);
    }
}
