package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.control.ControlClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast why}. */
@Command(
        name = "why",
        description = {
            "Explains why an instance is what it is: who is master with which priority, what",
            "makes ours, what led to the last change of state, and the changes before.",
            "",
            "  holdfast why VI_1",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:no daemon answers, or no such instance", "2:wrong command line", "4:not allowed"})
public final class WhyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "INSTANCE",
            description = "Which; may be left out where there is only one.")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--json", description = "For programs: docs/status.md explains the members.")
    private boolean json;

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    public WhyCommand() {}

    @Override
    public Integer call() {
        ObjectNode request = ControlClient.request("why");
        instance.ifPresent(name -> request.put("instance", name));
        return Question.ask(spec, place, request, json, WhyCommand::text);
    }

    static String text(JsonNode answer) {
        StringBuilder text = new StringBuilder();
        answer.path("now").forEach(sentence -> text.append(sentence.asText()).append('\n'));
        if (!answer.path("chain").isEmpty()) {
            text.append("\nHow it came to that:\n");
            String arrow = "  ";
            for (JsonNode step : answer.path("chain")) {
                text.append(arrow).append(step.asText()).append('\n');
                arrow = "  -> ";
            }
        }
        if (!answer.path("before").isEmpty()) {
            text.append("\nBefore that:\n");
            for (JsonNode event : answer.path("before")) {
                text.append("  %s  %s to %s: %s%n"
                        .formatted(
                                HistoryText.clock(event),
                                event.path("from").asText(),
                                event.path("to").asText(),
                                event.path("reason").asText()));
            }
        }
        return text.toString();
    }
}
