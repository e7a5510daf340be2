package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.control.ControlClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast history}. */
@Command(
        name = "history",
        description = {
            "Shows the last changes of state with their reasons, and the reloads between them.",
            "'holdfast events' has everything else that happened.",
            "",
            "  holdfast history",
            "  holdfast history VI_1 -n 100",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:no daemon answers", "2:wrong command line", "4:not allowed"})
public final class HistoryCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "INSTANCE", description = "This instance or sync group alone.")
    private Optional<String> instance = Optional.empty();

    @Option(names = "-n", paramLabel = "COUNT", description = "How many, 1 to 1000; default 20.")
    private int count = 20;

    @Option(names = "--json", description = "For programs: docs/status.md explains the members.")
    private boolean json;

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    public HistoryCommand() {}

    @Override
    public Integer call() {
        if (count < 1 || count > MOST) {
            throw new ParameterException(spec.commandLine(), "'" + count + "' after -n is not in 1 to " + MOST);
        }
        ObjectNode request = ControlClient.request("events").put("most", count);
        ArrayNode kinds = request.putArray("kinds").add("state");
        if (instance.isPresent()) {
            request.put("instance", instance.get());
        } else {
            kinds.add("reload").add("daemon");
        }
        return Question.ask(spec, place, request, json, HistoryText::of);
    }
}
