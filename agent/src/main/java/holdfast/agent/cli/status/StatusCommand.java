package holdfast.agent.cli.status;

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

/** {@code holdfast status}. */
@Command(
        name = "status",
        description = {
            "Shows how the running daemon is doing: who is master, since when and why, the",
            "priority with what each tracked thing adds to it, the peers heard with what they",
            "advertise, and the tracked scripts.",
            "",
            "  holdfast status",
            "  holdfast status VI_1 --json",
            "  holdfast status --watch",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the daemon has answered, whatever the states are",
            "1:no daemon answers, or no such instance",
            "2:wrong command line",
            "4:not allowed"
        })
public final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "INSTANCE", description = "This instance alone.")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--json", description = "For programs: docs/status.md explains the members.")
    private boolean json;

    @Option(names = "--watch", description = "Show it again every second, as 'holdfast watch' does.")
    private boolean watch;

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    public StatusCommand() {}

    @Override
    public Integer call() {
        if (watch) {
            return new LiveView(spec, place.controlSocket(), instance, LiveView.EVERY).run();
        }
        return Question.ask(spec, place, request(instance), json, StatusText::of);
    }

    static ObjectNode request(Optional<String> instance) {
        ObjectNode request = ControlClient.request("status");
        instance.ifPresent(name -> request.put("instance", name));
        return request;
    }
}
