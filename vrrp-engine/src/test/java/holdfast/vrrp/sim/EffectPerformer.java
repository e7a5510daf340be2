package holdfast.vrrp.sim;

import holdfast.vrrp.Effect;
import holdfast.vrrp.VrrpEvent;
import holdfast.vrrp.VrrpEvent.EffectRefused;
import java.time.Duration;
import java.util.function.Consumer;

/** Does what an engine asks for, with the kernel and the network of its node. */
final class EffectPerformer {
    private final SimulatedLan lan;
    private final SimulatedNode node;
    private final LeaseInvariants leases;

    EffectPerformer(SimulatedLan lan, SimulatedNode node) {
        this.lan = lan;
        this.node = node;
        leases = new LeaseInvariants(lan);
    }

    /** Whether the kernel has to be waited for. */
    static boolean asksKernel(Effect effect) {
        return switch (effect) {
            case Effect.AcquireAddresses _,
                    Effect.ReleaseAddresses _,
                    Effect.RenewAddresses _,
                    Effect.UpdateAddresses _,
                    Effect.ShedAddresses _ -> true;
            case Effect.SendAdvertisement _,
                    Effect.AnnounceAddresses _,
                    Effect.AnnounceSource _,
                    Effect.NotifyTransition _,
                    Effect.NotifyLowerPriorityReceived _,
                    Effect.NotifyPriorityChanged _,
                    Effect.HandOverEnded _,
                    Effect.HoldChanged _,
                    Effect.PeerObserved _,
                    Effect.Log _ -> false;
        };
    }

    /**
     * Does what the engine asks for.
     *
     * @param consequences told when the kernel refuses
     */
    void perform(Effect effect, Consumer<VrrpEvent> consequences) {
        // A hold is told of by name, also by one that nobody has any more.
        boolean ofRouter = !(effect instanceof Effect.HoldChanged);
        int router = ofRouter && effect instanceof Effect.OfRouter named ? routerOf(named) : -1;
        lan.invariants().performs(node, router, effect);
        switch (effect) {
            case Effect.SendAdvertisement send -> send(router, send, consequences);
            case Effect.AcquireAddresses acquire -> acquire(router, acquire, consequences);
            case Effect.RenewAddresses renew -> renew(router, renew, consequences);
            case Effect.UpdateAddresses _ -> hold(router, node.view(router).lastSent);
            case Effect.ReleaseAddresses _ -> {
                node.kernel().remove(router);
                node.view(router).voice.released();
            }
            case Effect.ShedAddresses _,
                    Effect.AnnounceAddresses _,
                    Effect.AnnounceSource _,
                    Effect.NotifyTransition _,
                    Effect.NotifyLowerPriorityReceived _,
                    Effect.NotifyPriorityChanged _,
                    Effect.HandOverEnded _,
                    Effect.HoldChanged _,
                    Effect.PeerObserved _,
                    Effect.Log _ -> {}
        }
    }

    private void acquire(int router, Effect.AcquireAddresses acquire, Consumer<VrrpEvent> consequences) {
        RouterView view = node.view(router);
        int addresses = node.routerPlan(router).addressCount();
        int refused = refusedOf(addresses);
        String reason = view.voice.isMute()
                ? "its advertisements do not leave"
                : !lan.network().exists(node.routerPlan(router).segment(), node.number())
                        ? "No such device"
                        : refused == addresses ? "Permission denied" : null;
        if (reason != null) {
            node.keepsOut();
            consequences.accept(new EffectRefused(acquire, reason));
            return;
        }
        leases.acquires(node, router);
        boolean said = view.saidAt(node.stepTime());
        view.voice.tookAddresses(said);
        // A router that preempts acquires before it advertises: nobody has heard of it yet.
        hold(router, said ? view.lastSent : null);
        node.kernel().of(router).missing(refused);
    }

    private int refusedOf(int addresses) {
        if (lan.chance(node.kernel().refusesAll())) {
            return addresses;
        }
        int refused = 0;
        for (int address = 0; address < addresses; address++) {
            refused += lan.chance(node.kernel().refusesOne()) ? 1 : 0;
        }
        return refused;
    }

