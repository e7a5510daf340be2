package holdfast.agent.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code holdfast switchover}. */
public final class SwitchoverCommand implements Callable<Integer> {
    private final ClientCommandLine line = ClientCommandLine.of("switchover", this)
            .says(
                    "Hands an instance over to another node, and with it its sync group, while",
                    "nothing has failed. The addresses stay here until the other node is heard, so",
                    "that clients notice next to nothing; when nobody takes over they never leave.",
                    "",
                    "Afterwards this node leaves its successor alone although its priority is higher,",
                    "until --back, or until nobody is heard any more.",
                    "",
                    "  holdfast switchover VI_1",
                    "  holdfast switchover --back VI_1",
                    "")
            .exits(
                    "0:done",
                    "1:refused, nobody took over, or no daemon answers",
                    "2:wrong command line",
                    "4:not allowed");
    private final Word name = line.requiredOperand("INSTANCE", "A vrrp_instance or a vrrp_sync_group.");
    private final Flag back =
            line.flag("The other way round: what was handed over may come back, and does so at once.", "--back");
    private final Flag force = line.flag(
            "Also where no other node of it is known to be there. Nothing is lost when there is none.", "--force");
    private final Flag json = line.json("docs/planned-operation.md");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        if (back.isGiven() && force.isGiven()) {
            throw new ParameterException(line.spec().commandLine(), "--force has no meaning with --back");
        }
        ControlClient client = new ControlClient(line.controlSocket());
        try {
            return back.isGiven() ? back(client) : over(client);
        } catch (ControlFailure e) {
            return Question.report(line.spec(), e);
        }
    }

    private String name() {
        return name.value().orElseThrow();
    }

    private int over(ControlClient client) throws ControlFailure {
        JsonNode begun = client.ask(
                ControlClient.request("switchover").put("name", name()).put("force", force.isGiven()));
        Map<String, JsonNode> ended = new HandOverWatch(client).await(begun);
        ObjectNode document = HandOverWatch.document(begun, ended);
        boolean done = document.path("done").asBoolean() && !ended.isEmpty();
        document.put("done", done);
        PrintWriter out = line.spec().commandLine().getOut();
        if (json.isGiven()) {
            out.print(JsonTree.pretty(document));
        } else {
            ended.values().forEach(event -> out.println(HandOverWatch.text(event)));
            out.println(
                    done
                            ? "It stays there until 'holdfast switchover --back " + name()
                                    + "', or until nobody is heard any more."
                            : "Not handed over.");
        }
        out.flush();
        return done ? ExitStatus.OK.code() : ExitStatus.FATAL.code();
    }

    private int back(ControlClient client) throws ControlFailure {
        JsonNode answer = client.ask(ControlClient.request("switchover.back").put("name", name()));
        PrintWriter out = line.spec().commandLine().getOut();
        if (json.isGiven()) {
            out.print(JsonTree.pretty(answer));
        } else {
            for (JsonNode instance : answer.path("instances")) {
                String state = instance.path("state").asText();
                out.println(instance.path("instance").asText() + ": "
                        + (state.equals("MASTER")
                                ? "MASTER again"
                                : "not held back any longer, " + state + " as priorities have it"));
            }
        }
        out.flush();
        return ExitStatus.OK.code();
    }
}
