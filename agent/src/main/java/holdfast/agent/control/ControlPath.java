package holdfast.agent.control;

import java.nio.file.Path;

/** Where the control socket of a daemon is. */
public final class ControlPath {
    /** The socket of the daemon whose PID file is the default one. */
    public static final Path DEFAULT = Path.of("/run/holdfast/control.sock");

    private static final Path DEFAULT_PID_FILE = Path.of("/run/keepalived.pid");
    private static final String PID_SUFFIX = ".pid";

    private ControlPath() {}

    /**
     * The socket that belongs to a PID file, unless {@code --control} says otherwise: {@link #DEFAULT} for {@code /run/keepalived.pid}, and
     * {@code X.sock} beside {@code X.pid} for any other.
     */
    public static Path of(Path pidFile) {
        if (pidFile.equals(DEFAULT_PID_FILE)) {
            return DEFAULT;
        }
        String name = pidFile.getFileName() == null ? "" : pidFile.getFileName().toString();
        String stem = name.endsWith(PID_SUFFIX) ? name.substring(0, name.length() - PID_SUFFIX.length()) : name;
        return pidFile.resolveSibling(stem + ".sock");
    }
}
