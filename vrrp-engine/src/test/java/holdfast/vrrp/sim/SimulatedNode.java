package holdfast.vrrp.sim;

import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import holdfast.vrrp.VrrpEvent.EffectRefused;
import holdfast.vrrp.wire.AddressFamily;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine and the loop round it, as the agent has it, on a clock of its own. */
final class SimulatedNode {
    /** What a socket's buffer holds; what comes after is lost. */
    private static final int MOST_QUEUED = 256;

    private static final long NOT_WAITING = Long.MAX_VALUE;

    /** How the process is. */
    enum Condition {
        /** It reacts. */
        RUNNING,
        /** It exists but does not run. */
        FROZEN,
        /** It does not exist. */
        DEAD
    }

    private final SimulatedLan lan;
    private final int number;
    private final DriftingClock clock;
    private final SimulatedKernel kernel;
    private final InetAddress[] addresses;
    private final RouterView[] views;
    private final EffectPerformer performer;
    private final ArrayDeque<SimulatedPacket> packets = new ArrayDeque<>();
    private final ArrayDeque<VrrpEvent> reports = new ArrayDeque<>();
    private final ArrayDeque<NodePlan> plansAhead = new ArrayDeque<>();
    private final Map<TrackedObject, TrackStatus> tracked = new LinkedHashMap<>();
    private final Map<TrackedObject, TrackStatus> known = new LinkedHashMap<>();
    private NodePlan plan;
    private boolean maintenance;
    private boolean maintained;
    private VrrpEngine engine;
    private Condition condition = Condition.DEAD;
    private long lastThawedAt = Long.MIN_VALUE;
    private long wakeTicket;
    private long wakesAt = NOT_WAITING;
    private int refusalsInARow;

    SimulatedNode(SimulatedLan lan, int number, NodePlan plan) {
        this.lan = lan;
        this.number = number;
        this.plan = plan;
        clock = plan.clock();
        kernel = new SimulatedKernel(plan.routers().size());
        addresses = new InetAddress[plan.segments()];
        AddressFamily family = plan.routers().getFirst().family();
        Arrays.setAll(addresses, segment -> RouterPlan.hostAddress(family, segment, plan.host()));
        views = new RouterView[plan.routers().size()];
        Arrays.setAll(views, router -> new RouterView());
        performer = new EffectPerformer(lan, this);
    }

    /** A process begins: it sweeps what was left over, looks round, and starts the engine. */
    void start() {
        condition = Condition.RUNNING;
        packets.clear();
        reports.clear();
        known.clear();
        wakesAt = NOT_WAITING;
        engine = new VrrpEngine(plan.configuration());
        maintained = false;
        for (int router = 0; router < views.length; router++) {
            kernel.remove(router);
            views[router].processBegins();
        }
        recount();
        for (int segment = 0; segment < plan.segments(); segment++) {
            step(link(segment));
        }
        tracked.forEach((object, status) -> step(new VrrpEvent.TrackedObjectChanged(object, status)));
        if (maintenance) {
            step(new VrrpEvent.Maintenance(true));
        }
        for (int router = 0; router < views.length; router++) {
            if (views[router].wasHeld) {
                step(new VrrpEvent.Held(routerName(router)));
            }
        }
        step(new VrrpEvent.Startup());
        step(VrrpEvent.Tick.TICK);
        waitForDeadline();
    }

    private VrrpEvent.LinkChanged link(int segment) {
        AddressFamily family = plan.routers().getFirst().family();
        return new VrrpEvent.LinkChanged(
                RouterPlan.interfaceOf(segment),
                lan.network().isUp(segment, number),
                family == AddressFamily.IPV4 ? Optional.of(addresses[segment]) : Optional.empty(),
                family == AddressFamily.IPV6 ? Optional.of(addresses[segment]) : Optional.empty());
    }

    void freeze() {
        if (condition == Condition.RUNNING) {
            condition = Condition.FROZEN;
        }
    }

    void thaw() {
        if (condition == Condition.FROZEN) {
            condition = Condition.RUNNING;
            lastThawedAt = lan.now();
            wakesAt = NOT_WAITING;
            wakeSoon();
        }
    }

    /** The process is gone; its plans are those it would start with. */
    void crash() {
        condition = Condition.DEAD;
        for (RouterView view : views) {
            view.role = Role.INITIALIZE;
        }
        while (!plansAhead.isEmpty()) {
            plan = plansAhead.poll();
        }
    }

    /** A process is told to stop, does so, and is gone. */
    void stop() {
        if (condition == Condition.RUNNING) {
            step(new VrrpEvent.Shutdown());
            crash();
        }
    }

    /** Something changed that the process is told about. */
    void report(VrrpEvent event) {
        if (condition != Condition.DEAD) {
            reports.add(event);
            wakeSoon();
        }
    }

    void reportLink(int segment) {
        report(link(segment));
    }

    /** A tracked thing changes; a process that starts later is told at its start. */
    void track(TrackedObject object, TrackStatus status) {
        tracked.put(object, status);
        report(new VrrpEvent.TrackedObjectChanged(object, status));
    }

    /** It goes into maintenance or comes out of it; a process that starts later is told at its start. */
    void maintenance(boolean on) {
        maintenance = on;
        report(new VrrpEvent.Maintenance(on));
    }

