package holdfast.vrrp.sim;

import holdfast.vrrp.Effect;
import holdfast.vrrp.RouterCounters;
import holdfast.vrrp.VrrpEvent;
import java.util.Arrays;

/**
 * What must hold after every event, whatever the network does:
 * <ul>
 *   <li>addresses are held only while Active, and by nobody whose lease should have ended them;
 *   <li>advertisements come only from Active, the farewell and priority 0 of one that leaves it aside;
 *   <li>nobody takes over without silence or another reason, and nobody gives way without one;
 *   <li>an active one gives way to a better one, and answers any other; one that departs gives way to any, and answers nobody;
 *   <li>the effects of a step come in the order that is the contract;
 *   <li>members of a sync group are Active together;
 *   <li>the effective priority and the counters are what arithmetic says.
 * </ul>
 */
final class Invariants {
    /** What goes on in one node. */
    private static final class Watch {
        private final Step[] steps;
        private SimulatedPacket heard;
        private int unchecked;

        Watch(int routers) {
            steps = new Step[routers];
            Arrays.setAll(steps, router -> new Step());
        }
    }

    /** What an engine asked for in one step, for one virtual router. */
    private static final class Step {
        private boolean ignoresQueue;
        private boolean advertised;
        private boolean saidZero;
        private boolean acquired;
        private boolean released;
        private boolean announced;
        private boolean notified;

        private void clear() {
            advertised = false;
            saidZero = false;
            acquired = false;
            released = false;
            announced = false;
            notified = false;
        }
    }

    /** Odd, so that it meets each of two routers. */
    private static final int STEPS_BETWEEN_COUNTS = 129;

    private final SimulatedLan lan;
    private final Watch[] watches;

    Invariants(SimulatedLan lan, int nodes, int routers) {
        this.lan = lan;
        watches = new Watch[nodes];
        Arrays.setAll(watches, node -> new Watch(routers));
    }

    private Step step(SimulatedNode node, int router) {
        return watches[node.number()].steps[router];
    }

    private SimulatedPacket heard(SimulatedNode node) {
        return watches[node.number()].heard;
    }

    /**
     * Fails the simulation.
     *
     * @param what follows the node's name in the message
     */
    void require(boolean holds, SimulatedNode node, String what) {
        if (!holds) {
            throw broken(node, what);
        }
    }

    AssertionError broken(SimulatedNode node, String what) {
        return new AssertionError("at %s s: %s %s".formatted(Transcript.seconds(lan.now()), node.name(), what));
    }

    /** The next step is about this packet. */
    void hears(SimulatedNode node, SimulatedPacket packet) {
        watches[node.number()].heard = packet;
        if (!packet.believable()) {
            return;
        }
        RouterView view = node.view(packet.router());
        if (view.role == Role.BACKUP) {
            view.ledger.hears(packet, node.stepTime(), node.routerPlan(packet.router()), view.priority, view.isHeld());
            for (int other = 0; packet.priority() == 0 && node.plan().grouped() && other < node.routers(); other++) {
                node.view(other).ledger.siblingHearsPriorityZero();
            }
        }
    }

    /** A step begins; one about a refusal is not about the packet any more. */
    void stepBegins(SimulatedNode node, VrrpEvent event) {
        if (!(event instanceof VrrpEvent.PacketReceived)) {
            watches[node.number()].heard = null;
        }
        for (int router = 0; router < node.routers(); router++) {
            node.view(router).roleBefore = node.view(router).role;
            node.view(router).handedOverBefore = node.view(router).isHandingOver();
            if (event instanceof VrrpEvent.TakeBack) {
                node.view(router).ledger.isTold();
            }
            step(node, router).clear();
            // What arrives while a slow kernel is waited for comes too late for this step: it is read right after it.
            step(node, router).ignoresQueue = node.view(router).roleBefore == Role.ACTIVE
                    && node.stepTime() - node.view(router).lastSentLocal > patience(node, router)
                    && node.hasUnreadAdvertFor(router);
        }
    }

