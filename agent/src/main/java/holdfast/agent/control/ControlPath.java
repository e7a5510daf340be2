package holdfast.agent.control;

import java.nio.file.Path;

/** Where the control socket of a daemon is, and the files that belong to it. */
public final class ControlPath {
    /** The socket of the daemon whose PID file is the default one. */
    public static final Path DEFAULT = Path.of("/run/holdfast/control.sock");

    private static final Path DEFAULT_PID_FILE = Path.of("/run/keepalived.pid");
    private static final String PID_SUFFIX = ".pid";
    private static final String SOCKET_SUFFIX = ".sock";

    private ControlPath() {}

    /**
     * The socket that belongs to a PID file, unless {@code --control} says otherwise: {@link #DEFAULT} for {@code /run/keepalived.pid}, and
     * {@code X.sock} beside {@code X.pid} for any other.
     */
    public static Path of(Path pidFile) {
        if (pidFile.equals(DEFAULT_PID_FILE)) {
            return DEFAULT;
        }
        return sibling(pidFile, PID_SUFFIX, SOCKET_SUFFIX);
    }

    /**
     * A file that belongs to a control socket.
     *
     * @param suffix such as {@code -lvs.json}: {@code control-lvs.json} beside {@code control.sock}
     */
    public static Path beside(Path socket, String suffix) {
        return sibling(socket, SOCKET_SUFFIX, suffix);
    }

    private static Path sibling(Path file, String ending, String suffix) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        String stem = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
        return file.resolveSibling(stem + suffix);
    }
}
