package holdfast.agent.cli;

import holdfast.agent.control.ControlPath;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that talks to the daemon: how it is found. picocli fills them in. */
public final class DaemonPlace {
    static final String CONTROL = "The daemon's control socket (default: /run/holdfast/control.sock).";
    static final String PID_FILE = "The PID file that the daemon was given with -p, instead of --control.";

    /** What {@code --help} is. */
    public static final String HELP = "This text.";

    /** They come last in a command's help; the others of this class follow. */
    static final int FIRST = 1000;

    @Option(names = "--control", paramLabel = "FILE", order = FIRST, description = CONTROL)
    private Optional<Path> control = Optional.empty();

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "FILE",
            order = FIRST + 1,
            description = PID_FILE)
    private Optional<Path> pidFile = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = FIRST + 2,
            description = HELP)
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    /** For picocli. */
    public DaemonPlace() {}

    /** Where the daemon listens. */
    public Path controlSocket() {
        return socket(control, pidFile);
    }

    static Path socket(Optional<Path> control, Optional<Path> pidFile) {
        return control.or(() -> pidFile.map(ControlPath::of)).orElse(ControlPath.DEFAULT);
    }
}
