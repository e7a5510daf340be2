import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** All faults there are, drawn at random. What they find out themselves goes to the tally. */
final class Faults {
    /** Makes a fault for one node. */
    @FunctionalInterface
    private interface Maker {
        Fault make(Node node);
    }

    /** A kind of fault: on which nodes it can happen, and whether together with another elsewhere. */
    private record Kind(String name, List<String> nodes, boolean together, Maker maker) {}

    private static final List<String> KILLED = List.of("n1", "n2");
    private static final List<String> HOLDFAST = List.of("n1", "n2", "n4");
    private static final List<String> EVERY = List.of("n1");

    private final Segment segment;
    private final RandomGenerator random;
    private final Tally tally;
    private final Leftovers leftovers;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    Faults(Segment segment, RandomGenerator random, Tally tally, Leftovers leftovers, Set<String> only) {
        this.segment = segment;
        this.random = random;
        this.tally = tally;
        this.leftovers = leftovers;
        agents();
        orders();
        NetworkFaults network = new NetworkFaults(segment, random);
        add("link down", HOLDFAST, true, network::linkDown);
        add("port down", HOLDFAST, true, network::portDown);
        add("interface made anew", HOLDFAST, true, network::remade);
        add("address deleted", EVERY, false, node -> network.addressDeleted());
        add("partition", EVERY, false, node -> network.partition());
        add("packet loss", EVERY, false, node -> network.loss());
        add("hostile adverts", EVERY, false, node -> network.hostile());
        add("starved processors", EVERY, false, node -> network.starved());
        kinds.keySet().removeIf(name -> !only.isEmpty() && !only.contains(name));
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("no such faults: " + only);
        }
    }

    private void add(String name, List<String> nodes, boolean together, Maker maker) {
        kinds.put(name, new Kind(name, nodes, together, maker));
    }

    /** One fault, or now and then two on different nodes. */
    List<Fault> next() {
        Kind first = pick(List.copyOf(kinds.values()));
        Node node = segment.nodes.get(pick(first.nodes()));
        List<Fault> faults = new ArrayList<>(List.of(first.maker().make(node)));
        if (first.together() && random.nextInt(5) == 0) {
            List<Kind> others = kinds.values().stream()
                    .filter(kind -> kind.together() && kind.nodes().stream().anyMatch(other -> !other.equals(node.name)))
                    .toList();
            if (!others.isEmpty()) {
                Kind second = pick(others);
                String other = pick(second.nodes().stream().filter(name -> !name.equals(node.name)).toList());
                faults.add(second.maker().make(segment.nodes.get(other)));
            }
        }
        return faults;
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private Duration between(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }

    private void agents() {
        add("agent killed under its guardian", KILLED, true, node -> fault("agent killed under its guardian", node, Set.of(),
                node::killAgent, between(100, 3_000), () -> {}));
        add("all killed", KILLED, true, node -> fault("all killed", node, Set.of(Fault.Effect.DEAD),
                node.agent::kill, between(100, 9_000), node::start));
        add("frozen", HOLDFAST, true, node -> fault("frozen", node, Set.of(Fault.Effect.DEAD),
                node.agent::freeze, between(500, 10_000), node::thaw));
        add("stopped in order", KILLED, true, node -> fault("stopped in order", node, Set.of(), () -> {
            node.stop();
            leftovers.check(node);
        }, between(100, 7_000), node::start));
        add("keepalived killed", List.of("n3"), true, node -> fault("keepalived killed", node, Set.of(Fault.Effect.DEAD),
                node.agent::kill, between(500, 9_000), () -> {
                    node.removeVirtualAddresses();
                    node.start();
                }));
        add("keepalived frozen", List.of("n3"), true, node -> fault("keepalived frozen", node, Set.of(Fault.Effect.DEAD),
                node.agent::freeze, between(500, 10_000), node::thaw));
        add("keepalived stopped in order", List.of("n3"), true, node -> fault("keepalived stopped in order", node, Set.of(),
                node::stop, between(100, 7_000), node::start));
    }

    private void orders() {
        add("reload of the same", HOLDFAST, false, node -> fault("reload of the same", node, Set.of(Fault.Effect.NONE),
                () -> node.reload(Conf.Variation.NONE), between(500, 2_000), () -> {}));
        add("reload with an address more", HOLDFAST, false, node -> fault("reload with an address more", node, Set.of(Fault.Effect.NONE),
                () -> node.reload(new Conf.Variation(true, 0)), between(3_000, 5_000), () -> {
                    boolean master = segment.watch.holders(segment.instances.get(6)).contains(node.name);
                    String shown = node.host.ip(List.of("-o", "address", "show", "to", Conf.EXTRA));
                    tally.check("A reload takes effect", shown.isBlank() != master, node + " after the reload: '" + shown.strip() + "'");
                    node.reload(Conf.Variation.NONE);
                }));
        add("reload with a lower priority", HOLDFAST, false, node -> fault("reload with a lower priority", node, Set.of(),
                () -> node.reload(new Conf.Variation(false, 70)), between(6_000, 9_000), () -> {
                    Set<String> others = segment.watch.holders(segment.instances.get(node.name.equals("n2") ? 1 : 0));
                    tally.check("A reload takes effect", !others.contains(node.name), "still with " + others);
                    node.reload(Conf.Variation.NONE);
                }));
        add("tracked script fails", List.of("n1"), false, node -> tracked("tracked script fails", node, 0,
                () -> node.well(false), () -> node.well(true)));
        add("tracked file changes", List.of("n2"), false, node -> tracked("tracked file changes", node, 1,
                () -> node.load(-40), () -> node.load(0)));
        add("switchover", HOLDFAST, false, this::switchover);
        add("maintenance", HOLDFAST, false, node -> fault("maintenance", node, Set.of(),
                () -> node.command("maintenance", "on"), between(1_000, 5_000), () -> node.command("maintenance", "off")));
        add("restart without a gap", KILLED, false, this::restart);
    }

    /** The new process has no guardian: it is stopped in order afterwards, and started under one. */
    private Fault restart(Node node) {
        Instant[] begun = new Instant[1];
        return fault("restart without a gap", node, Set.of(), () -> {
            begun[0] = Instant.now();
            node.command("restart", "--hitless");
        }, between(1_500, 3_000), () -> {
            tally.check(Judge.UNMOVED, !segment.watch.lastMove().isAfter(begun[0]), node + " restarted");
            node.stop();
            leftovers.check(node);
            node.start();
        });
    }

    private Fault tracked(String kind, Node node, int instance, Fault.Step fail, Fault.Step recover) {
        return fault(kind, node, Set.of(), fail, between(7_000, 9_000), () -> {
            Set<String> holders = segment.watch.holders(segment.instances.get(instance));
            tally.check("What is tracked takes effect", holders.size() == 1 && !holders.contains(node.name), "still with " + holders);
            recover.run();
        });
    }

    private Fault switchover(Node node) {
        List<Instance> held = segment.instances.stream()
                // Where nobody preempts, a better one that takes over ends the hand-over: there is no way back.
                .filter(one -> one.preempts() && segment.watch.holders(one).equals(Set.of(node.name)))
                .toList();
        Instance one = held.isEmpty() ? null : pick(held);
        if (one == null) {
            return fault("reload of the same", node, Set.of(Fault.Effect.NONE), () -> node.reload(Conf.Variation.NONE), between(500, 2_000), () -> {});
        }
        String name = one.name().equals("V4") || one.name().equals("V5") ? "SG" : one.name();
        return new Fault("switchover", node + " " + name, Set.of(node.name), Set.of(), () -> node.command("switchover", name, "--force"),
                between(1_000, 4_000), () -> {
                    Set<String> holders = segment.watch.holders(one);
                    tally.check("A switchover takes effect", holders.size() == 1 && !holders.contains(node.name), "with " + holders);
                    node.command("switchover", "--back", name);
                });
    }

    static Fault fault(String kind, Node node, Set<Fault.Effect> effects, Fault.Step inject, Duration hold, Fault.Step heal) {
        return new Fault(kind, node.name, Set.of(node.name), effects, inject, hold, heal);
    }
}
