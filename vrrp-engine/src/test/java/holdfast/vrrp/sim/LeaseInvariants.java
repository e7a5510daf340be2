package holdfast.vrrp.sim;

import java.time.Duration;

/** What must hold of the lifetime of addresses: nobody takes what a silent router still holds, and nobody loses what it could renew. */
final class LeaseInvariants {
    private final SimulatedLan lan;

    LeaseInvariants(SimulatedLan lan) {
        this.lan = lan;
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
        SimulatedKernel.Holding holding = rival.kernel().of(router);
        SimulatedPacket renewal = holding.renewedWith();
        // Nothing on a machine can count the time for which the machine stood still.
        boolean suspended = rival.condition() == SimulatedNode.Condition.SUSPENDED
                || rival.clock().resumedAt() > holding.renewedAt();
        if (holding.isHeld() && !suspended && renewal != null && renewal.serial() == last.serial()) {
            AddressLease lease = AddressLease.of(Duration.ofNanos(last.intervalNanos()));
            long overlap = holding.endsAt() - lan.now();
            long reckoned = lease.latestRemovalNanos() + SilenceLedger.INTERVALS * last.intervalNanos();
            long drift = (long) ((DriftingClock.GREATEST_RATE - 1) * reckoned);
            // A kernel that was slow begins the lease so much later than the advertisement told.
            long allowed = holding.renewedLateBy()
                    + (lease.longestOverlapNanos() == 0 ? 0 : lease.longestOverlapNanos() + drift);
            if (overlap > allowed) {
                throw lan.invariants()
                        .broken(
                                node,
                                "acquires addresses that silent " + rival.name() + " holds for another "
                                        + Transcript.seconds(overlap) + " s; allowed: " + Transcript.seconds(allowed)
                                        + " s");
            }
        }
    }

    /** A lease ended: that happens to nobody who runs and could renew it. */
    void lapses(SimulatedNode node, int router) {
        RouterView view = node.view(router);
        // Nor is it renewed for one whose advertisements do not leave, or that stops.
        boolean active =
                view.role == Role.ACTIVE && !view.renewalWithheld && !view.voice.isUnheard() && !node.isDeparting();
        SimulatedKernel.Holding holding = node.kernel().of(router);
        long stoodStill = node.stoodStillNanos() - holding.stoodStillBefore();
        // A reload may have shortened the interval since; the next renewal was due by the former one.
        long due = Math.max(
                holding.intervalNanos(), node.routerPlan(router).interval().toNanos());
        long spare = holding.lasts() - due - 4 * lan.greatestLatency();
        boolean ran = node.condition() == SimulatedNode.Condition.RUNNING && stoodStill < spare;
        lan.invariants().require(!active || !ran, node, "loses its addresses though it runs");
    }
}
