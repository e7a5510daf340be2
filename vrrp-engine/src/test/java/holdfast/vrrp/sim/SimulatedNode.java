package holdfast.vrrp.sim;

import holdfast.vrrp.RouterProbe;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process with an engine, on a machine with a clock of its own. */
final class SimulatedNode {
    /** How the process is. */
    enum Condition {
        /** It reacts. */
        RUNNING,
        /** It exists but does not run. */
        FROZEN,
        /** Its whole machine stands still. */
        SUSPENDED,
        /** It does not exist. */
        DEAD
    }

    private final SimulatedLan lan;
    private final int number;
    private final SimulatedKernel kernel;
    private final SimulatedInterface[] interfaces;
    private final RouterView[] views;
    private final EffectPerformer performer;
    private final SimulatedLoop loop;
    private final Map<TrackedObject, TrackStatus> tracked = new LinkedHashMap<>();
    private final Knowledge knowledge;
    private final SimulatedClock clock;
    private final NodePlans plans;
    private boolean maintenance;
    private Condition condition = Condition.DEAD;
    private long stoodStill;
    private boolean keepsOut;

    SimulatedNode(SimulatedLan lan, int number, NodePlan plan) {
        this.lan = lan;
        this.number = number;
        plans = new NodePlans(plan);
        clock = new SimulatedClock(lan, plan.clock());
        kernel = new SimulatedKernel(plan.routers().size());
        interfaces = new SimulatedInterface[plan.segments()];
        Arrays.setAll(
                interfaces,
                segment -> new SimulatedInterface(plan.routers().getFirst().family(), segment, plan.host()));
        views = new RouterView[plan.routers().size()];
        Arrays.setAll(views, router -> new RouterView());
        knowledge = new Knowledge(plans, interfaces, views);
        performer = new EffectPerformer(lan, this);
        loop = new SimulatedLoop(lan, this, performer);
    }

    // What happens to the process.

    /** A process begins: it sweeps what was left over, looks round, and starts the engine. */
    void start() {
        condition = Condition.RUNNING;
        List<VrrpEvent> first = new ArrayList<>();
        for (int segment = 0; segment < interfaces.length; segment++) {
            SimulatedInterface link = interfaces[segment];
            if (link.isDeaf()) {
                first.add(link.hearing());
            }
            if (link.exists()) {
                first.add(link.report());
            }
        }
        tracked.forEach((object, status) -> first.add(new VrrpEvent.TrackedObjectChanged(object, status)));
        if (maintenance) {
            first.add(new VrrpEvent.Maintenance(true));
        }
        for (int router = 0; router < views.length; router++) {
            kernel.remove(router);
            views[router].processBegins();
            if (views[router].wasHeld) {
                first.add(new VrrpEvent.Held(routerName(router)));
            }
        }
        first.add(new VrrpEvent.Startup());
        knowledge.begin();
        loop.begin(plans.configuration(plan()), first);
    }

    void freeze() {
        halt(Condition.FROZEN);
    }

    void thaw() {
        goOn(Condition.FROZEN);
    }

    void suspend() {
        halt(Condition.SUSPENDED);
    }

    void resume() {
        goOn(Condition.SUSPENDED);
    }

    private void halt(Condition how) {
        if (condition == Condition.RUNNING) {
            condition = how;
            clock.halt(how == Condition.SUSPENDED);
        }
    }

    private void goOn(Condition from) {
        if (condition != from) {
            return;
        }
        condition = Condition.RUNNING;
        long halted = clock.goOn();
        if (from == Condition.SUSPENDED) {
            for (int router = 0; router < views.length; router++) {
                kernel.of(router).stoodStill(halted);
                leaseEnds(router);
            }
        } else {
            standsStill(halted);
        }
        loop.runsAgain();
    }

    /** The process does not react for so long. */
    void standsStill(long nanos) {
        stoodStill += nanos;
    }

    /** Its clock runs at another rate from now on. */
    void clockRate(int partsPerMillion) {
        if (condition != Condition.SUSPENDED) {
            clock.rate(partsPerMillion);
        }
        if (condition == Condition.RUNNING) {
            loop.wakeSoon();
        }
    }

    /** The process is gone; its plans are those it would start with. A machine that stands still cannot kill one. */
    void crash() {
        if (condition == Condition.SUSPENDED) {
            return;
        }
        condition = Condition.DEAD;
        loop.end();
        for (RouterView view : views) {
            view.role = Role.INITIALIZE;
        }
        plans.takeAll();
    }

    /** A process is told to stop, does so, and is gone. */
    void stop() {
        if (condition == Condition.RUNNING) {
            loop.stop();
        }
    }

    // What happens round it.

