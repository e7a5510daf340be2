package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.KernelRoute;
import holdfast.linux.KernelRoute.Hop;
import holdfast.linux.KernelRoute.Place;
import holdfast.linux.KernelRule;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.NetworkPrefix;
import holdfast.linux.RouteEvent;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingHolderTest {
    private static final Lease FOR_EVER = new Lease.Unlimited();
    private static final Lease LEASE = new Lease.Limited(Duration.ofSeconds(2));
    private static final RoutingEntry FIRST = unicast("198.51.100.0", 24, "eth0", Optional.empty());
    private static final RoutingEntry SECOND = unicast("203.0.113.0", 24, "eth0", Optional.empty());
    private static final RoutingEntry RULE = rule(1000);

    private final FakeKernel kernel = new FakeKernel();
    private final RoutingHolder holder = new RoutingHolder(kernel, kernel);

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static KernelRoute route(
            String destination, int length, Place place, int type, Optional<String> source, Hop... hops) {
        return new KernelRoute(
                new NetworkPrefix(ip(destination), length),
                place,
                type,
                254,
                RoutingEntry.OWN_PROTOCOL,
                0,
                0,
                Optional.empty(),
                source.map(RoutingHolderTest::ip),
                OptionalLong.empty(),
                List.of(hops),
                OptionalLong.empty(),
                List.of(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private static VirtualRoute unicast(String destination, int length, String device, Optional<String> source) {
        Hop hop = new Hop(Optional.empty(), 0, 1, false, OptionalLong.empty(), Optional.empty());
        return new VirtualRoute(
                route(destination, length, Place.FIRST, 1, source, hop),
                List.of(Optional.of(device)),
                Optional.empty(),
                true,
                destination + " dev " + device);
    }

    private static VirtualRoute blackhole() {
        return new VirtualRoute(
                route("192.0.2.0", 24, Place.ONLY, 6, Optional.empty()),
                List.of(),
                Optional.empty(),
                false,
                "blackhole 192.0.2.0/24");
    }

    private static VirtualRule rule(long priority) {
        KernelRule.Selector all = new KernelRule.Selector(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                false,
                OptionalLong.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
        return new VirtualRule(
                new KernelRule(
                        AddressFamily.IPV4,
                        all,
                        priority,
                        1,
                        100,
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        RoutingEntry.OWN_PROTOCOL),
                true,
                "rule " + priority);
    }

    private static VirtualRoute inVrf() {
        return new VirtualRoute(
                route("198.51.100.0", 24, Place.ONLY, 6, Optional.empty()),
                List.of(),
                Optional.of("blue"),
                true,
                "blackhole 198.51.100.0/24 vrf blue");
    }

    private void vrf(int index, String kind, long table) {
        kernel.links.removeIf(link -> link.index() == index);
        kernel.links.add(new InterfaceInfo(index, "blue", 0x41, Optional.empty(), 65_575, 0, kind, table));
    }

    @Test
    void oneInAVrfGoesIntoItsTableOnceThereIsOne() {
        VirtualRoute route = inVrf();
        assertInstanceOf(
                RoutingOutcome.Refused.class,
                holder.acquire("VI_1", List.of(route), FOR_EVER).getFirst());
        vrf(7, "veth", 0);
        assertInstanceOf(
                RoutingOutcome.Refused.class,
                holder.acquire("VI_1", List.of(route), FOR_EVER).getFirst());
        assertTrue(kernel.routes.isEmpty());
        vrf(7, "vrf", 77);
        assertInstanceOf(
                RoutingOutcome.Done.class,
                holder.acquire("VI_1", List.of(route), FOR_EVER).getFirst());
        assertTrue(kernel.routes.containsValue(route.route().in(77)), kernel.routes::toString);
        NetworkPrefix where = route.route().destination();
        holder.on(new RouteEvent.RouteRemoved(where, 254));
        assertEquals(Set.of(), holder.doubtful());
        holder.on(new RouteEvent.RouteRemoved(where, 77));
        assertEquals(Set.of(route), holder.doubtful());
        vrf(7, "vrf", 78); // made anew with another table
        holder.release("VI_1", List.of(route));
        assertTrue(kernel.routes.isEmpty(), kernel.routes::toString);
    }

    @BeforeEach
    void links() {
        kernel.link(2, "eth0", "02:00:00:00:00:02");
        kernel.link(3, "eth1", "02:00:00:00:00:03");
        kernel.links.forEach(link -> holder.on(new RouteEvent.LinkPresent(link)));
        assertEquals(Set.of(), holder.doubtful());
    }

    @Test
    void whatComesGoesAgainAndRulesGoFirst() {
        assertEquals(
                List.of(new RoutingOutcome.Done(FIRST), new RoutingOutcome.Done(RULE)),
                holder.acquire("VI_1", List.of(FIRST, RULE), FOR_EVER));
        assertEquals(List.of(FIRST, RULE), holder.heldBy("VI_1"));
        assertEquals(
                List.of(new RoutingOutcome.Done(RULE), new RoutingOutcome.Done(FIRST)),
                holder.release("VI_1", List.of(FIRST, RULE)));
        assertTrue(kernel.routes.isEmpty() && kernel.rules.isEmpty());
    }

    @Test
    void whatIsThereAlreadyIsOursFromNowOn() {
        holder.acquire("former", List.of(FIRST, RULE), FOR_EVER);
        RoutingHolder next = new RoutingHolder(kernel, kernel);
        assertEquals(
                List.of(new RoutingOutcome.Unchanged(FIRST), new RoutingOutcome.Unchanged(RULE)),
                next.acquire("VI_1", List.of(FIRST, RULE), FOR_EVER));
        next.release("VI_1", List.of(FIRST, RULE));
        assertTrue(kernel.routes.isEmpty() && kernel.rules.isEmpty());
    }

    @Test
    void whatTwoHaveGoesWithTheLast() {
        holder.acquire("VI_1", List.of(FIRST), FOR_EVER);
        holder.acquire("VI_2", List.of(FIRST), FOR_EVER);
        assertEquals(List.of(new RoutingOutcome.Unchanged(FIRST)), holder.release("VI_1", List.of(FIRST)));
        assertEquals(1, kernel.routes.size());
        holder.rename("VI_2", "VI_3");
        assertEquals(List.of(new RoutingOutcome.Done(FIRST)), holder.release("VI_3", List.of(FIRST)));
        assertTrue(kernel.routes.isEmpty());
    }

    @Test
    void aRefusedOneIsNotHeldAndTheOthersAre() {
        RoutingEntry nowhere = unicast("10.0.0.0", 8, "eth9", Optional.empty());
        List<RoutingOutcome> outcomes = holder.acquire("VI_1", List.of(nowhere, FIRST), FOR_EVER);
        assertInstanceOf(RoutingOutcome.Refused.class, outcomes.getFirst());
        assertEquals(List.of(FIRST), holder.heldBy("VI_1"));
        kernel.answerToAll = Optional.of(new NetlinkOutcome.Refused(Errno.ENETUNREACH, Optional.empty()));
        holder.acquire("VI_1", List.of(FIRST), FOR_EVER);
        assertFalse(holder.holds(FIRST), "the kernel has just refused to have it");
    }

    /** Ours is known by its protocol: a removal takes it. Another's is in the way. */
    @Test
    void oneThatYieldsIsToldFromAnothers() {
        VirtualRoute ours = blackhole();
        holder.acquire("VI_1", List.of(ours), FOR_EVER);
        RoutingHolder next = new RoutingHolder(kernel, kernel);
        assertEquals(List.of(new RoutingOutcome.Unchanged(ours)), next.acquire("VI_1", List.of(ours), FOR_EVER));
        assertEquals(1, kernel.routes.size());
    }

    @Test
    void onlyWhatNobodyHoldsIsSweptAway() {
        new RoutingHolder(kernel, kernel).acquire("former", List.of(FIRST, SECOND, RULE), FOR_EVER);
        holder.acquire("VI_1", List.of(SECOND), FOR_EVER);
        assertEquals(
                List.of(new RoutingOutcome.Done(RULE), new RoutingOutcome.Done(FIRST)),
                holder.sweep(List.of(FIRST, SECOND, RULE, rule(7))));
        assertEquals(1, kernel.routes.size());
    }

    @Test
    void routesOfIpv6HaveALease() {
        RoutingEntry ipv6 = unicast("2001:db8::", 48, "eth0", Optional.empty());
        holder.acquire("VI_1", List.of(FIRST, ipv6), LEASE);
        assertEquals(
                List.of(OptionalLong.empty(), OptionalLong.of(2)),
                kernel.routes.values().stream().map(KernelRoute::expires).toList());
        assertEquals(List.of(ipv6), RoutingHolder.leased(List.of(FIRST, ipv6, RULE), LEASE));
        assertEquals(List.of(), RoutingHolder.leased(List.of(FIRST, ipv6, RULE), FOR_EVER));
    }

    @Test
    void aRemovalByHandMakesDoubtful() {
        holder.acquire("VI_1", List.of(FIRST, SECOND, RULE), FOR_EVER);
        holder.on(new RouteEvent.RouteRemoved(new NetworkPrefix(ip("203.0.113.0"), 24), 254));
        holder.on(new RouteEvent.RouteRemoved(new NetworkPrefix(ip("198.51.100.0"), 24), 100));
        holder.on(new RouteEvent.RuleRemoved(AddressFamily.IPV4, 1000));
        assertEquals(Set.of(SECOND, RULE), holder.doubtful());
        assertEquals(Set.of(), holder.doubtful(), "once");
    }

    /** Of IPv4 the kernel says nothing when routes go with their interface or source address. */
    @Test
    void anInterfaceThatWasDownAndAnAddressThatIsGoneMakeDoubtful() {
        RoutingEntry other = unicast("10.0.0.0", 8, "eth1", Optional.empty());
        RoutingEntry sourced = unicast("10.1.0.0", 16, "eth1", Optional.of("192.0.2.100"));
        holder.acquire("VI_1", List.of(FIRST, other, sourced), FOR_EVER);
        holder.on(new RouteEvent.AddressRemoved(KernelAddress.of(2, ip("192.0.2.100"), 24)));
        assertEquals(Set.of(FIRST, sourced), holder.doubtful());
        var eth1 = kernel.links.getLast();
        assertFalse(holder.on(new RouteEvent.LinkPresent(new holdfast.linux.InterfaceInfo(
                eth1.index(), eth1.name(), 0, eth1.mac(), eth1.mtu(), eth1.baseIndex(), eth1.kind()))));
        assertEquals(Set.of(), holder.doubtful(), "nothing can be put back yet");
        assertTrue(holder.on(new RouteEvent.LinkPresent(eth1)));
        assertEquals(Set.of(other, sourced), holder.doubtful());
        assertFalse(holder.on(new RouteEvent.LinkPresent(eth1)));
        assertEquals(Set.of(), holder.doubtful(), "it was up before");
    }
}
