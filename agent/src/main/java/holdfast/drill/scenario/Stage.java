package holdfast.drill.scenario;

import holdfast.drill.lab.AgentKind;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.LabException;
import holdfast.drill.measure.AddressHistory;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Fact.ActionKind;
import holdfast.drill.measure.Observation;
import holdfast.drill.measure.ProbeLog;
import holdfast.drill.plan.PairPlan;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a scenario may do and see: the pair, the client's logs, and the observation. Used by one thread.
 *
 * @param plan what the pair is meant to be
 * @param first node1
 * @param second node2
 * @param client the client's host
 * @param seen everything observed
 * @param pings the pinging client
 * @param pages the fetching client
 */
public record Stage(
        PairPlan plan,
        DrillNode first,
        DrillNode second,
        Host client,
        Observation seen,
        ProbeLog pings,
        ProbeLog pages) {
    /** Long enough to see what comes after an event at 1 s adverts: the next adverts, and late duplicates. */
    private static final Duration AFTERMATH = Duration.ofMillis(1_600);

    private static final Duration SERVED_SPAN = Duration.ofMillis(500);
    private static final Duration SETTLING = Duration.ofSeconds(10);

    /**
     * The address the client uses.
     *
     * @return a virtual address
     */
    InetAddress target() {
        return plan.target();
    }

    /** The VRID of the watched virtual router. */
    int virtualRouterId() {
        return first.router().virtualRouterId();
    }

    /** The node a given one is not. */
    DrillNode other(DrillNode node) {
        return node.equals(first) ? second : first;
    }

    /** Whether a node's agent is a peer that is not ours, whose nature is no failure of this drill. */
    boolean isPeer(DrillNode node) {
        return node.equals(second) && node.agent().kind() instanceof AgentKind.Keepalived;
    }

    /** A node by its name. */
    DrillNode node(String name) {
        return name.equals(first.name()) ? first : second;
    }

    /** The nodes that hold the address now. */
    List<DrillNode> holders() {
        AddressHistory addresses = seen.addresses();
        return List.of(first, second).stream()
                .filter(node -> addresses.holds(node.name(), target()))
                .toList();
    }

    /** The nodes that hold the address now, in words. */
    String holdersInWords() {
        List<DrillNode> holders = holders();
        return switch (holders.size()) {
            case 0 -> "nobody";
            case 1 -> holders.getFirst().name();
            default -> "both";
        };
    }

    /** The one node that holds the address. */
    DrillNode master() {
        List<DrillNode> holders = holders();
        if (holders.size() != 1) {
            throw new LabException("the pair has no single master: " + holdersInWords() + " hold the address");
        }
        return holders.getFirst();
    }

    /** Does something to the pair and notes it as a fact. */
    Instant act(String host, ActionKind kind, String what, Supplier<Instant> deed) {
        Instant at = deed.get();
        seen.add(new Fact.Action(at, host, kind, what));
        return at;
    }

    /** Adverts of a node from a moment on, priority 0 included. */
    List<Fact.Advert> adverts(DrillNode node, Instant since) {
        return seen.adverts(node.name(), virtualRouterId(), since);
    }

    /** The last advert of a node before a moment that claims mastership. */
    Optional<Fact.Advert> lastClaim(DrillNode node, Instant before) {
        return adverts(node, Instant.EPOCH).stream()
                .filter(advert -> !advert.isRelease() && advert.at().isBefore(before))
                .reduce((_, later) -> later);
    }

    /** The first advert of a node at or after a moment that claims mastership. */
    Optional<Fact.Advert> firstClaim(DrillNode node, Instant since) {
        return adverts(node, since).stream()
                .filter(advert -> !advert.isRelease())
                .findFirst();
    }

    /**
     * Waits until one half of an interval has passed since the master's last advert, so that what a drill does always meets
     * the same phase, and outages can be compared between runs.
     */
    void awaitMidInterval(DrillNode master) {
        Instant begin = Instant.now();
        Duration interval = master.router().interval();
        seen.await(() -> firstClaim(master, begin).isPresent(), interval.multipliedBy(2));
        firstClaim(master, begin)
                .ifPresent(advert ->
                        pause(Duration.between(Instant.now(), advert.at().plus(interval.dividedBy(2)))));
    }

    /** Waits until a node has the address. */
    Optional<Instant> awaitAddress(DrillNode node, Instant since, Duration patience) {
        seen.await(
                () -> seen.addresses().first(node.name(), target(), true, since).isPresent(),
                patience.minus(Duration.between(since, Instant.now())));
        return seen.addresses().first(node.name(), target(), true, since);
    }

    /**
     * Waits until the pair is as it ought to be while all is well: one holder, the preferred one if there is one, silence on
     * the other side, and a client that is served.
     *
     * @return false when it has not come to that in time
     */
    public boolean settle() {
        Duration patience = plan.firstRouter()
                .timers()
                .activeDownInterval()
                .plus(plan.firstRouter().preemptDelay())
                .plus(SETTLING);
        return seen.await(this::isSettled, patience);
    }

    /** Gives back whatever a scenario that broke off has taken away. */
    public void restore() {
        for (DrillNode node : List.of(first, second)) {
            String interfaceName = node.router().interfaceName();
            node.host().setCable(interfaceName, true);
            node.host().bridgeOf(interfaceName).setApart(node.host(), false);
            if (!node.haproxy().isRunning()) {
                node.haproxy().start();
            }
            if (node.agent().isRunning()) {
                node.agent().thaw();
            } else {
                act(node.name(), ActionKind.AGENT_ON, "the agent on " + node + " starts again", node::startAgent);
            }
        }
        act("", ActionKind.OTHER, "the client forgets the hardware addresses it has learnt", this::flushNeighbours);
    }

    /** A client that was left with a wrong hardware address would spoil what comes next. */
    private Instant flushNeighbours() {
        Instant before = Instant.now();
        client.ip(List.of("neighbour", "flush", "all"));
        return before;
    }

    private boolean isSettled() {
        List<DrillNode> holders = holders();
        if (holders.size() != 1) {
            return false;
        }
        DrillNode master = holders.getFirst();
        Instant now = Instant.now();
        boolean right = !plan.takesBack(other(master).name());
        boolean otherSilent =
                firstClaim(other(master), now.minus(master.router().interval())).isEmpty();
        return right && otherSilent && pings.isServed(now, SERVED_SPAN) && pages.isServed(now, SERVED_SPAN);
    }

    /** Watches what comes after an event. */
    void aftermath() {
        Duration interval = plan.firstRouter().interval();
        pause(interval.compareTo(AFTERMATH) > 0 ? interval.plus(AFTERMATH) : AFTERMATH);
    }

    /** Waits; not at all for a negative time. */
    void pause(Duration duration) {
        if (duration.isPositive()) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException("the drill was interrupted", e);
            }
        }
    }
}
