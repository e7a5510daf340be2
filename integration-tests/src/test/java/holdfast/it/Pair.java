package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Cidr;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.Lab;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Observation;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Two nodes and a client on one network, all observed from outside. {@link #test} is the way in: it takes everything down and
 * checks that nothing is left.
 */
final class Pair implements AutoCloseable {
    /** The virtual address most tests use. */
    static final InetAddress VIP = InetAddress.ofLiteral("192.0.2.100");

    /** The client's own address. */
    static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.3");

    /** The same as a line of {@code virtual_ipaddress}. */
    static final String VIP_LINE = "192.0.2.100/24";

    /** The virtual router id of {@link RouterConf}. */
    static final int VRID = 51;

    /** Long enough for a busy machine; nothing waits so long when all is well. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LOG_LINES_SHOWN = 60;

    private final Lab lab;
    private final Node a;
    private final Node b;
    private final Host client;
    private final Observation seen;

    /** What a test does with a pair. */
    @FunctionalInterface
    interface Body {
        void run(Pair pair) throws Exception;
    }

    private Pair(AgentKind first, AgentKind second) {
        lab = Labs.open();
        Bridge network = lab.addNetwork();
        a = node("a", 1, first, network);
        b = node("b", 2, second, network);
        client = host("client", 3, network);
        seen = Observation.begin(lab, List.of(a.host(), b.host(), client));
    }

    /** Two nodes with this project's agent. */
    static void test(Body body) {
        test(holdfast(), holdfast(), body);
    }

    /** Two nodes with agents of given kinds. Node b has the higher address. */
    static void test(AgentKind first, AgentKind second, Body body) {
        Programs.require();
        String prefix;
        Path directory;
        try (Pair pair = new Pair(first, second)) {
            prefix = pair.lab.prefix();
            directory = pair.lab.directory();
            try {
                body.run(pair);
            } catch (AssertionError | Exception e) {
                throw new AssertionError(e.getMessage() + pair.logs(), e);
            }
        }
        Labs.assertNothingLeft(prefix, directory);
    }

    /** This project's agent as packaged. */
    static AgentKind holdfast() {
        return new AgentKind.Holdfast(Programs.launcher());
    }

    private Host host(String name, int number, Bridge network) {
        Host host = lab.addHost(name);
        host.plug(
                network,
                "eth0",
                List.of(Cidr.parse("192.0.2." + number + "/24"), Cidr.parse("2001:db8::" + number + "/64")));
        return host;
    }

    private Node node(String name, int number, AgentKind kind, Bridge network) {
        return new Node(host(name, number, network), kind, InetAddress.ofLiteral("192.0.2." + number));
    }

    /** The first node, 192.0.2.1. */
    Node a() {
        return a;
    }

    /** The second node, 192.0.2.2. */
    Node b() {
        return b;
    }

    /** A host without an agent, 192.0.2.3. */
    Host client() {
        return client;
    }

    /** The lab around it. */
    Lab lab() {
        return lab;
    }

    /** What was seen so far. */
    Observation seen() {
        return seen;
    }

    /** Waits until something is so, and fails when it does not come to that. */
    void await(String what, BooleanSupplier condition) {
        assertTrue(seen.await(condition, PATIENCE), "within " + PATIENCE.toSeconds() + " s: " + what);
    }

    /** Waits until a node has logged a text: it writes its log beside what it does, so a line may come after what is seen from outside. */
    void awaitLog(Node node, String text) {
        await(node + " logs '" + text + "'", () -> node.hasLogged(text));
    }

    /** Lets time pass, for things that must not happen. */
    void watch(Duration time) {
        seen.await(() -> false, time);
    }

    /**
     * Waits until a node is the one master: it has advertised VRID 51, the other is silent, and it alone holds an address.
     *
     * @param since adverts before this moment do not count
     */
    void awaitMaster(Node node, InetAddress address, Instant since) {
        Node other = other(node);
        await(
                node + " advertises and alone has " + address.getHostAddress(),
                () -> seen.adverts(node.name(), VRID, since).stream().anyMatch(advert -> !advert.isRelease())
                        && seen.addresses().holds(node.name(), address)
                        && !seen.addresses().holds(other.name(), address)
                        && isSilent(other));
        assertHolder(node, address);
    }

    /** Whether a node's next advert is overdue. */
    boolean isSilent(Node node) {
        List<Fact.Advert> adverts = seen.adverts(node.name(), VRID, Instant.EPOCH);
        if (adverts.isEmpty() || adverts.getLast().isRelease()) {
            return true;
        }
        Fact.Advert last = adverts.getLast();
        return last.at().plus(last.interval().multipliedBy(5).dividedBy(4)).isBefore(Instant.now());
    }

    /** The node a given one is not. */
    Node other(Node node) {
        return node.equals(a) ? b : a;
    }

    /** The nodes whose kernel has an address. */
    List<Node> holders(InetAddress address) {
        return Stream.of(a, b).filter(node -> node.holds(address)).toList();
    }

    /** The kernel's word: this node alone has the address. */
    void assertHolder(Node node, InetAddress address) {
        assertEquals(List.of(node), holders(address), "who has " + address.getHostAddress());
    }

    private String logs() {
        StringBuilder text = new StringBuilder();
        for (Node node : List.of(a, b)) {
            List<String> lines = node.logLines();
            text.append("\n--- log of ").append(node).append('\n');
            lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size())
                    .forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    @Override
    public void close() {
        try (lab) {
            seen.close();
        }
    }
}
