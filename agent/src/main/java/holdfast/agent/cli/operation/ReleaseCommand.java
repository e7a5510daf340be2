package holdfast.agent.cli.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import holdfast.agent.resume.Released;
import holdfast.agent.resume.ResumeBook;
import holdfast.agent.resume.ResumeFiles;
import holdfast.linux.AddressText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code holdfast release}. */
public final class ReleaseCommand implements Callable<Integer> {
    private final ClientCommandLine line = ClientCommandLine.of("release", this)
            .says(
                    "Gives up what a daemon that was killed was MASTER of, when it will not be",
                    "started again: says priority 0, so that another node takes over soon, and",
                    "removes the addresses. Refused while a daemon runs. The service does this by",
                    "itself when it has failed for good, and so does the guardian.",
                    "",
                    "  holdfast release",
                    "")
            .exits(
                    "0:done, or there was nothing to give up",
                    "1:not all could be done",
                    "2:wrong command line",
                    "4:a daemon runs: 'systemctl stop holdfast' ends it in order");
    private final Flag json = line.json("docs/resume.md");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        if (daemonRuns()) {
            PrintWriter err = line.spec().commandLine().getErr();
            err.println(line.spec().qualifiedName() + ": a daemon runs at " + line.controlSocket()
                    + "; 'systemctl stop holdfast' ends it in order");
            err.flush();
            return ExitStatus.CANNOT_RUN.code();
        }
        Optional<Released> released = ResumeFiles.beside(line.controlSocket()).flatMap(files -> {
            try (ResumeBook book = new ResumeBook(files)) {
                return book.release();
            }
        });
        PrintWriter out = line.spec().commandLine().getOut();
        out.print(json.isGiven() ? JsonTree.pretty(document(released)) : text(released));
        out.flush();
        return released.map(Released::troubles).orElse(List.of()).isEmpty()
                ? ExitStatus.OK.code()
                : ExitStatus.FATAL.code();
    }

    private boolean daemonRuns() {
        try {
            new ControlClient(line.controlSocket()).ask(ControlClient.request("status"));
            return true;
        } catch (ControlFailure e) {
            return e.kind() != ControlFailure.Kind.NO_DAEMON;
        }
    }

    private static String text(Optional<Released> released) {
        if (released.isEmpty()) {
            return "No daemon was killed here.\n";
        }
        Released done = released.get();
        StringBuilder text = new StringBuilder("For process " + done.pid() + ", which was killed:\n");
        text.append("  priority 0 said for ").append(list(done.handedOver())).append('\n');
        text.append("  removed ")
                .append(list(done.removed().stream().map(AddressText::of).toList()))
                .append('\n');
        if (!done.routing().isEmpty()) {
            text.append("  removed ").append(list(done.routing())).append('\n');
        }
        done.troubles()
                .forEach(trouble -> text.append("  not done: ").append(trouble).append('\n'));
        return text.toString();
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static ObjectNode document(Optional<Released> released) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("formerPid", released.map(Released::pid).orElse(0L));
        ArrayNode handedOver = document.putArray("handedOver");
        ArrayNode removed = document.putArray("removed");
        ArrayNode routing = document.putArray("removedRouting");
        ArrayNode troubles = document.putArray("troubles");
        released.ifPresent(done -> {
            done.handedOver().forEach(handedOver::add);
            done.removed().forEach(address -> removed.add(AddressText.of(address)));
            done.routing().forEach(routing::add);
            done.troubles().forEach(troubles::add);
        });
        return document;
    }
}
