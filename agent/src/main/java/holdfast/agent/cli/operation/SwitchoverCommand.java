package holdfast.agent.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.status.Question;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast switchover}. */
@Command(
        name = "switchover",
        description = {
            "Hands an instance over to another node, and with it its sync group, while nothing",
            "has failed. The addresses stay here until the other node is heard, so that clients",
            "notice next to nothing; when nobody takes over they never leave.",
            "",
            "Afterwards this node leaves its successor alone although its priority is higher,",
            "until --back, or until nobody is heard any more.",
            "",
            "  holdfast switchover VI_1",
            "  holdfast switchover --back VI_1",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:refused, nobody took over, or no daemon answers",
            "2:wrong command line",
            "4:not allowed"
        })
public final class SwitchoverCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "INSTANCE", description = "A vrrp_instance or a vrrp_sync_group.")
    private String name;

    @Option(
            names = "--back",
            description = "The other way round: what was handed over may come back, and does so at once.")
    private boolean back;

    @Option(
            names = "--force",
            description = "Also where no other node of it is known to be there. Nothing is lost when there is none.")
    private boolean force;

    @Option(names = "--json", description = "For programs: docs/planned-operation.md explains the members.")
    private boolean json;

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    public SwitchoverCommand() {}

    @Override
    public Integer call() {
        if (back && force) {
            throw new ParameterException(spec.commandLine(), "--force has no meaning with --back");
        }
        ControlClient client = new ControlClient(place.controlSocket());
        try {
            return back ? back(client) : over(client);
        } catch (ControlFailure e) {
            return Question.report(spec, e);
        }
    }

    private int over(ControlClient client) throws ControlFailure {
        JsonNode begun =
                client.ask(ControlClient.request("switchover").put("name", name).put("force", force));
        Map<String, JsonNode> ended = new HandOverWatch(client).await(begun);
        ObjectNode document = HandOverWatch.document(begun, ended);
        boolean done = document.path("done").asBoolean() && !ended.isEmpty();
        document.put("done", done);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Question.pretty(document));
        } else {
            ended.values().forEach(event -> out.println(HandOverWatch.text(event)));
            out.println(
                    done
                            ? "It stays there until 'holdfast switchover --back " + name
                                    + "', or until nobody is heard any more."
                            : "Not handed over.");
        }
        out.flush();
        return done ? ExitStatus.OK.code() : ExitStatus.FATAL.code();
    }

    private int back(ControlClient client) throws ControlFailure {
        JsonNode answer = client.ask(ControlClient.request("switchover.back").put("name", name));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(Question.pretty(answer));
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
