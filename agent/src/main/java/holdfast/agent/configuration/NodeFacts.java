package holdfast.agent.configuration;

import holdfast.conf.ParseEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the configuration language can refer to, from this node. */
public final class NodeFacts {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private NodeFacts() {}

    /**
     * The facts as of now. The host name is the kernel's (of this UTS namespace); no name service is asked.
     *
     * @param configId the value of {@code -i}; without it the host name up to its first dot
     */
    public static ParseEnvironment now(Optional<String> configId) {
        ParseEnvironment defaults = ParseEnvironment.ofHost(hostName());
        return new ParseEnvironment(
                defaults.hostName(),
                configId.orElse(defaults.configId()),
                System.getenv(),
                System.nanoTime() ^ ProcessHandle.current().pid() << 40); // SecureRandom takes 25 ms of every start
    }

    /** The name of this host. */
    public static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return "localhost"; // no /proc: what the kernel calls a machine nobody has named
        }
    }
}
