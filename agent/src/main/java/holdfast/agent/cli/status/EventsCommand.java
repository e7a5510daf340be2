package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast events}. */
@Command(
        name = "events",
        description = {
            "Prints what happened, one JSON object a line: state changes with the chain of",
            "their causes, priorities, tracked things, links, addresses, peers, rejected",
            "packets, reloads, virtual and real servers.",
            "",
            "'seq' counts from 1 since the daemon's start, which 'start' names. The daemon keeps",
            "the last 4096 events; a line of kind 'gap' says how many are missing before it.",
            "",
            "  holdfast events --follow",
            "  holdfast events --since 120 --instance VI_1 --kind state --kind priority",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:no daemon answers", "2:wrong command line", "4:not allowed"})
public final class EventsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what happens from now on, also over a restart of the daemon.")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "SEQ",
            description =
                    "Only events after this number; START:SEQ: after this number of that start of the daemon, else all.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--instance", paramLabel = "NAME", description = "Only what is about this instance or sync group.")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only events of this kind; can be repeated.")
    private List<String> kinds = List.of();

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    public EventsCommand() {}

    @Override
    public Integer call() {
        EventStream stream = new EventStream(
                new ControlClient(place.controlSocket()),
                request(),
                position(),
                spec.commandLine().getOut());
        try {
            stream.all();
            if (follow) {
                stream.follow(trouble -> {
                    spec.commandLine().getErr().println("holdfast events: " + trouble.getMessage());
                    spec.commandLine().getErr().flush();
                });
            }
            return ExitStatus.OK.code();
        } catch (ControlFailure e) {
            return Question.report(spec, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.OK.code();
        }
    }

    private ObjectNode request() {
        ObjectNode request = ControlClient.request("events");
        instance.ifPresent(name -> request.put("instance", name));
        if (!kinds.isEmpty()) {
            kinds.forEach(request.putArray("kinds")::add);
        }
        return request;
    }

    private EventStream.Position position() {
        if (since.isEmpty()) {
            return new EventStream.Position(Optional.empty(), 0);
        }
        String word = since.get();
        int colon = word.lastIndexOf(':');
        String number = word.substring(colon + 1);
        if (!number.matches("[0-9]{1,18}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + word + "' after --since is no number of an event: write 120, or START:120");
        }
        return new EventStream.Position(
                colon < 0 ? Optional.empty() : Optional.of(word.substring(0, colon)), Long.parseLong(number));
    }
}
