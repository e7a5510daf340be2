package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.NumberOption;
import holdfast.agent.cli.ClientCommandLine.Word;
import holdfast.agent.control.ControlClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code holdfast history}. */
public final class HistoryCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    private final ClientCommandLine line = ClientCommandLine.of("history", this)
            .says(
                    "Shows the last changes of state with their reasons, and the reloads between",
                    "them. 'holdfast events' has everything else that happened.",
                    "",
                    "  holdfast history",
                    "  holdfast history VI_1 -n 100",
                    "")
            .exits("0:done", "1:no daemon answers", "2:wrong command line", "4:not allowed");
    private final Word instance = line.operand("INSTANCE", "This instance or sync group alone.");
    private final NumberOption<Integer> count = line.number("-n", "COUNT", 20, "How many, 1 to 1000; default 20.");
    private final Flag json = line.json("docs/status.md");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        int most = count.value();
        if (most < 1 || most > MOST) {
            throw new ParameterException(line.spec().commandLine(), "'" + most + "' after -n is not in 1 to " + MOST);
        }
        ObjectNode request = ControlClient.request("events").put("most", most);
        ArrayNode kinds = request.putArray("kinds").add("state");
        if (instance.value().isPresent()) {
            request.put("instance", instance.value().get());
        } else {
            kinds.add("reload").add("daemon");
        }
        return Question.ask(line.spec(), line.controlSocket(), request, json.isGiven(), HistoryText::of);
    }
}
