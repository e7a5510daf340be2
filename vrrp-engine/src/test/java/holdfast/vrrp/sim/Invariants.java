package holdfast.vrrp.sim;

import holdfast.vrrp.Effect;
import holdfast.vrrp.RouterCounters;
import holdfast.vrrp.RouterState;
import holdfast.vrrp.VrrpEvent;
import java.util.Arrays;

/**
 * What must hold after every event, whatever the network does:
 * <ul>
 *   <li>addresses are held only while Active, and by nobody whose lease should have ended them;
 *   <li>advertisements come only from Active, the farewell and priority 0 of one that leaves it aside;
 *   <li>nobody takes over without silence or another reason, and nobody gives way without one;
 *   <li>an active one gives way to a better one, and answers any other;
 *   <li>the effects of a step come in the order that is the contract;
 *   <li>members of a sync group are Active together;
 *   <li>the effective priority and the counters are what arithmetic says.
 * </ul>
 */
final class Invariants {
    /** What an engine asked for in one step, for one virtual router. */
    private static final class Step {
        private boolean wasSilent;
        private boolean advertised;
        private boolean saidZero;
        private boolean acquired;
        private boolean released;
        private boolean announced;
        private boolean notified;
    }

    private final SimulatedLan lan;
    private Step[] steps = {};
    private SimulatedPacket heard;

    Invariants(SimulatedLan lan) {
        this.lan = lan;
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

    private AssertionError broken(SimulatedNode node, String what) {
        return new AssertionError("at %s s: %s %s".formatted(Transcript.seconds(lan.now()), node.name(), what));
    }

    /** The next step is about this packet. */
    void hears(SimulatedNode node, SimulatedPacket packet) {
        heard = packet;
        if (!packet.believable()) {
            return;
        }
        RouterView view = node.view(packet.router());
        if (view.role == Role.BACKUP) {
            view.ledger.hears(packet, node.localNow(), node.routerPlan(packet.router()), view.priority, view.isHeld());
            for (int other = 0; packet.priority() == 0 && node.plan().grouped() && other < node.routers(); other++) {
                node.view(other).ledger.siblingHearsPriorityZero();
            }
        }
    }

    /** A step begins; one about a refusal is not about the packet any more. */
    void stepBegins(SimulatedNode node, VrrpEvent event) {
        if (!(event instanceof VrrpEvent.PacketReceived)) {
            heard = null;
        }
        if (steps.length != node.routers()) {
            steps = new Step[node.routers()];
        }
        Arrays.setAll(steps, router -> new Step());
        for (int router = 0; router < node.routers(); router++) {
            node.view(router).roleBefore = node.view(router).role;
            node.view(router).handedOverBefore = node.view(router).isHandingOver();
            if (event instanceof VrrpEvent.TakeBack) {
                node.view(router).ledger.isTold();
            }
            steps[router].wasSilent = node.view(router).roleBefore == Role.ACTIVE
                    && node.localNow() - node.view(router).lastSentLocal > patience(node, router);
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
                                || node.view(router).saidAt(node.localNow()),
                        node,
                        "acquires addresses without an advertisement: their lease would outlast what others believe");
                require(
                        !steps[router].wasSilent || !node.hasUnreadAdvertFor(router),
                        node,
                        "takes addresses while its queue says who took over");
                steps[router].acquired = true;
            }
            case Effect.ReleaseAddresses _ -> {
                unfinished(node, router, effect);
                steps[router].released = true;
            }
            case Effect.RenewAddresses _, Effect.UpdateAddresses _, Effect.ShedAddresses _ ->
                unfinished(node, router, effect);
            case Effect.AnnounceAddresses _ -> {
                unfinished(node, router, effect);
                require(
                        node.view(router).roleBefore == Role.ACTIVE || steps[router].acquired,
                        node,
                        "announces addresses before it has acquired them");
                steps[router].announced = true;
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
        if (!send.source().equals(node.address(plan.segment()))
                || !send.interfaceName().equals(RouterPlan.interfaceOf(plan.segment()))
                || send.timeToLive() != 255) {
            throw broken(node, "sends from the wrong place: " + send);
        }
        node.view(router).asksFor(node.localNow());
        if (send.priority() == 0) {
            node.view(router).sentZero++;
            steps[router].saidZero = true;
        } else {
            if (send.priority() != node.view(router).priority) {
                throw broken(node, "advertises priority " + send.priority());
            }
            steps[router].advertised = true;
        }
    }

    private void notifies(SimulatedNode node, Effect.NotifyTransition notification) {
        for (int router = 0; router < node.routers(); router++) {
            if (notification.subject().kind() == Effect.Subject.Kind.INSTANCE
                    && notification.subject().name().equals(node.routerName(router))) {
                steps[router].notified = true;
            }
        }
    }

    private void unfinished(SimulatedNode node, int router, Effect effect) {
        // The owner in a group is Backup for a moment, and says so, before it takes over in the same step.
        if (steps[router].notified && node.view(router).priority != SilenceLedger.OWNER) {
            throw broken(node, "runs scripts before " + effect);
        }
        if (steps[router].released && !(effect instanceof Effect.SendAdvertisement)) {
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
        Step step = steps[router];
        boolean before = view.roleBefore == Role.ACTIVE;
        boolean after = view.role == Role.ACTIVE;
        if (!after) {
            require(!node.kernel().holds(router), node, "holds addresses and is not active");
            require(!step.advertised || before, node, "advertises and neither is nor was active");
            require(!step.acquired && !step.announced, node, "acquires or announces addresses and is not active");
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
                                    node.localNow(),
                                    node.routerPlan(router).interval().toNanos()),
                    node,
                    "does not answer one that is not better");
        }
        checkNumbers(node, view);
    }

