package holdfast.agent.cli;

import holdfast.agent.control.ControlPath;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that talks to the daemon: how it is found. picocli fills them in. */
public final class DaemonPlace {
    @Option(
            names = "--control",
            paramLabel = "FILE",
            order = 1000,
            description = "The daemon's control socket (default: /run/holdfast/control.sock).")
    private Optional<Path> control = Optional.empty();

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "FILE",
            order = 1001,
            description = "The PID file that the daemon was given with -p, instead of --control.")
    private Optional<Path> pidFile = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 1002,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    /** For picocli. */
    public DaemonPlace() {}

    /** Where the daemon listens. */
    public Path controlSocket() {
        return control.or(() -> pidFile.map(ControlPath::of)).orElse(ControlPath.DEFAULT);
    }
}
