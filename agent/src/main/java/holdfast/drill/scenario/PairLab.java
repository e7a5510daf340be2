package holdfast.drill.scenario;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.AgentProcess;
import holdfast.drill.lab.Bridge;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.Lab;
import holdfast.drill.measure.Observation;
import holdfast.drill.measure.ProbeLog;
import holdfast.drill.plan.NodePlan;
import holdfast.drill.plan.PairPlan;
import holdfast.drill.plan.RouterPlan;
import holdfast.drill.plan.Topology;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A lab with two nodes, a client and three web servers, HAProxy running, everything observed, agents not yet started.
 */
public final class PairLab implements AutoCloseable {
    /** How often the client pings. */
    public static final Duration PING_PERIOD = Duration.ofMillis(10);

    /** How often the client fetches a page. */
    public static final Duration PAGE_PERIOD = Duration.ofMillis(50);

    /** A ping's answer that comes later was waiting in a queue while nobody served. */
    public static final Duration PING_PATIENCE = Duration.ofMillis(100);

    /** A page that takes longer is lost to its reader. */
    public static final Duration PAGE_PATIENCE = Duration.ofMillis(500);

    private final Lab lab;
    private final Topology topology;
    private final DrillNode first;
    private final DrillNode second;
    private final Host client;
    private final Observation observation;

    private PairLab(Lab lab, PairPlan plan, Topology topology, AgentKind firstKind, AgentKind secondKind) {
        this.lab = lab;
        this.topology = topology;
        List<Bridge> bridges = new ArrayList<>();
        for (int network = 0; network < topology.networks(); network++) {
            bridges.add(lab.addNetwork());
        }
        List<InetAddress> servers = new ArrayList<>();
        for (String server : Topology.WEB_SERVERS) {
            Haproxy.webServer(addHost(server, bridges)).start();
            servers.add(topology.mainAddress(server));
        }
        client = addHost(Topology.CLIENT, bridges);
        first = addNode(plan.first(), plan.firstRouter(), firstKind, bridges, servers);
        second = addNode(plan.second(), plan.secondRouter(), secondKind, bridges, servers);
        observation = Observation.begin(lab, List.of(first.host(), second.host()));
    }

    /**
     * Builds it all.
     *
     * @param lab an empty lab; the caller closes it
     * @param plan the pair
     * @param firstKind the first node's agent
     * @param secondKind the second node's agent
     * @return the lab, ready for agents
     */
    public static PairLab build(Lab lab, PairPlan plan, AgentKind firstKind, AgentKind secondKind) {
        return new PairLab(lab, plan, Topology.of(plan), firstKind, secondKind);
    }

    private Host addHost(String name, List<Bridge> bridges) {
        Host host = lab.addHost(name);
        for (Topology.Attachment attachment : topology.of(name)) {
            host.plug(bridges.get(attachment.network()), attachment.interfaceName(), attachment.addresses());
        }
        return host;
    }

    private DrillNode addNode(
            NodePlan plan, RouterPlan router, AgentKind kind, List<Bridge> bridges, List<InetAddress> servers) {
        Host host = addHost(plan.host(), bridges);
        Haproxy proxy = Haproxy.proxy(host, servers);
        proxy.start();
        return new DrillNode(host, plan, router, new AgentProcess(host, kind), proxy);
    }

    /**
     * The first node.
     *
     * @return node1
     */
    public DrillNode first() {
        return first;
    }

    /**
     * The second node.
     *
     * @return node2
     */
    public DrillNode second() {
        return second;
    }

    /**
     * The client's host.
     *
     * @return a host on every network
     */
    public Host client() {
        return client;
    }

    /**
     * What is seen of the pair.
     *
     * @return the growing observation
     */
    public Observation observation() {
        return observation;
    }

    /**
     * Starts the client's pings.
     *
     * @param target whom
     * @return its log
     */
    public ProbeLog ping(InetAddress target) {
        return observation.ping(client, target, PING_PERIOD, PING_PATIENCE).log();
    }

    /**
     * Starts the client's page fetches.
     *
     * @param target from whom
     * @return its log
     */
    public ProbeLog fetch(InetAddress target) {
        return observation.fetch(client, target, PAGE_PERIOD, PAGE_PATIENCE).log();
    }

    /** Ends the observation; the lab itself is closed by whoever opened it. */
    @Override
    public void close() {
        observation.close();
    }
}
