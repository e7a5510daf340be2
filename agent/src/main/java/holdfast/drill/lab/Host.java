package holdfast.drill.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A machine of the lab: a named network namespace, and an init process with its own process, mount and UTS namespaces. Its
 * {@code /run} is private, its host name is its name in the lab, and {@code killall} sees its processes only.
 */
public final class Host {
    private static final int REMOVALS = 50;
    private static final Duration BETWEEN_REMOVALS = Duration.ofMillis(100);

    /**
     * The first process of a host. It ends when the pipe on its standard input closes, and the kernel then ends all others
     * of the host. CHLD is ignored so that orphans are not kept as zombies. Addresses are usable at once (no duplicate address
     * detection), a proxy may bind a VIP it does not hold, anyone may ping, nobody forwards. syslog(3) without a /dev/log
     * falls back to the console, which can take milliseconds a line on a serial port: it leads nowhere here.
     */
    private static final String INIT = """
            set -e
            hostname "$1"
            mount -t tmpfs tmpfs /run
            [ ! -e /dev/console ] || mount --bind /dev/null /dev/console
            set_all() { if [ -e "/proc/sys/net/$1" ]; then echo "$2" >"/proc/sys/net/$1"; fi; }
            for scope in all default; do
                set_all ipv6/conf/$scope/accept_dad 0
                set_all ipv6/conf/$scope/dad_transmits 0
                set_all ipv6/conf/$scope/accept_ra 0
                set_all ipv4/conf/$scope/rp_filter 0
            done
            set_all ipv4/ip_forward 0
            set_all ipv4/ip_nonlocal_bind 1
            set_all ipv6/ip_nonlocal_bind 1
            set_all ipv4/ping_group_range '0 2147483647'
            ip link set lo up
            echo ready
            exec env --ignore-signal=CHLD cat >/dev/null
            """;

    private final Lab lab;
    private final String name;
    private final int number;
    private final Path directory;
    private final Map<String, Bridge> interfaces = new LinkedHashMap<>();
    private final List<HostProcess> processes = new CopyOnWriteArrayList<>();
    private Process keeper;
    private OutputStream lifeline;
    private long initPid;

    Host(Lab lab, String name, int number, Path directory) {
        this.lab = lab;
        this.name = name;
        this.number = number;
        this.directory = directory;
    }

    /** Creates the namespaces and the init process. */
    void boot() {
        Command.run(List.of("ip", "netns", "add", namespace()));
        List<String> argv = List.of(
                "setsid",
                "ip",
                "netns",
                "exec",
                namespace(),
                "unshare",
                "--kill-child",
                "--fork",
                "--pid",
                "--mount-proc",
                "--uts",
                "sh",
                "-c",
                INIT,
                "sh",
                name);
        try {
            keeper = new ProcessBuilder(argv).redirectErrorStream(true).start();
            lifeline = keeper.getOutputStream();
            BufferedReader output = keeper.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (!"ready".equals(line)) {
                throw new LabException("host " + name + " did not start: " + line);
            }
        } catch (IOException e) {
            throw new LabException("host " + name + " did not start: " + e.getMessage(), e);
        }
        initPid = keeper.children()
                .findFirst()
                .orElseThrow(() -> new LabException("host " + name + " has no init process"))
                .pid();
    }

