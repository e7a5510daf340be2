import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Cidr;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.Lab;
import holdfast.drill.measure.Observation;
import holdfast.drill.measure.PingProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two networks with four nodes and a client: n1 and n2 with Holdfast under its guardian, which faults kill; n3 with keepalived; n4 with
 * Holdfast, which suffers everything else and lives to the end. All on both networks.
 */
final class Segment implements AutoCloseable {
    static final Duration PING_EVERY = Duration.ofMillis(100);
    static final Duration PING_PATIENCE = Duration.ofSeconds(1);

    final Lab lab;
    final Bridge front;
    final Bridge back;
    final Host client;
    final List<Instance> instances = Instance.all();
    final Map<String, Node> nodes = new LinkedHashMap<>();
    final Map<Instance, PingProbe> pings = new LinkedHashMap<>();
    final Watch watch;
    private final Observation seen;

    Segment(Path launcher, List<String> options) throws IOException {
        lab = Lab.open();
        try {
            front = lab.addNetwork();
            back = lab.addNetwork();
            for (int number = 1; number <= 4; number++) {
                addNode(number, launcher, options);
            }
            client = lab.addHost("client");
            own(9).forEach((link, addresses) -> client.plug(link.equals("eth0") ? front : back, link, addresses));
            watch = new Watch(instances);
            seen = Observation.begin(lab, nodes.values().stream().map(node -> node.host).toList());
            seen.listen(watch);
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private void addNode(int number, Path launcher, List<String> options) throws IOException {
        String name = "n" + number;
        Host host = lab.addHost(name);
        Map<String, List<Cidr>> own = own(number);
        own.forEach((link, addresses) -> host.plug(link.equals("eth0") ? front : back, link, addresses));
        List<String> all = new ArrayList<>(options);
        if (number <= 2) {
            all.add("--guardian");
        }
        AgentKind kind = number == 3 ? new AgentKind.Keepalived() : new AgentKind.Holdfast(launcher);
        nodes.put(name, new Node(name, host, kind, instances, own, number == 3 ? List.of() : all, launcher));
    }

    private static Map<String, List<Cidr>> own(int number) {
        Map<String, List<Cidr>> own = new LinkedHashMap<>();
        own.put("eth0", List.of(Cidr.parse("192.0.2." + number + "/24"), Cidr.parse("2001:db8::" + number + "/64")));
        own.put("eth1", List.of(Cidr.parse("198.51.100." + number + "/24")));
        return own;
    }

    List<Node> holdfasts() {
        return nodes.values().stream().filter(Node::isHoldfast).toList();
    }

    void start() {
        nodes.values().forEach(Node::start);
        for (Instance one : instances) {
            pings.put(one, seen.ping(client, one.vip(), PING_EVERY, PING_PATIENCE));
        }
    }

    @Override
    public void close() {
        try (lab) {
            seen.close();
        }
    }
}
