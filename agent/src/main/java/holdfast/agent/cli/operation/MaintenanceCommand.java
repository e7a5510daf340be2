package holdfast.agent.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.Word;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.status.Question;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code holdfast maintenance}. */
public final class MaintenanceCommand implements Callable<Integer> {
    private final ClientCommandLine line = ClientCommandLine.of("maintenance", this)
            .says(
                    "Takes this node out of elections as far as that is safe, before a reboot for",
                    "example: whatever is MASTER here is handed over, and the priority of every",
                    "instance is 1 until 'off', so that it serves only where nobody else does. A",
                    "restart of the daemon does not end it, a reboot does.",
                    "",
                    "  holdfast maintenance on && reboot",
                    "  holdfast maintenance off",
                    "")
            .exits(
                    "0:done; with 'on': nothing is MASTER here any more",
                    "1:'on': something still is MASTER here; or no daemon answers",
                    "2:wrong command line",
                    "4:not allowed");
    private final Word action = line.choice("What to do.", "on", "off", "status");
    private final Flag json = line.json("docs/planned-operation.md");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        String action = this.action.value().orElseThrow();
        ControlClient client = new ControlClient(line.controlSocket());
        try {
            return switch (action) {
                case "on" -> on(client);
                case "off" -> off(client);
                case "status" -> status(client);
                default ->
                    throw new ParameterException(
                            line.spec().commandLine(), "'" + action + "' is none of on, off and status");
            };
        } catch (ControlFailure e) {
            return Question.report(line.spec(), e);
        }
    }

    private int on(ControlClient client) throws ControlFailure {
        JsonNode begun = client.ask(ControlClient.request("maintenance").put("on", true));
        Map<String, JsonNode> ended = new HandOverWatch(client).await(begun);
        List<String> masters = masters(client);
        ObjectNode document = HandOverWatch.document(begun, ended);
        document.put("done", masters.isEmpty()).put("maintenance", true);
        List<String> lines = new ArrayList<>();
        ended.values().forEach(event -> lines.add(HandOverWatch.text(event)));
        lines.add(
                masters.isEmpty()
                        ? "This node is in maintenance and MASTER of nothing."
                        : "This node is in maintenance, but still MASTER of " + String.join(", ", masters)
                                + ": nobody else serves that.");
        print(document, lines);
        return masters.isEmpty() ? ExitStatus.OK.code() : ExitStatus.FATAL.code();
    }

    private static List<String> masters(ControlClient client) throws ControlFailure {
        List<String> masters = new ArrayList<>();
        for (JsonNode instance : client.ask(ControlClient.request("status")).path("instances")) {
            if (instance.path("state").asText().equals("MASTER")) {
                masters.add(instance.path("instance").asText());
            }
        }
        return masters;
    }

    private int off(ControlClient client) throws ControlFailure {
        JsonNode answer = client.ask(ControlClient.request("maintenance").put("on", false));
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("maintenance", false);
        document.set("instances", answer.path("instances"));
        print(document, List.of("This node takes part in elections with its own priorities."));
        return ExitStatus.OK.code();
    }

    private int status(ControlClient client) throws ControlFailure {
        boolean on =
                client.ask(ControlClient.request("status")).path("maintenance").asBoolean();
        print(
                JsonNodeFactory.instance.objectNode().put("maintenance", on),
                List.of("maintenance is " + (on ? "on" : "off")));
        return ExitStatus.OK.code();
    }

    private void print(ObjectNode document, List<String> lines) {
        PrintWriter out = line.spec().commandLine().getOut();
        if (json.isGiven()) {
            out.print(JsonTree.pretty(document));
        } else {
            lines.forEach(out::println);
        }
        out.flush();
    }
}
