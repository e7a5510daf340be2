package holdfast.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which boot of the machine this is: what was written in another one is not about this one. */
public final class BootId {
    private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /**
     * What the kernel calls this boot (random(4)).
     *
     * @return a UUID
     * @throws IOException when there is no such file
     */
    public static String read() throws IOException {
        return Files.readString(FILE).strip();
    }
}
