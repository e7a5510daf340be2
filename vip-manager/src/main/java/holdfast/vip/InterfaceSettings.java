package holdfast.vip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Per-interface settings of the kernel, {@code /proc/sys/net/ipv4/conf} and {@code .../ipv6/conf} (ip-sysctl.rst). */
public final class InterfaceSettings {
    private final Path root;

    /**
     * Uses a tree of setting files.
     *
     * @param root normally {@link #KERNEL}; the files of the calling thread's network namespace appear there
     */
    public InterfaceSettings(Path root) {
        this.root = root;
    }

    /** Where the kernel keeps them. */
    public static final Path KERNEL = Path.of("/proc/sys/net");

    /**
     * Reads a setting.
     *
     * @param setting such as {@code ipv4/conf/eth0/arp_ignore}
     * @throws IOException when there is none
     */
    public String read(String setting) throws IOException {
        return Files.readString(root.resolve(setting)).strip();
    }

    /**
     * Changes a setting.
     *
     * @throws IOException when there is none, or it cannot be written, as in many containers
     */
    public void write(String setting, String value) throws IOException {
        Files.writeString(root.resolve(setting), value + "\n");
    }

    /** Whether an interface forwards IPv6; false also when it has no IPv6. */
    public boolean forwardsIpv6(String interfaceName) {
        try {
            return !read("ipv6/conf/" + interfaceName + "/forwarding").equals("0");
        } catch (IOException e) {
            return false;
        }
    }
}
