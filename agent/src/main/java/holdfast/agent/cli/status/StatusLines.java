package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** The status again and again, for programs: a document a line. */
final class StatusLines {
    private final ClientCommandLine line;
    private final ObjectNode request;
    private final Duration every;

    StatusLines(ClientCommandLine line, Optional<String> instance, Duration every) {
        this.line = line;
        this.request = StatusCommand.request(instance);
        this.every = every;
    }

    /** Prints until nobody reads any more, or the daemon does not answer; returns the exit status. */
    int run() {
        ControlClient daemon = new ControlClient(line.controlSocket());
        PrintWriter out = line.spec().commandLine().getOut();
        try {
            while (!out.checkError()) {
                out.println(JsonTree.line(daemon.ask(request)));
                out.flush();
                Thread.sleep(every);
            }
            return ExitStatus.OK.code();
        } catch (ControlFailure e) {
            return Question.report(line.spec(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.OK.code();
        }
    }
}