    /** An effect is about to be performed; {@code router} is -1 if it is about none. */
    void performs(SimulatedNode node, int router, Effect effect) {
        switch (effect) {
            case Effect.SendAdvertisement send -> sends(node, router, send);
            case Effect.AcquireAddresses _ -> {
                unfinished(node, router, effect);
                require(
                        node.view(router).roleBefore
                                        != Role.ACTIVE // it says so in this step, or it does not become active
                                || node.view(router).saidAt(node.stepTime()),
                        node,
                        "acquires addresses without an advertisement: their lease would outlast what others believe");
                require(!step(node, router).ignoresQueue, node, "takes addresses while its queue says who took over");
                step(node, router).acquired = true;
            }
            case Effect.ReleaseAddresses _ -> {
                unfinished(node, router, effect);
                step(node, router).released = true;
            }
            case Effect.RenewAddresses _, Effect.UpdateAddresses _, Effect.ShedAddresses _ ->
                unfinished(node, router, effect);
            case Effect.AnnounceAddresses _ -> {
                unfinished(node, router, effect);
                require(
                        node.view(router).roleBefore == Role.ACTIVE || step(node, router).acquired,
                        node,
                        "announces addresses before it has acquired them");
                step(node, router).announced = true;
            }
            case Effect.NotifyTransition notification -> notifies(node, notification);
            case Effect.AnnounceSource _ -> require(false, node, "announces its source, which only unicast does");
            case Effect.NotifyLowerPriorityReceived _,
                    Effect.NotifyPriorityChanged _,
                    Effect.HandOverEnded _,
                    Effect.HoldChanged _,
                    Effect.PeerObserved _ -> {}
            case Effect.Log log -> {
                if (lan.transcript().isOn()) {
                    lan.transcript().note(lan.now(), node.name(), "  | " + log.text());
                }
            }
        }
    }

    private void sends(SimulatedNode node, int router, Effect.SendAdvertisement send) {
        unfinished(node, router, send);
        RouterPlan plan = node.routerPlan(router);
        if (!send.source().equals(node.knownAddress(plan.segment()))
                || !send.interfaceName().equals(RouterPlan.interfaceOf(plan.segment()))
                || send.timeToLive() != 255) {
            throw broken(node, "sends from the wrong place: " + send);
        }
        node.view(router).asksFor(node.stepTime());
        if (send.priority() == 0) {
            node.view(router).sentZero++;
            step(node, router).saidZero = true;
        } else {
            if (send.priority() != node.view(router).priority) {
                throw broken(node, "advertises priority " + send.priority());
            }
            step(node, router).advertised = true;
        }
    }

    private void notifies(SimulatedNode node, Effect.NotifyTransition notification) {
        for (int router = 0; router < node.routers(); router++) {
            if (notification.subject().kind() == Effect.Subject.Kind.INSTANCE
                    && notification.subject().name().equals(node.routerName(router))) {
                step(node, router).notified = true;
            }
        }
    }

    private void unfinished(SimulatedNode node, int router, Effect effect) {
        // The owner in a group is Backup for a moment, and says so, before it takes over in the same step.
        if (step(node, router).notified && node.view(router).priority != SilenceLedger.OWNER) {
            throw broken(node, "runs scripts before " + effect);
        }
        if (step(node, router).released && !(effect instanceof Effect.SendAdvertisement)) {
            throw broken(node, "releases addresses before " + effect);
        }
    }

    void stepEnds(SimulatedNode node, VrrpEvent event) {
        int active = 0;
        for (int router = 0; router < node.routers(); router++) {
            RouterView view = node.view(router);
            if (view.role != view.roleBefore) {
                changes(node, router, event);
            }
            checkState(node, router);
            active += view.role == Role.ACTIVE ? 1 : 0;
        }
        require(
                !node.plan().grouped() || active == 0 || active == node.routers(),
                node,
                "is active with a part of its sync group");
    }

    private void checkState(SimulatedNode node, int router) {
        RouterView view = node.view(router);
        SimulatedPacket heard = heard(node);
        Step step = step(node, router);
        boolean before = view.roleBefore == Role.ACTIVE;
        boolean after = view.role == Role.ACTIVE;
        if (!after) {
            require(!node.kernel().holds(router), node, "holds addresses and is not active");
            require(!step.advertised || before, node, "advertises and neither is nor was active");
            require(!step.acquired && !step.announced, node, "acquires or announces addresses and is not active");
        }
        if (node.isDeparting()) {
            checkDeparture(node, router, step);
            return;
        }
        require(
                !step.saidZero || (before && (!after || view.isHandingOver())),
                node,
                "says priority 0 and neither leaves Active nor waits for a successor");
        require(
                !view.isHandingOver() || !step.advertised || !view.handedOverBefore,
                node,
                "advertises while it waits for a successor");
        require(!after || !step.released, node, "releases its addresses and stays active");
        require(!after || !view.faulty, node, "is active in spite of a fault");
        require(
                !(before && after) || heard == null || heard.router() != router || !beats(heard, node, router),
                node,
                "stays active though it hears a better one");
        if (before
                && after
                && !view.handedOverBefore
                && heard != null
                && heard.router() == router
                && heard.believable()) {
            require(
                    step.advertised
                            || view.hasSaidEnough(
                                    node.stepTime(),
                                    node.routerPlan(router).interval().toNanos()),
                    node,
                    "does not answer one that is not better");
        }
        checkNumbers(node, router);
    }

