package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.AddressText;
import holdfast.vip.AddressHolder;
import holdfast.vip.LinkMonitor;
import holdfast.vip.RouteKernel;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Effect;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reload as the loop carries it out, and as it rehearses it: on the loop's thread. */
final class PlanChange {
    private static final Logger LOG = LoggerFactory.getLogger(PlanChange.class);

    private final Parts parts;
    private final Hands hands;

    /** What of the loop a reload deals with. */
    record Parts(
            RouteKernel kernel,
            VrrpEngine engine,
            Plans plans,
            LinkMonitor links,
            AddressHolder addresses,
            StaticKeeper statics,
            SenderTable senders,
            VirtualMacs virtualMacs,
            EffectPerformer performer,
            Chronicle chronicle) {}

    /**
     * What the loop does for it.
     *
     * @param prepareInterfaces makes what a takeover would otherwise have to make
     * @param listen opens and closes sockets as the current plan wants
     * @param refreshLinks asks the kernel for all links
     * @param play gives the engine an event and does what it says, which is added to the list
     */
    record Hands(
            Consumer<AgentPlan> prepareInterfaces,
            Runnable listen,
            Runnable refreshLinks,
            BiConsumer<VrrpEvent, List<Effect>> play) {}

    PlanChange(Parts parts, Hands hands) {
        this.parts = parts;
        this.hands = hands;
    }

    /** Carries it out. */
    Reconfiguration apply(AgentPlan configured) {
        AgentPlan next = OwnAddresses.leaveAlone(configured, parts.kernel());
        AgentPlan before = parts.plans().current();
        List<VirtualAddress> held = List.copyOf(parts.addresses().held());
        Set<String> activeBefore = Reconfiguration.active(before, parts.engine());
        parts.plans().replaceBy(next);
        Set<InetAddress> virtual = Plans.virtualAddresses(next);
        virtual.addAll(Plans.virtualAddresses(before));
        parts.links().virtualAddresses(virtual);
        hands.prepareInterfaces().accept(next);
        parts.statics().keep(next.statics(), System.nanoTime());
        LeftBehind.sweep(
                parts.addresses(),
                parts.statics().routing(),
                next.routers().values().stream()
                        .filter(router -> !hasSameAs(router, before.router(router.name())))
                        .toList());
        parts.senders().reset();
        hands.listen().run();
        List<Effect> effects = new ArrayList<>();
        Reconfiguration.events(before, next).forEach(event -> hands.play().accept(event, effects));
        Reconfiguration done = new Reconfiguration(
                before,
                next,
                activeBefore,
                Reconfiguration.active(next, parts.engine()),
                effects,
                AddressMoves.of(effects, parts.plans(), activeBefore, held));
        parts.performer().finishReload(System.nanoTime());
        parts.plans().forgetFormer();
        parts.links().virtualAddresses(Plans.virtualAddresses(next));
        hands.refreshLinks().run(); // an address that is no longer virtual may be a router's own now
        parts.virtualMacs().keepOnly(next);
        parts.chronicle().keepOnly(next.routers().keySet());
        LOG.info("Reload complete");
        return done.withProblems(notThere(next, done.activeAfter()));
    }

    private static boolean hasSameAs(RouterPlan router, Optional<RouterPlan> before) {
        return before.filter(former -> former.addresses().equals(router.addresses()))
                .filter(former -> former.routing().equals(router.routing()))
                .isPresent();
    }

    /** Addresses that active routers should have and do not. */
    private List<String> notThere(AgentPlan plan, Set<String> active) {
        List<String> problems = new ArrayList<>();
        for (RouterPlan router : plan.routers().values()) {
            if (active.contains(router.name())) {
                parts.addresses()
                        .missing(router.addresses())
                        .forEach(address -> problems.add(router.name() + ": " + AddressText.of(address.address())
                                + " could not be put on " + address.interfaceName() + ", the log says why"));
            }
        }
        return problems;
    }

    /** What {@link #apply} would do now, to be worked out by somebody else. Nobody who asks may bring the loop down. */
    void rehearse(AgentPlan configured, CompletableFuture<Rehearsal> answer) {
        try {
            answer.complete(new Rehearsal(
                    parts.engine().rehearsal(),
                    parts.plans().current(),
                    OwnAddresses.leaveAlone(configured, parts.kernel()),
                    List.copyOf(parts.addresses().held())));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }
}
