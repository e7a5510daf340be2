import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.HostProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Faults of links, of the network between the nodes, and of the machine. */
final class NetworkFaults {
    private static final int LOST_PERCENT = 20;
    private static final int HUNGRY = 3;

    private final Segment segment;
    private final RandomGenerator random;
    private final HostileSender hostile;

    NetworkFaults(Segment segment, RandomGenerator random) {
        this.segment = segment;
        this.random = random;
        this.hostile = new HostileSender(segment.client);
    }

    private String link() {
        return random.nextInt(3) == 0 ? "eth1" : "eth0";
    }

    private Duration between(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }

    Fault linkDown(Node node) {
        String link = link();
        return new Fault("link down", node + " " + link, Set.of(node.name), Set.of(), () -> node.host.setLink(link, false),
                between(300, 7_000), () -> {
                    node.host.setLink(link, true);
                    node.addOwnAddresses(link);
                });
    }

    Fault portDown(Node node) {
        String link = link();
        return new Fault("port down", node + " " + link, Set.of(node.name), Set.of(), () -> node.host.setCable(link, false),
                between(300, 7_000), () -> node.host.setCable(link, true));
    }

    Fault remade(Node node) {
        String link = link();
        List<Runnable> anew = new ArrayList<>();
        return new Fault("interface made anew", node + " " + link, Set.of(node.name), Set.of(),
                () -> anew.add(node.deleteLink(segment, link)), between(300, 5_000), () -> anew.forEach(Runnable::run));
    }

    /** On whatever Holdfast node holds it. */
    Fault addressDeleted() {
        List<Instance> held = segment.instances.stream()
                .filter(one -> !one.name().equals("V9"))
                .filter(one -> segment.watch.holders(one).size() == 1 && !segment.watch.holders(one).contains("n3"))
                .toList();
        Instance one = held.get(random.nextInt(held.size()));
        Node node = segment.nodes.get(segment.watch.holders(one).iterator().next());
        String address = one.addresses().getLast();
        return new Fault("address deleted", node + " " + address, Set.of(node.name), Set.of(),
                () -> node.host.ip(List.of("address", "del", address, "dev", one.link())), between(500, 2_000), () -> {});
    }

    /** Some of the nodes do not hear each other; the client reaches all. */
    Fault partition() {
        List<Set<String>> parts = List.of(Set.of("n1", "n2"), Set.of("n1", "n2", "n3", "n4"), Set.of("n1", "n4"), Set.of("n1", "n3"));
        Set<String> apart = parts.get(random.nextInt(parts.size()));
        List<Bridge> bridges = random.nextBoolean() ? List.of(segment.front) : List.of(segment.front, segment.back);
        return new Fault("partition", apart + " on " + bridges.size(), apart, Set.of(Fault.Effect.SPLIT),
                () -> setApart(apart, bridges, true), between(1_000, 10_000), () -> setApart(apart, bridges, false));
    }

    private void setApart(Set<String> names, List<Bridge> bridges, boolean apart) {
        for (Bridge bridge : bridges) {
            names.forEach(name -> bridge.setApart(segment.nodes.get(name).host, apart));
        }
    }

    Fault loss() {
        Host hub = segment.lab.switchHost();
        return new Fault("packet loss", LOST_PERCENT + " %", segment.nodes.keySet(), Set.of(Fault.Effect.SPLIT), () -> {
            hub.run(List.of("nft", "add table bridge soak; add chain bridge soak loss { type filter hook forward priority 0; };"
                    + " add rule bridge soak loss numgen random mod 100 < " + LOST_PERCENT + " drop"));
        }, between(3_000, 9_000), () -> hub.run(List.of("nft", "delete", "table", "bridge", "soak")));
    }

    Fault hostile() {
        List<HostileSender> sender = List.of(hostile);
        return new Fault("hostile adverts", "", Set.of(), Set.of(Fault.Effect.NONE), () -> sender.getFirst().send(segment.instances, random.nextLong()),
                Duration.ofMillis(500), () -> {});
    }

    /** Some processes that compute, for as long as the fault lasts. */
    Fault starved() {
        List<HostProcess> hungry = new ArrayList<>();
        return new Fault("starved processors", HUNGRY + " processes", segment.nodes.keySet(), Set.of(Fault.Effect.STARVED), () -> {
            for (int number = 0; number < HUNGRY; number++) {
                hungry.add(segment.client.spawn(Path.of("/dev/null"), List.of("timeout", "10", "sh", "-c", "while :; do :; done")));
            }
        }, between(2_000, 6_000), () -> hungry.forEach(HostProcess::kill));
    }
}
