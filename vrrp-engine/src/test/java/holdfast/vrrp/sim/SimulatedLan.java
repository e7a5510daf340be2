package holdfast.vrrp.sim;

import holdfast.vrrp.Effect;
import holdfast.vrrp.VrrpEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Nodes on a LAN, in simulated time. Unless told otherwise, it is ideal: packets arrive and processes wake at once, clocks are exact.
 *
 * <pre>{@code
 * var lan = SimulatedLan.of(router("a", 200), router("b", 100)).crashAfterAdvert("a");
 * lan.advance(Duration.ofSeconds(4));
 * assertEquals(Role.ACTIVE, lan.roleOf("b"));
 * }</pre>
 */
final class SimulatedLan {
    /** No story is longer: what has not happened by then does not. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private record Scheduled(long at, long order, Happening what) implements Comparable<Scheduled> {
        @Override
        public int compareTo(Scheduled other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final PriorityQueue<Scheduled> queue = new PriorityQueue<>();
    private final List<Fault> ambushes = new ArrayList<>();
    private final SimulatedNode[] lastActive;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final SimulatedNetwork network;
    private final Transcript transcript;
    private final Invariants invariants;
    private final Agreement agreement;
    private final SplittableRandom random;
    private long now;
    private long order;
    private long greatestLatency;
    private boolean leasesEndLate;
    private long happenings;
    private long failovers;

    /** A LAN whose nodes have not started. */
    SimulatedLan(List<NodePlan> plans, SplittableRandom random, Transcript transcript) {
        this.random = random;
        this.transcript = transcript;
        network = new SimulatedNetwork(this, plans.getFirst().segments(), plans.size());
        invariants =
                new Invariants(this, plans.size(), plans.getFirst().routers().size());
        lastActive = new SimulatedNode[plans.getFirst().routers().size()];
        agreement = new Agreement(this);
        for (int number = 0; number < plans.size(); number++) {
            NodePlan plan = plans.get(number);
            nodes.add(new SimulatedNode(this, number, plan.host() == 0 ? plan.atHost(number + 1) : plan));
        }
    }

    /** An ideal LAN whose nodes all start now. */
    static SimulatedLan of(NodePlan... plans) {
        var lan = new SimulatedLan(List.of(plans), new SplittableRandom(0), Transcript.recording());
        lan.nodes.forEach(SimulatedNode::start);
        return lan;
    }

    // The story.

    /** Lets time pass, with everything that happens until its end, inclusively. */
    SimulatedLan advance(Duration time) {
        return advanceTo(now + time.toNanos());
    }

    /** Lets time pass until this true time. */
    SimulatedLan advanceTo(long moment) {
        while (!queue.isEmpty() && queue.peek().at() <= moment) {
            happenNext();
        }
        now = moment;
        agreement.look();
        return this;
    }