    private void checkDeparture(SimulatedNode node, int router, Step step) {
        RouterView view = node.view(router);
        SimulatedPacket heard = heard(node);
        boolean after = view.role == Role.ACTIVE;
        require(!after || view.roleBefore == Role.ACTIVE, node, "becomes active while it stops");
        require(!step.advertised && !step.acquired && !step.announced, node, "goes on while it stops");
        require(!after || !step.released, node, "releases its addresses and stays active");
        boolean followed = heard != null && heard.router() == router && heard.believable() && heard.priority() > 0;
        require(!after || !followed, node, "stops, hears its successor and stays active");
        checkCounters(node, router);
    }

    private void checkNumbers(SimulatedNode node, int router) {
        RouterView view = node.view(router);
        if (view.role != Role.INITIALIZE && view.toldPriority != view.priority) {
            throw broken(node, "has effective priority " + view.toldPriority + " instead of " + view.priority);
        }
        Watch watch = watches[node.number()];
        if (lan.transcript().isOn() || ++watch.unchecked >= STEPS_BETWEEN_COUNTS) {
            watch.unchecked = 0;
            checkCounters(node, router);
        }
    }

    /** What was counted wrong once stays wrong, so it need not be looked at each time. */
    private void checkCounters(SimulatedNode node, int router) {
        RouterView view = node.view(router);
        RouterCounters counters = node.probe(router).counters();
        if (counters.advertisementsSent() != view.sent
                || counters.priorityZeroSent() != view.sentZero
                || counters.becameActive() != view.becameActive) {
            throw broken(node, "counts wrong: " + counters);
        }
    }

    private static boolean beats(SimulatedPacket packet, SimulatedNode node, int router) {
        RouterView view = node.view(router);
        RouterPlan plan = node.routerPlan(router);
        return packet.believable()
                && (packet.priority() > view.priority
                        || (packet.priority() == view.priority
                                && Arrays.compareUnsigned(
                                                packet.source().getAddress(),
                                                node.knownAddress(plan.segment())
                                                        .getAddress())
                                        > 0));
    }

    private void changes(SimulatedNode node, int router, VrrpEvent event) {
        RouterView view = node.view(router);
        if (lan.transcript().isOn()) {
            lan.transcript()
                    .note(
                            lan.now(),
                            node.name(),
                            node.probe(router).lastTransition().describe());
        }
        switch (view.role) {
            case ACTIVE -> becomesActive(node, router, event);
            case BACKUP -> becomesBackup(node, router, event);
            case FAULT, INITIALIZE -> {}
        }
    }

    private void becomesActive(SimulatedNode node, int router, VrrpEvent event) {
        RouterView view = node.view(router);
        view.becameActive++;
        lan.becomesActive(node, router);
        require(
                view.roleBefore == Role.BACKUP || view.priority == SilenceLedger.OWNER,
                node,
                "becomes active straight from " + view.roleBefore);
        require(step(node, router).advertised && step(node, router).acquired, node, "becomes active without a word");
        if (event instanceof VrrpEvent.TakeBack) {
            SimulatedPacket last = view.ledger.lastHeard();
            require(
                    last != null && last.priority() < view.priority,
                    node,
                    "takes back from one that will not give way");
        } else if (view.roleBefore == Role.BACKUP && view.priority != SilenceLedger.OWNER) {
            String objection = view.ledger.objection(node.stepTime(), node.routerPlan(router));
            require(objection == null, node, objection);
        }
    }

    private void becomesBackup(SimulatedNode node, int router, VrrpEvent event) {
        RouterView view = node.view(router);
        SimulatedPacket heard = heard(node);
        // A silent one's rival had reason to take over: the silent one leaves it at that, whatever the priorities.
        boolean beaten = heard != null
                && heard.router() == router
                && (beats(heard, node, router)
                        || (view.handedOverBefore && heard.believable() && heard.priority() > 0)
                        || node.stepTime() - view.lastSentLocal > patience(node, router));
        require(
                !view.handedOverBefore || !beaten || view.isHeld(),
                node,
                "hands over and does not leave its successor alone");
        boolean lost = event instanceof VrrpEvent.AddressesLost
                || event instanceof VrrpEvent.LeaseLapsed
                || event instanceof VrrpEvent.EffectRefused;
        if (view.roleBefore == Role.ACTIVE && !beaten && !lost && !node.plan().grouped()) {
            throw broken(node, "gives way without a reason on " + event);
        }
        boolean learns = beaten && view.roleBefore == Role.ACTIVE;
        view.ledger.becameBackup(node.stepTime(), node.routerPlan(router), view.priority, learns ? heard : null, lost);
    }

    private static long patience(SimulatedNode node, int router) {
        return SilenceLedger.INTERVALS * node.routerPlan(router).interval().toNanos();
    }
}
