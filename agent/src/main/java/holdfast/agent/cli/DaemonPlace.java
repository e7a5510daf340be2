package holdfast.agent.cli;

import holdfast.agent.control.ControlPath;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which a command finds the daemon it talks to; picocli fills them in. */
final class DaemonPlace {
    @Option(
            names = "--control",
            paramLabel = "FILE",
            description = "The daemon's control socket (default: /run/holdfast/control.sock).")
    private Optional<Path> control = Optional.empty();

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "FILE",
            description = "The PID file that the daemon was given with -p, instead of --control.")
    private Optional<Path> pidFile = Optional.empty();

    /** Where the daemon listens. */
    Path controlSocket() {
        return control.or(() -> pidFile.map(ControlPath::of)).orElse(ControlPath.DEFAULT);
    }
}