    /** Something changed that the process is told about. */
    void report(VrrpEvent event) {
        if (condition != Condition.DEAD) {
            loop.report(event);
        }
    }

    /** An interface changed: its carrier, its address, or whether it exists. */
    void reportLink(int segment) {
        report(interfaces[segment].report());
    }

    /** An interface is deleted, and what it held with it; which of both the process hears first is chance. */
    void interfaceGone(int segment) {
        interfaces[segment].gone();
        boolean addressesFirst = lan.random().nextBoolean();
        if (!addressesFirst) {
            reportLink(segment);
        }
        for (int router = 0; router < views.length; router++) {
            if (routerPlan(router).segment() == segment) {
                removeAddresses(router);
            }
        }
        if (addressesFirst) {
            reportLink(segment);
        }
    }

    /** An interface that exists has another address from now on. */
    void renumber(int segment, int host) {
        if (interfaces[segment].exists()) {
            interfaces[segment].number(host);
            reportLink(segment);
        }
    }

    void deaf(int segment, boolean deaf) {
        interfaces[segment].deaf(deaf);
        report(interfaces[segment].hearing());
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
        plans.add(newPlan);
        if (condition == Condition.DEAD) {
            plans.takeAll();
        } else {
            report(new VrrpEvent.Reconfigure(plans.configuration(newPlan)));
        }
    }

    void receive(SimulatedPacket packet) {
        if (condition != Condition.DEAD
                && condition != Condition.SUSPENDED
                && interfaces[packet.segment()].isUp()
                && !interfaces[packet.segment()].isDeaf()) {
            loop.receive(packet);
        }
    }

    void wake(long ticket) {
        loop.wake(ticket);
    }

    /** The queued end of a lease has come. */
    void leaseEnds(int router) {
        if (condition != Condition.SUSPENDED && performer.leaseEnds(router)) {
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

    // What the loop has to tell.

    void takesNextPlan() {
        plans.takeNext();
        knowledge.recount();
    }

    /** The engine is about to hear of this. */
    void learns(VrrpEvent event) {
        knowledge.learns(event);
    }

    void looksAtRouters() {
        for (int router = 0; router < views.length; router++) {
            views[router].looksAt(loop.probe(routerName(router)));
        }
    }

    RouterProbe probe(int router) {
        return loop.probe(routerName(router));
    }

    /** The kernel refused all addresses of a router: it keeps out for half a minute. */
    void keepsOut() {
        keepsOut = true;
    }

    /** Whether it has kept out since this was asked last. */
    boolean hasKeptOut() {
        boolean had = keepsOut;
        keepsOut = false;
        return had;
    }

    /** A copy of its own from before it was renumbered, come back: nobody could tell that from another router's. */
    boolean isOwnOfFormerTimes(SimulatedPacket packet) {
        return packet.sender() == number && !packet.source().equals(knownAddress(packet.segment()));
    }

    // What others may know of it.

    long localNow() {
        return clock.now();
    }

    /** The time that the engine was given with the step that is going on, or with the last one. */
    long stepTime() {
        return loop.stepTime();
    }

    /** Whether it has said its last, and serves for a moment more. */
    boolean isDeparting() {
        return loop.isDeparting();
    }

    /** Whether it has begun something that it has not finished. */
    boolean isInTheMiddle() {
        return condition != Condition.DEAD && loop.isInTheMiddle();
    }

    boolean hasUnreadAdvertFor(int router) {
        return loop.hasUnreadAdvertFor(router);
    }

    SimulatedInterface link(int segment) {
        return interfaces[segment];
    }

    /** Its address on a segment, or null. */
    InetAddress address(int segment) {
        return interfaces[segment].address();
    }

    /** The address its engine sends from: the last one it was told of. */
    InetAddress knownAddress(int segment) {
        return interfaces[segment].knownAddress();
    }

    String name() {
        return plan().name();
    }

    String routerName(int router) {
        return routerPlan(router).name();
    }

    int number() {
        return number;
    }

    NodePlan plan() {
        return plans.current();
    }

    /** The plan it has, or will have when it has taken in what it was told. */
    NodePlan planAhead() {
        return plans.last();
    }

    /** Whether a tracked thing has ever had a result. */
    boolean knows(TrackedObject object) {
        return tracked.containsKey(object);
    }

    RouterPlan routerPlan(int router) {
        return plan().routers().get(router);
    }

    int routers() {
        return views.length;
    }

    RouterView view(int router) {
        return views[router];
    }

    SimulatedClock clock() {
        return clock;
    }

    SimulatedKernel kernel() {
        return kernel;
    }

    Condition condition() {
        return condition;
    }

    /** How long the process has stood still in all while its machine went on, nanoseconds. */
    long stoodStillNanos() {
        return stoodStill;
    }
}
