import holdfast.agent.control.ControlPath;
import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.AgentProcess;
import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Cidr;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A node of the segment with its agent, and what faults do to it. */
final class Node {
    static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    final String name;
    final Host host;
    final AgentProcess agent;
    private final List<Instance> instances;
    private final Map<String, List<Cidr>> own;
    private final List<String> options;
    private final Path launcher;

    Node(String name, Host host, AgentKind kind, List<Instance> instances, Map<String, List<Cidr>> own, List<String> options,
            Path launcher) throws IOException {
        this.name = name;
        this.host = host;
        this.agent = new AgentProcess(host, kind);
        this.instances = instances;
        this.own = own;
        this.options = options;
        this.launcher = launcher;
        well(true);
        load(0);
    }

    boolean isHoldfast() {
        return agent.kind() instanceof AgentKind.Holdfast;
    }

    String conf(Conf.Variation variation) {
        return Conf.text(name, instances, host.directory(), variation);
    }

    void start() {
        agent.start(conf(Conf.Variation.NONE), options.toArray(String[]::new));
    }

    /** Stops it in order and waits for its end, also when another process has taken the place of the one that was started. */
    void stop() {
        if (agent.isRunning()) {
            Instant latest = agent.terminate().plus(STOP_PATIENCE);
            while (!agent.running().awaitExit(200)) {
                goOn();
                if (Instant.now().isAfter(latest)) {
                    throw new LabException("the agent on " + name + " runs on after TERM");
                }
            }
            return;
        }
        long pid = innerPid();
        if (pid != 0) {
            host.run(List.of("sh", "-c", "kill $0; for i in $(seq 100); do kill -0 $0 2>/dev/null || exit 0; sleep 0.1; done; exit 1", Long.toString(pid)));
        }
    }

    /** The agent alone; who started it may start it again. */
    void killAgent() {
        long pid = innerPid();
        if (pid == 0) {
            throw new LabException("no agent on " + name);
        }
        host.run(List.of("kill", "-KILL", Long.toString(pid)));
    }

    /** Lets it go on after a freeze. The process that waits for it stops with it, if need be a moment after it was told to go on. */
    void thaw() throws InterruptedException {
        agent.thaw();
        Thread.sleep(Duration.ofMillis(200));
        goOn();
    }

    private void goOn() {
        try {
            agent.thaw();
        } catch (LabException e) {
            return; // it has ended meanwhile
        }
    }

    void reload(Conf.Variation variation) {
        agent.reload(conf(variation));
    }

    /** What the tracked script looks for. */
    void well(boolean well) throws IOException {
        Path file = host.directory().resolve("well");
        if (well) {
            Files.writeString(file, "");
        } else {
            Files.deleteIfExists(file);
        }
    }

    /** What the tracked file says. */
    void load(int value) throws IOException {
        Files.writeString(host.directory().resolve("load"), value + "\n");
    }

    /** The number of the agent itself in its host, 0 between two processes. */
    long innerPid() {
        try {
            return Long.parseLong(Files.readString(agent.pidFile()).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** The agent's process as seen from here; its parent may be a guardian. */
    Optional<Long> outerPid() {
        if (!agent.isRunning()) {
            return Optional.empty();
        }
        String inner = Long.toString(innerPid());
        ProcessHandle first = ProcessHandle.of(agent.running().pid()).orElseThrow();
        return Stream.concat(Stream.of(first), first.descendants())
                .map(ProcessHandle::pid)
                .filter(pid -> Shell.read(Path.of("/proc/" + pid + "/status")).lines()
                        .anyMatch(line -> line.startsWith("NSpid:") && line.endsWith("\t" + inner)))
                .findFirst();
    }

    String command(String... words) {
        List<String> argv = new ArrayList<>(List.of(launcher.toString()));
        argv.addAll(List.of(words));
        argv.addAll(List.of("--control", ControlPath.of(agent.pidFile()).toString()));
        return host.run(argv);
    }

    /** What the kernel forgets when an interface goes down or away. */
    void addOwnAddresses(String link) {
        own.get(link).forEach(one -> host.ip(List.of("address", "replace", one.toString(), "dev", link)));
    }

    /** Deletes an interface; the result makes it anew, at the same port of the switch. */
    Runnable deleteLink(Segment segment, String link) {
        Bridge bridge = host.bridgeOf(link);
        String port = host.port(bridge);
        Host hub = segment.lab.switchHost();
        String index = hub.ip(List.of("-o", "link", "show", port)).split(":", 2)[0];
        String line = host.ip(List.of("-o", "link", "show", link));
        String mac = line.substring(line.indexOf("link/ether ") + 11).split(" ", 2)[0];
        host.ip(List.of("link", "del", link));
        return () -> {
            hub.ip(List.of("link", "add", port, "index", index, "type", "veth", "peer", "name", link, "netns", host.namespace()));
            hub.ip(List.of("link", "set", port, "master", bridge.name(), "up"));
            host.ip(List.of("link", "set", link, "address", mac));
            own.get(link).forEach(one -> host.ip(List.of("address", "add", one.toString(), "dev", link)));
            host.ip(List.of("link", "set", link, "up"));
        };
    }

    /** Removes the virtual addresses a dead keepalived has left, as an administrator would before a restart. */
    void removeVirtualAddresses() {
        String held = host.ip(List.of("-o", "address", "show"));
        for (Instance one : instances) {
            for (String address : one.addresses()) {
                if (held.contains(" " + address + " ") || held.contains(" " + address.split("/", 2)[0] + "/")) {
                    Shell.attempt("ip", "-n", host.namespace(), "address", "del", address, "dev", one.link());
                }
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
