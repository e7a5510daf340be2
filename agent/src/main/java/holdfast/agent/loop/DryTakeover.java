package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.AddressFamily;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelRoute;
import holdfast.linux.MacAddress;
import holdfast.linux.NetworkPrefix;
import holdfast.linux.SendOutcome;
import holdfast.vip.AddressHolder;
import holdfast.vip.Announcement;
import holdfast.vip.Announcer;
import holdfast.vip.InterfaceDirectory;
import holdfast.vip.RouteKernel;
import holdfast.vip.RoutingEntry;
import holdfast.vip.RoutingHolder;
import holdfast.vip.VirtualAddress;
import holdfast.vip.VirtualRoute;
import holdfast.vrrp.Effect;
import holdfast.vrrp.EngineConfiguration;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through a takeover once that nobody notices, so that the first real one does not have to load and link the code it runs: that made
 * 10 ms between the advert and the address, in which nobody answered for it.
 *
 * <p>The engine is one of its own, with a clock of its own. Netlink is the real one, but the interface has a number that no interface can
 * have, so the kernel refuses everything. Frames lead nowhere. Nothing is logged, no script runs.
 */
final class DryTakeover {
    private static final Logger LOG = LoggerFactory.getLogger(DryTakeover.class);
    private static final int NO_SUCH_INTERFACE = Integer.MAX_VALUE;
    private static final int UP_AND_RUNNING = 0x1 | 0x40; // IFF_UP, IFF_RUNNING of net/if.h
    private static final int DEADLINES = 4;
    private static final int ENTRIES = 4; // some, of several kinds
    private static final int UNICAST = 1; // RTN_UNICAST, RT_TABLE_MAIN of linux/rtnetlink.h
    private static final int MAIN_TABLE = 254;
    private static final int MESSAGE_ROOM = 4096;
    private static final int REHEARSALS = 250;
    private static final long LONGEST_NANOS = Duration.ofMillis(40).toNanos();

    private final RouterPlan router;
    private final AddressHolder addresses;
    private final Announcer announcer;
    private final RoutingHolder routes;
    private final InterfaceDirectory interfaces;
    private final ByteBuffer message = ByteBuffer.allocate(MESSAGE_ROOM);

    private DryTakeover(RouterPlan router, RouteKernel kernel) {
        this.router = router;
        InterfaceInfo nowhere = new InterfaceInfo(
                NO_SUCH_INTERFACE,
                router.interfaceName(),
                UP_AND_RUNNING,
                Optional.of(MacAddress.ofVirtualRouter(router.family(), router.vrid())),
                1500,
                0,
                "");
        this.interfaces = _ -> Optional.of(nowhere);
        this.routes = new RoutingHolder(kernel, interfaces);
        this.addresses = new AddressHolder(kernel, interfaces);
        this.announcer = new Announcer((_, _) -> new SendOutcome.Sent(), interfaces, _ -> false, (_, _) -> {});
    }

    /** Takes over with the first virtual router of each family. What goes wrong here goes wrong without consequences. */
    static void attempt(AgentPlan plan, RouteKernel kernel) {
        try {
            run(plan, kernel);
        } catch (RuntimeException e) {
            LOG.debug("the dry takeover failed; the first real one may be slower", e);
        }
    }

    /** Again and again, so that the code is compiled too; but not so long that adverts wait. */
    private static void run(AgentPlan plan, RouteKernel kernel) {
        long begin = System.nanoTime();
        for (int i = 0; i < REHEARSALS && System.nanoTime() - begin < LONGEST_NANOS; i++) {
            once(plan, kernel);
        }
    }

    private static void once(AgentPlan plan, RouteKernel kernel) {
        for (holdfast.vrrp.wire.AddressFamily family : holdfast.vrrp.wire.AddressFamily.values()) {
            plan.engine().routers().stream()
                    .filter(router -> router.key().family() == family)
                    .findFirst()
                    .ifPresent(router -> plan.router(router.name())
                            .ifPresent(here -> new DryTakeover(here, kernel).takeOver(router)));
        }
    }

