package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.Word;
import holdfast.agent.cli.ClientCommandLine.Words;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code holdfast events}. */
public final class EventsCommand implements Callable<Integer> {
    private final ClientCommandLine line = ClientCommandLine.of("events", this)
            .says(
                    "Prints what happened, one JSON object a line: state changes with the chain of",
                    "their causes, priorities, tracked things, links, addresses, peers, rejected",
                    "packets, reloads, virtual and real servers.",
                    "",
                    "'seq' counts from 1 since the daemon's start, which 'start' names. The daemon",
                    "keeps the last 4096 events; a line of kind 'gap' says how many are missing",
                    "before it.",
                    "",
                    "  holdfast events --follow",
                    "  holdfast events --since 120 --instance VI_1 --kind state --kind priority",
                    "")
            .exits("0:done", "1:no daemon answers", "2:wrong command line", "4:not allowed");
    private final Flag follow =
            line.flag("Go on with what happens from now on, also over a restart of the daemon.", "-f", "--follow");
    private final Word since = line.word(
            "SEQ",
            "Only events after this number; START:SEQ: after this number of that start of the daemon, else all.",
            "--since");
    private final Word instance = line.word("NAME", "Only what is about this instance or sync group.", "--instance");
    private final Words kinds = line.words("--kind", "KIND", "Only events of this kind; can be repeated.");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        EventStream stream = new EventStream(
                new ControlClient(line.controlSocket()),
                request(),
                position(),
                line.spec().commandLine().getOut());
        try {
            stream.all();
            if (follow.isGiven()) {
                stream.follow(trouble -> {
                    line.spec().commandLine().getErr().println("holdfast events: " + trouble.getMessage());
                    line.spec().commandLine().getErr().flush();
                });
            }
            return ExitStatus.OK.code();
        } catch (ControlFailure e) {
            return Question.report(line.spec(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.OK.code();
        }
    }

    private ObjectNode request() {
        ObjectNode request = ControlClient.request("events");
        instance.value().ifPresent(name -> request.put("instance", name));
        if (!kinds.values().isEmpty()) {
            kinds.values().forEach(request.putArray("kinds")::add);
        }
        return request;
    }

    private EventStream.Position position() {
        if (since.value().isEmpty()) {
            return new EventStream.Position(Optional.empty(), 0);
        }
        String word = since.value().get();
        int colon = word.lastIndexOf(':');
        String number = word.substring(colon + 1);
        if (!number.matches("[0-9]{1,18}")) {
            throw new ParameterException(
                    line.spec().commandLine(),
                    "'" + word + "' after --since is no number of an event: write 120, or START:120");
        }
        return new EventStream.Position(
                colon < 0 ? Optional.empty() : Optional.of(word.substring(0, colon)), Long.parseLong(number));
    }
}
