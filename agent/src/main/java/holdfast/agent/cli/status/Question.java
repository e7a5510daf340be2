package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** A request of a command, and what the command makes of the answer or of its absence. */
public final class Question {
    private Question() {}

    /** What a command prints. */
    @FunctionalInterface
    public interface Answer {
        /** The text for an answer, with its line ends. */
        String text(JsonNode answer);
    }

    /**
     * Asks and prints.
     *
     * @param socket where the daemon listens
     * @param json the answer as it is, for programs
     * @param answer else this
     * @return the exit status
     */
    public static int ask(CommandSpec spec, Path socket, ObjectNode request, boolean json, Answer answer) {
        try {
            JsonNode document = new ControlClient(socket).ask(request);
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? JsonTree.pretty(document) : answer.text(document));
            out.flush();
            return ExitStatus.OK.code();
        } catch (ControlFailure e) {
            return report(spec, e);
        }
    }

    /** Prints why there is no answer; returns the exit status. */
    public static int report(CommandSpec spec, ControlFailure failure) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + failure.getMessage());
        err.flush();
        return switch (failure.kind()) {
            case NOT_ALLOWED -> ExitStatus.CANNOT_RUN.code();
            case NO_DAEMON, UNKNOWN_COMMAND, REFUSED -> ExitStatus.FATAL.code();
        };
    }
}