    private void renew(int router, Effect.RenewAddresses renew, Consumer<VrrpEvent> consequences) {
        RouterView view = node.view(router);
        if (view.voice.isUnheard()) {
            // Whose advertisements do not leave is about to be replaced: his lease runs out like that of a dead one.
            view.renewalWithheld = true;
            return;
        }
        if (!lan.network().exists(node.routerPlan(router).segment(), node.number())) {
            consequences.accept(new EffectRefused(renew, "No such device"));
            return;
        }
        if (!node.kernel().holds(router) && lan.random().nextBoolean()) {
            // Not every way to renew creates what is gone.
            consequences.accept(new EffectRefused(renew, "Cannot assign requested address"));
            return;
        }
        hold(router, view.lastSent);
        // What the kernel refused alone is tried again.
        node.kernel().of(router).missing(refusedOf(node.kernel().of(router).missing()));
    }

    private void send(int router, Effect.SendAdvertisement send, Consumer<VrrpEvent> consequences) {
        RouterView view = node.view(router);
        int segment = node.routerPlan(router).segment();
        if (!send.equals(view.lastBuiltFor)) {
            view.lastBuilt = SimulatedPacket.of(send, node.number(), router, segment);
            view.lastBuiltFor = send;
        }
        boolean noRoom = node.kernel().takesPlaceInFullQueue()
                || lan.chance(node.kernel().refusesPackets());
        String lasting = obstacle(send, segment);
        if (lasting == null && !noRoom) {
            view.lastSent = view.lastBuilt.transmission(lan.nextSerial());
            view.lastSentTrue = lan.now();
            view.voice.left();
            lan.transmitted(node, view.lastSent);
            node.kernel().of(router).sent(view.lastSent);
            return;
        }
        view.lastSent = null;
        boolean undo = view.voice.refused(lasting == null);
        consequences.accept(new EffectRefused(send, lasting == null ? "No buffer space available" : lasting));
        if (undo) {
            node.keepsOut();
            consequences.accept(
                    new EffectRefused(new Effect.AcquireAddresses(send.router()), "its advertisements do not leave"));
        }
    }

    private String obstacle(Effect.SendAdvertisement send, int segment) {
        if (!lan.network().exists(segment, node.number())) {
            return "No such device";
        }
        if (!lan.network().isUp(segment, node.number())) {
            return "Network is down";
        }
        return send.source().equals(node.address(segment)) ? null : "Cannot assign requested address";
    }

    private void hold(int router, SimulatedPacket advert) {
        RouterView view = node.view(router);
        if (!lan.network().exists(node.routerPlan(router).segment(), node.number())) {
            return; // gone with its interface, as the process will hear
        }
        view.renewalWithheld = false;
        Duration interval = node.routerPlan(router).interval();
        AddressLease lease = AddressLease.of(interval);
        long lasts = lease.validityNanos() + lan.leaseLateness(lease.latestRemovalNanos() - lease.validityNanos());
        SimulatedKernel.Holding holding = node.kernel().of(router);
        long until = node.clock().firstMomentAt(node.localNow() + lasts);
        holding.hold(lan.now(), until, interval.toNanos(), node.stoodStillNanos());
        holding.tellsOfIt(advert, lan.now() - view.lastSentTrue);
        if (holding.beginWatch()) {
            lan.schedule(holding.endsAt(), new Happening.LeaseEnds(node, router));
        }
    }

    /** The queued end of a lease has come; whether it was not renewed meanwhile and the addresses are gone. */
    boolean leaseEnds(int router) {
        SimulatedKernel.Holding holding = node.kernel().of(router);
        holding.endWatch();
        if (!holding.isHeld()) {
            return false;
        }
        if (holding.endsAt() > lan.now()) {
            holding.beginWatch();
            lan.schedule(holding.endsAt(), new Happening.LeaseEnds(node, router));
            return false;
        }
        holding.remove();
        lan.transcript().note(lan.now(), node.name(), "the lease of " + node.routerName(router) + " lapses");
        leases.lapses(node, router);
        return true;
    }

    private int routerOf(Effect.OfRouter effect) {
        for (int router = 0; router < node.routers(); router++) {
            if (node.routerName(router).equals(effect.router())) {
                return router;
            }
        }
        throw new AssertionError(node.name() + ": no such virtual router: " + effect);
    }
}
