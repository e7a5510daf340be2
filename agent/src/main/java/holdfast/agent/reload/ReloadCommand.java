package holdfast.agent.reload;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.IntegerOption;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.status.Question;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import holdfast.linux.LinuxException;
import holdfast.linux.Signals;
import holdfast.linux.ThisProcess;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code holdfast reload}: the daemon reads its configuration again. */
public final class ReloadCommand implements Callable<Integer> {
    private static final int NOTHING_CHANGED = 3;

    private final ClientCommandLine line = ClientCommandLine.of("reload", this)
            .says(
                    "Lets the running daemon read its configuration again, waits until that is done,",
                    "and tells what it did. What stays the same in the file is not touched: instances",
                    "stay MASTER, addresses and connections live on, FIFOs stay open, scripts keep",
                    "their state. A file with mistakes is refused, and everything stays as it is.",
                    "",
                    "A HUP signal asks for the same; 'holdfast plan' tells beforehand.",
                    "",
                    "  holdfast reload",
                    "  holdfast reload --json",
                    "")
            .exits(
                    "0:the file is in force, whether it changed anything or not",
                    "1:no daemon answers, or something went wrong",
                    "2:wrong command line",
                    "3:with --changes: nothing changed",
                    "4:not allowed",
                    "5:refused because of mistakes in the file");
    private final Flag changes = line.flag("Exit status 3 when nothing changed.", "--changes");
    private final IntegerOption orSignal = line.integer(
            "--or-signal",
            "PID",
            "Where no control socket answers, send a HUP signal to this process; what follows is in its log.");
    private final Flag json = line.json("docs/operations.md");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        JsonNode answer;
        try {
            answer = new ControlClient(line.controlSocket(), ReloadHandlers.PATIENCE)
                    .ask(ControlClient.request("reload"));
        } catch (ControlFailure e) {
            Optional<Integer> process = e.kind() == ControlFailure.Kind.NO_DAEMON ? orSignal.value() : Optional.empty();
            return process.isPresent() ? signal(process.get()) : Question.report(line.spec(), e);
        }
        ReloadReport report = ReloadJson.report(answer);
        if (json.isGiven()) {
            print(line.spec(), JsonTree.pretty(answer));
        } else {
            explain(report);
            print(line.spec(), ReloadText.done(report, answer.path("moreSteps").asInt()));
        }
        return switch (report.outcome()) {
            case CHANGED -> ExitStatus.OK.code();
            case UNCHANGED -> changes.isGiven() ? NOTHING_CHANGED : ExitStatus.OK.code();
            case REFUSED -> ExitStatus.CONFIGURATION_FINDINGS.code();
            case FAILED -> ExitStatus.FATAL.code();
        };
    }

    /** For a service whose daemon has no control socket, or another one. */
    private int signal(int process) {
        try {
            ThisProcess.signal(process, Signals.HUP);
            print(line.spec(), "Process " + process + " has a HUP signal; its log tells what it does.\n");
            return ExitStatus.OK.code();
        } catch (LinuxException e) {
            line.spec().commandLine().getErr().println("holdfast reload: no signal could be sent: " + e.getMessage());
            return ExitStatus.FATAL.code();
        }
    }

    /** Mistakes, as 'holdfast check' shows them. */
    private void explain(ReloadReport report) {
        PrintWriter err = line.spec().commandLine().getErr();
        err.print(report.findings());
        if (report.outcome() == ReloadReport.Outcome.REFUSED) {
            err.println("holdfast reload: refused, everything stays as it is: " + report.message());
        }
        err.flush();
    }

    static void print(CommandSpec spec, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