    /** Ends every process of the host and removes its network namespace. */
    void halt() {
        if (keeper != null) {
            keeper.descendants().forEach(ProcessHandle::destroyForcibly);
            keeper.destroyForcibly();
            try {
                lifeline.close();
                keeper.waitFor(5, TimeUnit.SECONDS);
            } catch (IOException e) {
                // The pipe is broken because the init process is gone, which is what was wanted.
                lifeline = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        processes.forEach(HostProcess::abandon);
        removeNamespace();
    }

    /** Its file is busy for a moment when another program adds a namespace or looks into this one. */
    private void removeNamespace() {
        String said = "";
        for (int i = 0; i < REMOVALS && Files.exists(namespaceFile()); i++) {
            Command.Result removal = Command.attempt(List.of("ip", "netns", "del", namespace()));
            if (removal.status() != 0) {
                said = removal.output().strip();
                LockSupport.parkNanos(BETWEEN_REMOVALS.toNanos());
            }
        }
        if (Files.exists(namespaceFile())) {
            throw new LabException("namespace " + namespace() + " cannot be removed: " + said);
        }
    }

    /**
     * The host's name in the lab, which is its host name too.
     *
     * @return for example {@code node1}
     */
    public String name() {
        return name;
    }

    /**
     * The name of the host's network namespace, as {@code ip netns} lists it.
     *
     * @return for example {@code hf-4711-0-node1}
     */
    public String namespace() {
        return lab.prefix() + name;
    }

    /**
     * The file of the host's network namespace.
     *
     * @return a path under {@code /run/netns}
     */
    public Path namespaceFile() {
        return Path.of("/run/netns", namespace());
    }

    /**
     * A directory for files of this host, visible inside and outside of it; removed with the lab.
     *
     * @return an existing directory
     */
    public Path directory() {
        return directory;
    }

    /**
     * The number of the host's init process, as the outside sees it.
     *
     * @return a process number
     */
    public long initPid() {
        return initPid;
    }

    /**
     * Gives the host an interface on a network.
     *
     * @param bridge the network
     * @param interfaceName what the host calls the interface
     * @param addresses addresses it gets
     */
    public void plug(Bridge bridge, String interfaceName, List<Cidr> addresses) {
        interfaces.put(interfaceName, bridge);
        Host switchHost = lab.switchHost();
        String port = port(bridge);
        switchHost.ip(
                List.of("link", "add", port, "type", "veth", "peer", "name", interfaceName, "netns", namespace()));
        switchHost.ip(List.of("link", "set", port, "master", bridge.name(), "up"));
        ip(List.of("link", "set", interfaceName, "address", macAddress(bridge), "up"));
        for (Cidr address : addresses) {
            ip(List.of("address", "add", address.toString(), "dev", interfaceName));
        }
    }

    /**
     * The switch port behind an interface of this host.
     *
     * @param bridge a network the host is plugged into
     * @return the port's name within the switch
     */
    public String port(Bridge bridge) {
        return "h" + number + "-" + bridge.name();
    }

    private String macAddress(Bridge bridge) {
        return "02:00:00:00:%02x:%02x".formatted(lab.bridges().indexOf(bridge) + 1, number);
    }

    /**
     * Pulls or plugs the cable: the switch port goes down or up, and the host sees its carrier go or come.
     *
     * @param interfaceName an interface of this host
     * @param connected whether the cable is in
     */
    public void setCable(String interfaceName, boolean connected) {
        String port = port(bridgeOf(interfaceName));
        lab.switchHost().ip(List.of("link", "set", port, connected ? "up" : "down"));
    }

    /**
     * Sets the administrative state of the host's own interface.
     *
     * @param interfaceName an interface of this host
     * @param up whether it is to be up
     */
    public void setLink(String interfaceName, boolean up) {
        ip(List.of("link", "set", interfaceName, up ? "up" : "down"));
    }

    /**
     * The network behind an interface.
     *
     * @param interfaceName an interface of this host
     * @return the network it is plugged into
     */
    public Bridge bridgeOf(String interfaceName) {
        Bridge bridge = interfaces.get(interfaceName);
        if (bridge == null) {
            throw new LabException("host " + name + " has no interface " + interfaceName);
        }
        return bridge;
    }

    /**
     * The interfaces given to this host, in order.
     *
     * @return interface names and their networks
     */
    public Map<String, Bridge> interfaces() {
        return Map.copyOf(interfaces);
    }

    /**
     * Runs {@code ip} in the host's network namespace.
     *
     * @param arguments what follows {@code ip}
     * @return what it printed
     * @throws LabException when it fails
     */
    public String ip(List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of("ip", "-n", namespace()));
        argv.addAll(arguments);
        return Command.run(argv);
    }

    /**
     * Runs a program inside the host to its end.
     *
     * @param argv program and arguments
     * @return what it printed on both outputs
     * @throws LabException when it fails or has not ended after 30 s
     */
    public String run(List<String> argv) {
        return Command.run(enter(argv));
    }

    /**
     * Starts a program inside the host; it ends with the host at the latest.
     *
     * @param log where both of its outputs go; appended to
     * @param argv program and arguments
     * @return the running program
     */
    public HostProcess spawn(Path log, List<String> argv) {
        return started(
                new ProcessBuilder(enter(argv))
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())),
                argv);
    }

    /**
     * Starts a program inside the host whose output this process reads.
     *
     * @param log where its error output goes
     * @param argv program and arguments
     * @return the running program; its output is a pipe
     */
    public HostProcess pipe(Path log, List<String> argv) {
        return started(
                new ProcessBuilder(enter(argv))
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())),
                argv);
    }

    private HostProcess started(ProcessBuilder builder, List<String> argv) {
        HostProcess process = HostProcess.start(builder, argv);
        processes.add(process);
        return process;
    }

    private List<String> enter(List<String> argv) {
        List<String> all = new ArrayList<>(
                List.of("setsid", "nsenter", "-t", Long.toString(initPid), "-n", "-p", "-m", "-u", "--"));
        all.addAll(argv);
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
