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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Shows the status and the last events again and again. */
final class LiveView {
    /** How often, when nothing else is said. */
    static final Duration EVERY = Duration.ofSeconds(1);

    private static final int EVENTS = 10;

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
        List<String> lines = new ArrayList<>();
        for (JsonNode event : events.path("events")) {
            lines.add(
                    "  " + HistoryText.clock(event) + "  " + event.path("text").asText());
        }
        String text = terminal
                ? Screen.of(StatusText.of(status).lines().toList(), lines, TerminalSize.now())
                : StatusText.of(status) + "\nLast events\n" + String.join("\n", lines) + "\n\n";
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
