package holdfast.drill;

import holdfast.drill.plan.PlanException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The programs a drill uses, and the Debian packages they come in. */
final class SystemPackages {
    private static final Path EFFECTIVE_USER = Path.of("/proc/self/status");

    /** Services that a package starts when it is installed, and that must not begin to serve on this machine. */
    private static final Set<String> SERVICES = Set.of("haproxy", "keepalived");

    private SystemPackages() {}

    /** Whether this process may build namespaces. */
    static boolean isRoot() {
        try {
            return Files.readAllLines(EFFECTIVE_USER).stream()
                    .filter(line -> line.startsWith("Uid:"))
                    .anyMatch(line -> line.split("\\s+", -1)[2].equals("0"));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Installs the packages whose programs are missing, and says so in one line.
     *
     * @throws PlanException when that is not possible
     */
    static void require(boolean keepalived, PrintStream messages) throws PlanException {
        Map<String, String> packages = new TreeMap<>(Map.of(
                "ip", "iproute2",
                "bridge", "iproute2",
                "tcpdump", "tcpdump",
                "haproxy", "haproxy",
                "killall", "psmisc",
                "nsenter", "util-linux",
                "unshare", "util-linux",
                "setsid", "util-linux",
                "mount", "mount",
                "hostname", "hostname"));
        if (keepalived) {
            packages.put("keepalived", "keepalived");
        }
        Set<String> missing = new TreeSet<>();
        packages.forEach((program, name) -> {
            if (!isInstalled(program)) {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            install(missing, messages);
        }
    }

    /** Whether a program is on the path. */
    static boolean isInstalled(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    private static void install(Set<String> missing, PrintStream messages) throws PlanException {
        String names = String.join(" ", missing);
        if (!isInstalled("apt-get")) {
            throw new PlanException("missing on this machine, and no apt-get to install it with: " + names);
        }
        messages.println("installing the Debian packages " + names);
        List<String> install = new ArrayList<>(List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends"));
        install.addAll(missing);
        if (run(install) != 0 && (run(List.of("apt-get", "update", "-qq")) != 0 || run(install) != 0)) {
            throw new PlanException("apt-get could not install " + names + "; try it by hand");
        }
        for (String service : SERVICES) {
            if (missing.contains(service) && Files.isDirectory(Path.of("/run/systemd/system"))) {
                run(List.of("systemctl", "disable", "--now", service));
            }
        }
    }

    private static int run(List<String> argv) throws PlanException {
        try {
            ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            process.getOutputStream().close();
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor();
        } catch (IOException e) {
            throw new PlanException(argv.getFirst() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlanException(argv.getFirst() + " was interrupted");
        }
    }
}