    /** New plans; a process that starts later has them from its start. */
    void reconfigure(NodePlan newPlan) {
        if (condition == Condition.DEAD) {
            plan = newPlan;
        } else {
            plansAhead.add(newPlan);
            report(new VrrpEvent.Reconfigure(newPlan.configuration()));
        }
    }

    void receive(SimulatedPacket packet) {
        if (condition != Condition.DEAD
                && lan.network().isUp(packet.segment(), number)
                && packets.size() < MOST_QUEUED) {
            packets.add(packet);
            wakeSoon();
        }
    }

    private void wakeSoon() {
        wakeAt(lan.now() + lan.latency());
    }

    private void waitForDeadline() {
        long wait = engine.nanosUntilNextDeadline(localNow());
        lan.invariants().require(wait > 0, this, "has something to do right after its tick");
        if (wait != VrrpEngine.NO_DEADLINE) {
            wakeAt(clock.firstMomentAt(localNow() + wait) + lan.latency());
        }
    }

    private void wakeAt(long moment) {
        if (moment < wakesAt) {
            wakesAt = moment;
            wakeTicket++;
            lan.schedule(moment, new Happening.NodeWakes(this, wakeTicket));
        }
    }

    /** The loop leaves its wait: everything that is queued first, deadlines afterwards. */
    void wake(long ticket) {
        if (ticket != wakeTicket || condition != Condition.RUNNING) {
            return;
        }
        wakesAt = NOT_WAITING;
        if (lan.random().nextBoolean()) {
            drainPackets();
            drainReports();
        } else {
            drainReports();
            drainPackets();
        }
        step(VrrpEvent.Tick.TICK);
        waitForDeadline();
    }

    private void drainPackets() {
        for (SimulatedPacket packet = packets.poll(); packet != null; packet = packets.poll()) {
            lan.invariants().hears(this, packet);
            step(packet.event());
        }
    }

    private void drainReports() {
        for (VrrpEvent report = reports.poll(); report != null; report = reports.poll()) {
            if (report instanceof VrrpEvent.Reconfigure) {
                plan = plansAhead.remove();
                recount();
            }
            step(report);
        }
    }

    private void step(VrrpEvent event) {
        if (event instanceof VrrpEvent.TrackedObjectChanged(TrackedObject object, TrackStatus status)) {
            known.put(object, status);
            recount();
        }
        if (event instanceof VrrpEvent.Maintenance(boolean on)) {
            maintained = on;
            recount();
        }
        lan.invariants().stepBegins(this, event);
        List<EffectRefused> refused = performer.perform(engine.on(event, localNow()));
        for (int router = 0; router < views.length; router++) {
            views[router].status =
                    engine.status(plan.routers().get(router).name()).orElseThrow();
            views[router].role = Role.of(views[router].status.state());
        }
        lan.invariants().stepEnds(this, event);
        if (!refused.isEmpty()) {
            refusalsInARow++;
            lan.invariants().require(refusalsInARow < MOST_QUEUED, this, "answers refusals with what is refused");
            refused.forEach(this::step);
            refusalsInARow--;
        }
    }

    private void recount() {
        for (int router = 0; router < views.length; router++) {
            RouterPlan planned = plan.routers().get(router);
            List<Tracked> trackers = plan.grouped() ? plan.groupTrackers() : planned.trackers();
            views[router].recount(planned.priority(), trackers, known, maintained);
            views[router].ledger.reconsider(planned, views[router].priority);
        }
    }

    /** The queued end of a lease has come. */
    void leaseEnds(int router) {
        if (performer.leaseEnds(router)) {
            report(new VrrpEvent.LeaseLapsed(routerName(router)));
        }
    }

    /** Another program removes a router's addresses. */
    void removeAddresses(int router) {
        if (kernel.holds(router)) {
            kernel.remove(router);
            report(new VrrpEvent.AddressesLost(routerName(router), "its addresses", "another program"));
        }
    }

    long localNow() {
        return clock.at(lan.now());
    }

    /** Whether an advertisement for a virtual router waits to be read. */
    boolean hasUnreadAdvertFor(int router) {
        for (SimulatedPacket packet : packets) {
            if (packet.believable() && packet.router() == router) {
                return true;
            }
        }
        return false;
    }

    /** Its address on a segment, which does not move. */
    InetAddress address(int segment) {
        return addresses[segment];
    }

    String name() {
        return plan.name();
    }

    String routerName(int router) {
        return plan.routers().get(router).name();
    }

    int number() {
        return number;
    }

    NodePlan plan() {
        return plan;
    }

    /** The plan it has, or will have when it has taken in what it was told. */
    NodePlan planAhead() {
        return plansAhead.isEmpty() ? plan : plansAhead.getLast();
    }

    /** Whether a tracked thing has ever had a result. */
    boolean knows(TrackedObject object) {
        return tracked.containsKey(object);
    }

    RouterPlan routerPlan(int router) {
        return plan.routers().get(router);
    }

    int routers() {
        return views.length;
    }

    RouterView view(int router) {
        return views[router];
    }

    DriftingClock clock() {
        return clock;
    }

    SimulatedKernel kernel() {
        return kernel;
    }

    Condition condition() {
        return condition;
    }

    /** When it last ceased to be frozen, in true time. */
    long lastThawedAt() {
        return lastThawedAt;
    }
}
