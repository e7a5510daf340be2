package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.Word;
import holdfast.agent.control.ControlClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code holdfast why}. */
public final class WhyCommand implements Callable<Integer> {
    private final ClientCommandLine line = ClientCommandLine.of("why", this)
            .says(
                    "Explains why an instance is what it is: who is master with which priority, what",
                    "makes ours, what led to the last change of state, and the changes before.",
                    "",
                    "  holdfast why VI_1",
                    "")
            .exits("0:done", "1:no daemon answers, or no such instance", "2:wrong command line", "4:not allowed");
    private final Word instance = line.operand("INSTANCE", "Which; may be left out where there is only one.");
    private final Flag json = line.json("docs/status.md");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        ObjectNode request = ControlClient.request("why");
        instance.value().ifPresent(name -> request.put("instance", name));
        return Question.ask(line.spec(), line.controlSocket(), request, json.isGiven(), WhyCommand::text);
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
