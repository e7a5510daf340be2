package holdfast.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The connections that IPVS remembers, of the calling thread's network namespace ({@code /proc/net/ip_vs_conn}). */
public final class IpvsConnections {
    /** Not {@code /proc/net}, which is that of the main thread. */
    private static final Path FILE = Path.of("/proc/thread-self/net/ip_vs_conn");

    private static final int ROOM = 1 << 16;

    private IpvsConnections() {}

    /** Which of them. */
    public enum Part {
        /** TCP connections that no side is done with, and all that is not TCP. */
        OPEN,
        /** TCP connections that are being closed; a busy table is full of them. */
        CLOSING
    }

    /**
     * Reads them one after another; there can be millions. The kernel gives some fifty at a time, and to find the next ones it goes through its table
     * from the beginning (ip_vs_conn_seq_start()): all of a table takes time with the square of its size.
     *
     * @param part which to read
     * @param reader is given each, and says whether it wants more
     * @param goOn is asked before each next read
     * @throws IOException when the kernel has no IPVS
     */
    public static void read(Part part, Predicate<IpvsConnection> reader, BooleanSupplier goOn) throws IOException {
        read(FILE, part, reader, goOn);
    }

    static void read(Path file, Part part, Predicate<IpvsConnection> reader, BooleanSupplier goOn) throws IOException {
        byte[] bytes = new byte[ROOM];
        int filled = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(bytes); count > 0; count = in.read(bytes, filled, ROOM - filled)) {
                int end = filled + count;
                int line = 0;
                for (int at = filled; at < end; at++) {
                    if (bytes[at] == '\n') {
                        boolean closing = IpvsConnectionLine.isClosing(bytes, line, at);
                        if (closing == (part == Part.CLOSING)) {
                            Optional<IpvsConnection> connection = IpvsConnectionLine.parse(bytes, line, at);
                            if (connection.isPresent() && !reader.test(connection.get())) {
                                return;
                            }
                        }
                        line = at + 1;
                    }
                }
                filled = end - line;
                System.arraycopy(bytes, line, bytes, 0, filled);
                if (!goOn.getAsBoolean()) {
                    return;
                }
            }
        }
    }
}
