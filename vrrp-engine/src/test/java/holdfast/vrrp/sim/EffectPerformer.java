package holdfast.vrrp.sim;

import holdfast.vrrp.Effect;
import holdfast.vrrp.VrrpEvent.EffectRefused;
import java.util.ArrayList;
import java.util.List;

/** Does what an engine asks for, with the kernel and the network of its node. */
final class EffectPerformer {
    private final SimulatedLan lan;
    private final SimulatedNode node;

    EffectPerformer(SimulatedLan lan, SimulatedNode node) {
        this.lan = lan;
        this.node = node;
    }

    /** All of them, in order; afterwards, what could not be done. */
    List<EffectRefused> perform(List<Effect> effects) {
        List<EffectRefused> refused = List.of();
        for (Effect effect : effects) {
            String reason = perform(effect);
            if (reason != null) {
                refused = refused.isEmpty() ? new ArrayList<>() : refused;
                refused.add(new EffectRefused(effect, reason));
            }
        }
        return refused;
    }

    /** Does what the engine asks for, and says why not if the kernel refuses. */
    private String perform(Effect effect) {
        // A hold is told of by name, also by one that nobody has any more.
        boolean ofRouter = !(effect instanceof Effect.HoldChanged);
        int router = ofRouter && effect instanceof Effect.OfRouter named ? routerOf(named) : -1;
        lan.invariants().performs(node, router, effect);
        return switch (effect) {
            case Effect.SendAdvertisement send -> send(router, send);
            case Effect.AcquireAddresses _ -> {
                if (lan.chance(node.kernel().refusesAddresses())) {
                    yield "Permission denied";
                }
                lan.invariants().acquires(node, router);
                // A router that preempts acquires before it advertises: nobody has heard of it yet.
                hold(router, node.view(router).saidAt(node.localNow()) ? node.view(router).lastSent : null);
                yield null;
            }
            case Effect.RenewAddresses _ -> {
                if (node.view(router).lastSent == null) {
                    // Whose advertisements do not leave is about to be replaced: his lease runs out like that of a dead
                    // one.
                    node.view(router).renewalWithheld = true;
                    yield null;
                }
                if (!node.kernel().holds(router) && lan.random().nextBoolean()) {
                    // Not every way to renew creates what is gone.
                    yield "Cannot assign requested address";
                }
                hold(router);
                yield null;
            }
            case Effect.UpdateAddresses _ -> {
                hold(router);
                yield null;
            }
            case Effect.ReleaseAddresses _ -> {
                node.kernel().remove(router);
                yield null;
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
                    Effect.Log _ -> null;
        };
    }

    private String send(int router, Effect.SendAdvertisement send) {
        RouterView view = node.view(router);
        int segment = node.routerPlan(router).segment();
        if (!send.equals(view.lastBuiltFor)) {
            view.lastBuilt = SimulatedPacket.of(send, node.number(), router, segment);
            view.lastBuiltFor = send;
        }
        boolean up = lan.network().isUp(segment, node.number());
        if (!up || lan.chance(node.kernel().refusesPackets())) {
            view.lastSent = null;
            return up ? "No buffer space available" : "Network is down";
        }
        view.lastSent = view.lastBuilt.transmission(lan.nextSerial());
        lan.transmitted(node, view.lastSent);
        node.kernel().sent(router, view.lastSent);
        return null;
    }

    private void hold(int router) {
        hold(router, node.view(router).lastSent);
    }

    private void hold(int router, SimulatedPacket advert) {
        node.view(router).renewalWithheld = false;
        AddressLease lease = AddressLease.of(node.routerPlan(router).interval());
        long lasts = lease.validityNanos() + lan.leaseLateness(lease.latestRemovalNanos() - lease.validityNanos());
        node.kernel().hold(router, lan.now(), node.clock().firstMomentAt(node.localNow() + lasts), advert);
        if (node.kernel().beginWatch(router)) {
            lan.schedule(node.kernel().leaseEnd(router), new Happening.LeaseEnds(node, router));
        }
    }

    /** The queued end of a lease has come; whether it was not renewed meanwhile and the addresses are gone. */
    boolean leaseEnds(int router) {
        node.kernel().endWatch(router);
        if (!node.kernel().holds(router)) {
            return false;
        }
        if (node.kernel().leaseEnd(router) > lan.now()) {
            node.kernel().beginWatch(router);
            lan.schedule(node.kernel().leaseEnd(router), new Happening.LeaseEnds(node, router));
            return false;
        }
        node.kernel().remove(router);
        lan.transcript().note(lan.now(), node.name(), "the lease of " + node.routerName(router) + " lapses");
        lan.invariants().lapses(node, router);
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
