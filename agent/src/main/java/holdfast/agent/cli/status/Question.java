package holdfast.agent.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine.Model.CommandSpec;

/** A request of a command, and what the command makes of the answer or of its absence. */
public final class Question {
    private static final ObjectMapper MAPPER = new ObjectMapper();

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
     * @param json the answer as it is, for programs
     * @param answer else this
     * @return the exit status
     */
    public static int ask(CommandSpec spec, DaemonPlace place, ObjectNode request, boolean json, Answer answer) {
        try {
            JsonNode document = new ControlClient(place.controlSocket()).ask(request);
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? pretty(document) : answer.text(document));
            out.flush();
            return ExitStatus.OK.code();
        } catch (ControlFailure e) {
            return report(spec, e);
        }
    }

    /** A document over several lines. */
    public static String pretty(JsonNode document) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // trees can always be written
        }
    }

    /** A document in one line, without its end. */
    public static String line(JsonNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // trees can always be written
        }
    }

    /** Prints why there is no answer; returns the exit status. */
    public static int report(CommandSpec spec, ControlFailure failure) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.commandLine().getCommandName() + ": " + failure.getMessage());
        err.flush();
        return switch (failure.kind()) {
            case NOT_ALLOWED -> ExitStatus.CANNOT_RUN.code();
            case NO_DAEMON, UNKNOWN_COMMAND, REFUSED -> ExitStatus.FATAL.code();
        };
    }
}