    private void checkNumbers(SimulatedNode node, RouterView view) {
        int priority = view.status.effectivePriority();
        if (view.role != Role.INITIALIZE && priority != view.priority) {
            throw broken(node, "has effective priority " + priority + " instead of " + view.priority);
        }
        RouterCounters counters = view.status.counters();
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
                                                node.address(plan.segment()).getAddress())
                                        > 0));
    }

    private void changes(SimulatedNode node, int router, VrrpEvent event) {
        RouterView view = node.view(router);
        if (lan.transcript().isOn()) {
            lan.transcript()
                    .note(lan.now(), node.name(), view.status.lastTransition().describe());
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
        require(
                view.roleBefore == Role.BACKUP || view.priority == SilenceLedger.OWNER,
                node,
                "becomes active straight from " + view.roleBefore);
        require(steps[router].advertised && steps[router].acquired, node, "becomes active without a word");
        if (event instanceof VrrpEvent.TakeBack) {
            SimulatedPacket last = view.ledger.lastAccepted();
            require(
                    last != null && last.priority() < view.priority,
                    node,
                    "takes back from one that will not give way");
        } else if (view.roleBefore == Role.BACKUP && view.priority != SilenceLedger.OWNER) {
            String objection = view.ledger.objection(node.localNow(), node.routerPlan(router));
            require(objection == null, node, objection);
        }
    }

    private void becomesBackup(SimulatedNode node, int router, VrrpEvent event) {
        RouterView view = node.view(router);
        // A silent one's rival had reason to take over: the silent one leaves it at that, whatever the priorities.
        boolean beaten = heard != null
                && heard.router() == router
                && (beats(heard, node, router)
                        || (view.handedOverBefore && heard.believable() && heard.priority() > 0)
                        || node.localNow() - view.lastSentLocal > patience(node, router));
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
        view.ledger.becameBackup(node.localNow(), node.routerPlan(router), view.priority, learns ? heard : null, lost);
    }

    private static long patience(SimulatedNode node, int router) {
        return SilenceLedger.INTERVALS * node.routerPlan(router).interval().toNanos();
    }

    /**
     * A node that takes over acquires addresses: a rival whose last renewal it knows of, and who fell silent since, must have lost them, or not
     * hold them longer than {@link AddressLease#longestOverlapNanos()} says.
     */
    void acquires(SimulatedNode node, int router) {
        RouterView view = node.view(router);
        SimulatedPacket last = view.ledger.lastAccepted();
        if (view.roleBefore != Role.BACKUP || last == null || !view.ledger.onlySilenceExplains()) {
            return;
        }
        SimulatedNode rival = lan.node(last.sender());
        SimulatedPacket renewal = rival.kernel().renewedWith(router);
        if (rival.kernel().holds(router) && renewal != null && renewal.serial() == last.serial()) {
            RouterPlan plan = rival.routerPlan(router);
            AddressLease lease = AddressLease.of(plan.interval());
            long overlap = rival.kernel().leaseEnd(router) - lan.now();
            long reckoned = lease.latestRemovalNanos()
                    + SilenceLedger.INTERVALS * plan.interval().toNanos();
            long drift = (long) ((DriftingClock.GREATEST_RATE - 1) * reckoned);
            long allowed = lease.longestOverlapNanos() == 0 ? 0 : lease.longestOverlapNanos() + drift;
            if (overlap > allowed) {
                throw broken(
                        node,
                        "acquires addresses that silent " + rival.name() + " holds for another "
                                + Transcript.seconds(overlap) + " s; allowed: " + Transcript.seconds(allowed) + " s");
            }
        }
    }

    /** A lease ended: that happens to nobody who runs and could renew it. */
    void lapses(SimulatedNode node, int router) {
        boolean active = node.view(router).status.state() instanceof RouterState.Active;
        // Nor is it renewed for one whose advertisements do not leave.
        boolean ran = !node.view(router).renewalWithheld
                && node.condition() == SimulatedNode.Condition.RUNNING
                && lan.now() - node.lastThawedAt() > node.kernel().leaseNanos(router);
        require(!active || !ran, node, "loses its addresses though it runs");
    }
}
