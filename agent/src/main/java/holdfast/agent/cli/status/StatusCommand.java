package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.Word;
import holdfast.agent.control.ControlClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code holdfast status}. */
public final class StatusCommand implements Callable<Integer> {
    private final ClientCommandLine line = ClientCommandLine.of("status", this)
            .says(
                    "Shows how the running daemon is doing: who is master, since when and why, the",
                    "priority with what each tracked thing adds to it, the peers heard with what they",
                    "advertise, and the tracked scripts.",
                    "",
                    "  holdfast status",
                    "  holdfast status VI_1 --json",
                    "  holdfast status --watch",
                    "")
            .exits(
                    "0:the daemon has answered, whatever the states are",
                    "1:no daemon answers, or no such instance",
                    "2:wrong command line",
                    "4:not allowed");
    private final Word instance = line.operand("INSTANCE", "This instance alone.");
    private final Flag json = line.json("docs/status.md");
    private final Flag watch = line.flag("Show it again every second, as 'holdfast watch' does.", "--watch");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        if (watch.isGiven()) {
            return new LiveView(line.spec(), line.controlSocket(), instance.value(), LiveView.EVERY).run();
        }
        return Question.ask(
                line.spec(), line.controlSocket(), request(instance.value()), json.isGiven(), StatusText::of);
    }

    static ObjectNode request(Optional<String> instance) {
        ObjectNode request = ControlClient.request("status");
        instance.ifPresent(name -> request.put("instance", name));
        return request;
    }
}
