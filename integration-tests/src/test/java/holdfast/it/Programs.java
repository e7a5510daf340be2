package holdfast.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What these tests need of the machine. Whatever is missing makes them fail, with its name. */
public final class Programs {
    private static final Map<String, String> DEBIAN_PACKAGES = new TreeMap<>(Map.ofEntries(
            Map.entry("ip", "iproute2"),
            Map.entry("bridge", "iproute2"),
            Map.entry("keepalived", "keepalived"),
            Map.entry("haproxy", "haproxy"),
            Map.entry("killall", "psmisc"),
            Map.entry("tcpdump", "tcpdump"),
            Map.entry("tshark", "tshark"),
            Map.entry("setpriv", "util-linux"),
            Map.entry("nsenter", "util-linux"),
            Map.entry("hostname", "hostname"),
            Map.entry("linux.uml", "user-mode-linux"),
            Map.entry("modprobe", "kmod"),
            Map.entry("ipvsadm", "ipvsadm"),
            Map.entry("iptables-legacy", "iptables"),
            Map.entry("nginx", "nginx-light"),
            Map.entry("openssl", "openssl"),
            Map.entry("postfix", "postfix"),
            Map.entry("dnsmasq", "dnsmasq-base"),
            Map.entry("chromium", "chromium"),
            Map.entry("promtool", "prometheus"),
            Map.entry("nft", "nftables")));

    private Programs() {}

    /** Fails when a program is missing. */
    public static void require() {
        TreeSet<String> missing = new TreeSet<>();
        DEBIAN_PACKAGES.forEach((program, debianPackage) -> {
            if (!isInstalled(program)) {
                missing.add(debianPackage);
            }
        });
        if (!missing.isEmpty()) {
            fail("Debian packages are missing, ./verify installs them: apt-get install " + String.join(" ", missing));
        }
    }

    /** The program that starts the packaged agent. */
    public static Path launcher() {
        String property = System.getProperty("holdfast.launcher");
        if (property == null) {
            return fail("system property holdfast.launcher is not set: run these tests through Maven");
        }
        Path launcher = Path.of(property).toAbsolutePath().normalize();
        if (!Files.isExecutable(launcher)) {
            return fail(launcher + " is not there: build module packaging first (mvn -am does)");
        }
        return launcher;
    }

    private static boolean isInstalled(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        return Arrays.stream(path.split(":", -1))
                .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, program)));
    }
}