    private void takeOver(VirtualRouter config) {
        VrrpEngine engine = new VrrpEngine(EngineConfiguration.of(config));
        long now = 0;
        InetAddress ipv4 = InetAddress.ofLiteral("192.0.2.1"); // RFC 5737: for documentation, nobody's
        InetAddress ipv6 = InetAddress.ofLiteral("fe80::1");
        perform(
                engine.on(
                        new VrrpEvent.LinkChanged(
                                config.key().interfaceName(), true, Optional.of(ipv4), Optional.of(ipv6)),
                        now),
                now);
        perform(engine.on(new VrrpEvent.Startup(), now), now);
        for (int i = 0; i < DEADLINES; i++) {
            long wait = engine.nanosUntilNextDeadline(now);
            if (wait != VrrpEngine.NO_DEADLINE) {
                now += wait;
            }
            perform(engine.on(VrrpEvent.Tick.TICK, now), now);
        }
        perform(engine.on(new VrrpEvent.Shutdown(), now), now);
    }

    /**
     * Most routes and all rules would be taken, whatever interfaces there are: those of the file are written down only, and the kernel is asked for one that
     * it refuses.
     */
    private void route() {
        if (router.routing().isEmpty()) {
            return;
        }
        router.routing().stream().limit(ENTRIES).forEach(entry -> entry.writtenRemoval(interfaces));
        routes.acquire(router.name(), List.of(nowhere(router.family())), router.lease());
        routes.release(router.name(), routes.heldBy(router.name()));
    }

    /** To addresses for documentation (RFC 5737, RFC 3849), by the interface that nobody can have. */
    private VirtualRoute nowhere(AddressFamily family) {
        NetworkPrefix documentation = switch (family) {
            case IPV4 -> new NetworkPrefix(InetAddress.ofLiteral("192.0.2.0"), 24);
            case IPV6 -> new NetworkPrefix(InetAddress.ofLiteral("2001:db8::"), 32);
        };
        KernelRoute.Hop hop =
                new KernelRoute.Hop(Optional.empty(), 0, 1, false, OptionalLong.empty(), Optional.empty());
        KernelRoute route = new KernelRoute(
                documentation,
                KernelRoute.Place.ONLY,
                UNICAST,
                MAIN_TABLE,
                RoutingEntry.OWN_PROTOCOL,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(hop),
                OptionalLong.empty(),
                List.of(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
        return new VirtualRoute(route, List.of(Optional.of(router.interfaceName())), Optional.empty(), false, "");
    }

    private void perform(List<Effect> effects, long now) {
        List<VirtualAddress> all = router.addresses().stream().limit(1).toList();
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.SendAdvertisement advert ->
                    advert.packets().forEach(packet -> {
                        if (packet.message().length() <= message.clear().capacity()) {
                            packet.message().writeTo(message);
                        }
                    });
                case Effect.AcquireAddresses _ -> {
                    addresses.acquire(all, router.lease(), now);
                    route();
                }
                case Effect.RenewAddresses _ -> addresses.renew(all, now);
                case Effect.ReleaseAddresses _ -> {
                    announcer.cancel(router.name());
                    addresses.release(all, now);
                }
                case Effect.AnnounceAddresses announce -> {
                    announcer.announce(
                            router.name(), all.stream().map(Announcement::of).toList(), announce.rounds());
                    announcer.sendDue(now);
                }
                case Effect.ShedAddresses _,
                        Effect.UpdateAddresses _,
                        Effect.AnnounceSource _,
                        Effect.NotifyTransition _,
                        Effect.NotifyLowerPriorityReceived _,
                        Effect.NotifyPriorityChanged _,
                        Effect.HandOverEnded _,
                        Effect.HoldChanged _,
                        Effect.PeerObserved _,
                        Effect.Log _ -> {
                    // seen by users, or not part of a takeover
                }
            }
        }
    }
}