    private void advanceUntil(BooleanSupplier condition, String what) {
        long giveUpAt = now + LONGEST_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (queue.isEmpty() || queue.peek().at() > giveUpAt) {
                throw new AssertionError("never: " + what + "\n" + String.join("\n", transcript.lines()));
            }
            happenNext();
        }
        advanceTo(now);
    }

    /** Lets time pass until a node has the part, and all happenings of that moment are over. */
    SimulatedLan advanceUntil(String name, Role role) {
        advanceUntil(() -> roleOf(name) == role, name + " becomes " + role);
        return this;
    }

    /** Lets time pass until a node has sent its next advertisement and all have taken it in. */
    SimulatedLan advanceUntilAdvertFrom(String name) {
        RouterView view = named(name).view(0);
        long before = view.sent;
        advanceUntil(() -> view.sent > before, name + " advertises");
        return this;
    }

    /** Waits until the node is active and has sent one more advertisement, then kills it. */
    SimulatedLan crashAfterAdvert(String name) {
        return advanceUntil(name, Role.ACTIVE).advanceUntilAdvertFrom(name).crash(name);
    }

    SimulatedLan crash(String name) {
        return strike(new Fault.Crash(named(name).number()));
    }

    SimulatedLan restart(String name) {
        return strike(new Fault.Restart(named(name).number()));
    }

    SimulatedLan stop(String name) {
        return strike(new Fault.Stop(named(name).number())).advanceTo(now);
    }

    SimulatedLan freeze(String name) {
        return strike(new Fault.Freeze(named(name).number()));
    }

    SimulatedLan thaw(String name) {
        return strike(new Fault.Thaw(named(name).number())).advanceTo(now);
    }

    /** These nodes hear each other only; so do the others. */
    SimulatedLan partition(String... together) {
        List<String> oneSide = List.of(together);
        return strike(new Fault.Partition(
                0,
                nodes.stream()
                        .map(node -> oneSide.contains(node.name()) ? 1 : 0)
                        .toList()));
    }

    SimulatedLan heal() {
        return strike(new Fault.Partition(0, Collections.nCopies(nodes.size(), 0)));
    }

    SimulatedLan link(String name, boolean up) {
        return strike(new Fault.Link(named(name).number(), 0, up)).advanceTo(now);
    }

    /** A node is told to hand over its first virtual router. */
    SimulatedLan handOver(String name) {
        return strike(new Fault.HandOver(named(name).number(), 0)).advanceTo(now);
    }

    /** A node need not leave the successor of its first virtual router alone any longer. */
    SimulatedLan takeBack(String name) {
        return strike(new Fault.TakeBack(named(name).number(), 0)).advanceTo(now);
    }

    /** A node goes into maintenance or comes out of it. */
    SimulatedLan maintenance(String name, boolean on) {
        return strike(new Fault.Maintenance(named(name).number(), on)).advanceTo(now);
    }

    /** Another program removes the addresses of a node. */
    SimulatedLan removeAddresses(String name) {
        return strike(new Fault.RemoveAddresses(named(name).number(), 0)).advanceTo(now);
    }

    /** The state of a node's first virtual router. */
    Role roleOf(String name) {
        return named(name).view(0).role;
    }

    /** Whose kernels hold the addresses of the first virtual router. */
    List<String> holders() {
        return nodes.stream()
                .filter(node -> node.kernel().holds(0))
                .map(SimulatedNode::name)
                .toList();
    }

    /** How many advertisements a node's first virtual router has sent. */
    long advertsSentBy(String name) {
        return named(name).view(0).sent;
    }

    private SimulatedNode named(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + name));
    }

    // What goes on behind it.

    private void happenNext() {
        Scheduled next = queue.remove();
        now = next.at();
        happenings++;
        switch (next.what()) {
            case Happening.PacketArrives(SimulatedNode node, SimulatedPacket packet) -> node.receive(packet);
            case Happening.NodeWakes(SimulatedNode node, long ticket) -> node.wake(ticket);
            case Happening.LeaseEnds(SimulatedNode node, int router) -> node.leaseEnds(router);
            case Happening.FaultStrikes(Fault fault) -> strike(fault);
        }
        agreement.look();
    }

    SimulatedLan strike(Fault fault) {
        if (transcript.isOn()) {
            transcript.note(now, "**", fault.toString());
        }
        switch (fault) {
            case Fault.Freeze(int node) -> node(node).freeze();
            case Fault.Thaw(int node) -> node(node).thaw();
            case Fault.Suspend(int node) -> node(node).suspend();
            case Fault.Resume(int node) -> node(node).resume();
            case Fault.ClockRate(int node, int partsPerMillion) -> node(node).clockRate(partsPerMillion);
            case Fault.Crash(int node) -> node(node).crash();
            case Fault.Restart(int node) -> {
                if (node(node).condition() == SimulatedNode.Condition.DEAD) {
                    node(node).start();
                }
            }
            case Fault.Stop(int node) -> node(node).stop();
            case Fault.Link(int node, int segment, boolean up) -> {
                node(node).link(segment).carrier(up);
                node(node).reportLink(segment);
            }
            case Fault.InterfaceGone(int node, int segment) -> node(node).interfaceGone(segment);
            case Fault.InterfaceMade(int node, int segment) -> {
                node(node).link(segment).made();
                node(node).reportLink(segment);
            }
            case Fault.Renumbered(int node, int segment, int host) -> node(node).renumber(segment, host);
            case Fault.Deaf(int node, int segment, boolean deaf) -> node(node).deaf(segment, deaf);
            case Fault.Partition(int segment, var side) -> network.split(segment, side);
            case Fault.OneWay(int segment, int from, int to, boolean blocked) ->
                network.block(segment, from, to, blocked);
            case Fault.WeatherChange(Weather weather) -> network.setWeather(weather);
            case Fault.KernelMood(int node, double all, double one, double packets) ->
                node(node).kernel().setMood(all, one, packets);
            case Fault.FullQueue(int node, int packets) -> node(node).kernel().fillQueue(packets);
            case Fault.SlowKernel(int node, long greatestNanos) ->
                node(node).kernel().setDelay(greatestNanos);
            case Fault.InTheMiddle(Fault what) -> ambushes.add(what);
            case Fault.Track(int node, var object, var status) -> node(node).track(object, status);
            case Fault.RemoveAddresses(int node, int router) -> node(node).removeAddresses(router);
            case Fault.HandOver(int node, int router) ->
                node(node).report(new VrrpEvent.HandOver(node(node).routerName(router), "switchover"));
            case Fault.TakeBack(int node, int router) ->
                node(node).report(new VrrpEvent.TakeBack(node(node).routerName(router)));
            case Fault.Maintenance(int node, boolean on) -> node(node).maintenance(on);
            case Fault.Reconfigure(int node, NodePlan plan) -> node(node).reconfigure(plan);
        }
        return this;
    }

    void schedule(long moment, Happening what) {
        queue.add(new Scheduled(moment, order++, what));
    }

    /** A node is about to take addresses or to let them go: what lies in wait for that strikes. */
    void surprise(Effect effect) {
        if (!ambushes.isEmpty()
                && (effect instanceof Effect.AcquireAddresses || effect instanceof Effect.ReleaseAddresses)) {
            ambushes.forEach(fault -> schedule(now, new Happening.FaultStrikes(fault)));
            ambushes.clear();
        }
    }

    /** Nothing that was to break or be repaired later does. */
    void dropScheduledFaults() {
        ambushes.clear();
        queue.removeIf(scheduled -> scheduled.what() instanceof Happening.FaultStrikes);
    }

    long nextSerial() {
        return order++;
    }

    /** A node's packet leaves. */
    void transmitted(SimulatedNode node, SimulatedPacket packet) {
        if (transcript.isOn()) {
            transcript.note(now, node.name(), node.routerName(packet.router()) + " sends " + packet.priority());
        }
        network.transmit(packet);
    }

    /**
     * From now on not everything is on time.
     *
     * @param wakeUpNanos how late processes wake, at most; kernels end leases as late as they may
     */
    void setLateness(long wakeUpNanos) {
        greatestLatency = wakeUpNanos;
        leasesEndLate = true;
    }

    long greatestLatency() {
        return greatestLatency;
    }

    long latency() {
        return greatestLatency == 0 ? 0 : random.nextLong(greatestLatency + 1);
    }

    /** How late a lease ends. */
    long leaseLateness(long mostNanos) {
        return leasesEndLate ? random.nextLong(mostNanos + 1) : 0;
    }

    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    SplittableRandom random() {
        return random;
    }

    long now() {
        return now;
    }

    /** A virtual router is active on this node from now on. */
    void becomesActive(SimulatedNode node, int router) {
        failovers += lastActive[router] != null && lastActive[router] != node ? 1 : 0;
        lastActive[router] = node;
    }

    /** How often a virtual router became active on another node than the time before. */
    long failovers() {
        return failovers;
    }

    long happenings() {
        return happenings;
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }

    SimulatedNode node(int number) {
        return nodes.get(number);
    }

    SimulatedNetwork network() {
        return network;
    }

    Transcript transcript() {
        return transcript;
    }

    Invariants invariants() {
        return invariants;
    }

    Agreement agreement() {
        return agreement;
    }
}
