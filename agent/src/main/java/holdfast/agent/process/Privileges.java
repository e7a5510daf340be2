package holdfast.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this process may do, by its effective capabilities (capabilities(7)); being root is not asked. */
public final class Privileges {
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_NET_RAW = 13;

    private Privileges() {}

    /**
     * The capabilities the daemon cannot do without and this process lacks.
     *
     * @return names from capabilities(7); empty when all is well, and when the kernel does not tell
     */
    public static List<String> missing() {
        try {
            return missingIn(Files.readAllLines(Path.of("/proc/self/status")));
        } catch (IOException e) {
            return List.of(); // no /proc: the first refused system call will say it
        }
    }

    /** The same from the lines of a {@code /proc/PID/status} file (proc(5)). */
    static List<String> missingIn(List<String> status) {
        List<String> missing = new ArrayList<>();
        for (String line : status) {
            if (line.startsWith("CapEff:")) {
                long effective = Long.parseUnsignedLong(
                        line.substring("CapEff:".length()).trim(), 16);
                if ((effective & 1L << CAP_NET_ADMIN) == 0) {
                    missing.add("CAP_NET_ADMIN");
                }
                if ((effective & 1L << CAP_NET_RAW) == 0) {
                    missing.add("CAP_NET_RAW");
                }
            }
        }
        return missing;
    }
}
