package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Shows the status and the last events again and again. */
final class LiveView {
    /** How often, when nothing else is said. */
    static final Duration EVERY = Duration.ofSeconds(1);

    private static final int EVENTS = 10;
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    /** How often the keyboard is looked at. */
    private static final Duration KEYS = Duration.ofMillis(50);

    private final CommandSpec spec;
    private final ControlClient daemon;
    private final Optional<String> instance;
    private final Duration every;

    LiveView(CommandSpec spec, Path socket, Optional<String> instance, Duration every) {
        this.spec = spec;
        this.daemon = new ControlClient(socket);
        this.instance = instance;
        this.every = every;
    }

    /** Shows it until somebody has seen enough, or the daemon does not answer; returns the exit status. */
    int run() {
        Console console = System.console();
        boolean terminal = console.isTerminal();
        try (Keyboard keyboard = terminal ? Keyboard.unbuffered() : Keyboard.none()) {
            do {
                show(terminal);
            } while (!keyboard.quitsWithin(every, KEYS));
            return ExitStatus.OK.code();
        } catch (ControlFailure e) {
            return Question.report(spec, e);
        } catch (IOException e) {
            return ExitStatus.OK.code(); // the terminal is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.OK.code();
        }
    }

    private void show(boolean terminal) throws ControlFailure {
        JsonNode status = daemon.ask(StatusCommand.request(instance));
        ObjectNode request = ControlClient.request("events").put("most", EVENTS);
        instance.ifPresent(name -> request.put("instance", name));
        JsonNode events = daemon.ask(request);
        StringBuilder text = new StringBuilder(terminal ? HOME_AND_CLEAR : "");
        text.append(StatusText.of(status)).append("\nLast events\n");
        for (JsonNode event : events.path("events")) {
            text.append("  ")
                    .append(HistoryText.clock(event))
                    .append("  ")
                    .append(event.path("text").asText())
                    .append('\n');
        }
        text.append(terminal ? "\nq quits\n" : "\n");
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
