package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import holdfast.linux.KernelRoute.Hop;
import holdfast.linux.KernelRoute.IpHeader;
import holdfast.linux.KernelRoute.Labels;
import holdfast.linux.KernelRoute.Locator;
import holdfast.linux.KernelRoute.Place;
import holdfast.linux.KernelRoute.Tunnel;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * The expected bytes are what keepalived 2.2.7 sent for the line of {@code virtual_routes} or {@code virtual_rules} named in each test, captured with
 * {@code strace -e trace=sendmsg} on x86-64, without the number and the sender. Interface e0 had index 3.
 */
class RoutingMessagesTest {
    private static final int CREATE = 0x405;
    private static final int ONLY = 0x605;
    private static final int MAIN = 254;

    private static void assertSends(int type, int flags, String body, RouteRequest request) {
        NetlinkWriter writer = new NetlinkWriter();
        RouteMessages.put(writer, request, 7);
        ByteBuffer sent = ByteBuffer.wrap(writer.toByteArray()).order(ByteOrder.nativeOrder());
        assertEquals(sent.capacity(), sent.getInt(0));
        assertEquals(type, sent.getShort(4));
        assertEquals(flags, sent.getShort(6));
        assertEquals(7, sent.getInt(8));
        assertEquals(body, HexFormat.of().formatHex(writer.toByteArray(), NetlinkMessages.HEADER, sent.capacity()));
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static Hop hop(String via) {
        return new Hop(Optional.of(ip(via)), 3, 1, false, OptionalLong.empty(), Optional.empty());
    }

    private static KernelRoute route(Place place, int type, long table, String destination, int length, Hop... hops) {
        return new KernelRoute(
                new NetworkPrefix(ip(destination), length),
                place,
                type,
                table,
                18,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(hops),
                OptionalLong.empty(),
                List.of(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private static KernelRoute with(KernelRoute route, String source, int metric, OptionalInt preference) {
        return new KernelRoute(
                route.destination(),
                route.place(),
                route.type(),
                route.table(),
                route.protocol(),
                route.scope(),
                route.typeOfService(),
                route.from(),
                Optional.of(ip(source)),
                OptionalLong.of(metric),
                route.hops(),
                route.realms(),
                route.metrics(),
                route.expires(),
                preference,
                route.propagateTtl());
    }

    @Test
    void byWayOfARouter() {
        // 192.0.2.0/24 via 10.9.0.2 dev e0
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                CREATE,
                "02180000fe1200010000000008000100c0000200080005000a0900020800040003000000",
                new RouteRequest.AddRoute(route(Place.FIRST, 1, MAIN, "192.0.2.0", 24, hop("10.9.0.2"))));
    }

    @Test
    void inATableWithSourceAndMetric() {
        // 192.0.3.0/24 via 10.9.0.2 dev e0 src 10.9.0.100 table 100 metric 50
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                CREATE,
                "02180000641200010000000008000100c0000300080007000a090064080005000a0900020800040003000000"
                        + "0800060032000000",
                new RouteRequest.AddRoute(with(
                        route(Place.FIRST, 1, 100, "192.0.3.0", 24, hop("10.9.0.2")),
                        "10.9.0.100",
                        50,
                        OptionalInt.empty())));
    }

    @Test
    void onLink() {
        // 192.0.5.0/24 via 10.99.0.2 dev e0 onlink
        Hop direct = new Hop(Optional.of(ip("10.99.0.2")), 3, 1, true, OptionalLong.empty(), Optional.empty());
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                CREATE,
                "02180000fe1200010400000008000100c0000500080005000a6300020800040003000000",
                new RouteRequest.AddRoute(route(Place.FIRST, 1, MAIN, "192.0.5.0", 24, direct)));
    }

    @Test
    void blackhole() {
        // blackhole 192.0.6.0/24
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                ONLY,
                "02180000fe1200060000000008000100c0000600",
                new RouteRequest.AddRoute(route(Place.ONLY, 6, MAIN, "192.0.6.0", 24)));
    }

    @Test
    void bySeveralRouters() {
        // 192.0.10.0/24 nexthop via 10.9.0.2 dev e0 weight 2 nexthop via 10.9.0.3 dev e0 weight 3 onlink
        Hop second = new Hop(Optional.of(ip("10.9.0.2")), 3, 2, false, OptionalLong.empty(), Optional.empty());
        Hop third = new Hop(Optional.of(ip("10.9.0.3")), 3, 3, true, OptionalLong.empty(), Optional.empty());
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                CREATE,
                "02180000fe1200010000000008000100c0000a00240009001000000103000000080005000a090002"
                        + "1000040203000000080005000a090003",
                new RouteRequest.AddRoute(route(Place.FIRST, 1, MAIN, "192.0.10.0", 24, second, third)));
    }

    @Test
    void throughATunnel() {
        // 192.0.18.0/24 encap ip id 5 dst 10.9.0.7 dev e0
        Tunnel tunnel = new IpHeader(
                AddressFamily.IPV4,
                OptionalLong.of(5),
                Optional.of(ip("10.9.0.7")),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
        Hop hop = new Hop(Optional.empty(), 3, 1, false, OptionalLong.empty(), Optional.of(tunnel));
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                CREATE,
                "02180000fe1200010000000008000100c0001200180016000c0001000000000000000005080002000a090007"
                        + "06001500020000000800040003000000",
                new RouteRequest.AddRoute(route(Place.FIRST, 1, MAIN, "192.0.18.0", 24, hop)));
    }

    /** The kernel of this machine has neither: what keepalived 2.2.7 sends for the line, by strace. */
    @Test
    void withLabelsOfMpls() {
        // 10.1.0.0/16 encap mpls 100/200 via 192.0.2.3 dev e0
        Hop hop = wrapped("192.0.2.3", new Labels(List.of(100, 200)));
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                CREATE,
                "02100000fe12000100000000080001000a01000008000500c0000203100016000c0001000006400000" + "0c8100"
                        + "06001500010000000800040003000000",
                new RouteRequest.AddRoute(route(Place.FIRST, 1, MAIN, "10.1.0.0", 16, hop)));
    }

    @Test
    void withALocatorOfIla() {
        // 10.3.0.0/16 encap ila 3ffe:1:2:3 via 192.0.2.3 dev e0
        Hop hop = wrapped("192.0.2.3", new Locator(0x3ffe_0001_0002_0003L));
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                CREATE,
                "02100000fe12000100000000080001000a03000008000500c0000203100016000c0001003ffe000100020003"
                        + "06001500030000000800040003000000",
                new RouteRequest.AddRoute(route(Place.FIRST, 1, MAIN, "10.3.0.0", 16, hop)));
    }

    private static Hop wrapped(String via, Tunnel tunnel) {
        return new Hop(Optional.of(ip(via)), 3, 1, false, OptionalLong.empty(), Optional.of(tunnel));
    }

    @Test
    void ipv6WithPreference() {
        // 2001:db8:11::/48 via 2001:db8:9::2 dev e0 metric 77 src 2001:db8:9::100 table 100 pref high
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                CREATE,
                "0a30000064120001000000001400010020010db80011000000000000000000001400070020010db8000900000000000000000100"
                        + "1400050020010db80009000000000000000000020800040003000000080006004d0000000500140001000000",
                new RouteRequest.AddRoute(with(
                        route(Place.FIRST, 1, 100, "2001:db8:11::", 48, hop("2001:db8:9::2")),
                        "2001:db8:9::100",
                        77,
                        OptionalInt.of(1))));
    }

    @Test
    void ipv6ForALimitedTime() {
        // 2001:db8:12::/48 dev e0 expires 100
        Hop hop = new Hop(Optional.empty(), 3, 1, false, OptionalLong.empty(), Optional.empty());
        assertSends(
                RoutingMessages.RTM_NEWROUTE,
                CREATE,
                "0a300000fe120001000000001400010020010db800120000000000000000000008000400030000000800170064000000",
                new RouteRequest.AddRoute(
                        route(Place.FIRST, 1, MAIN, "2001:db8:12::", 48, hop).expiring(OptionalLong.of(100))));
    }

    /** Ours says the metric that IPv6 has without one: RTM_DELROUTE takes one of any metric else. */
    @Test
    void aRemovalOfIpv6SaysTheMetric() {
        assertSends(
                RoutingMessages.RTM_DELROUTE,
                5,
                "0a300000fe120001000000001400010020010db80010000000000000000000001400050020010db8000900000000000000000002"
                        + "08000400030000000800060000040000",
                new RouteRequest.DeleteRoute(route(Place.FIRST, 1, MAIN, "2001:db8:10::", 48, hop("2001:db8:9::2"))));
    }

    private static KernelRule.Selector from(String from, int length) {
        return new KernelRule.Selector(
                false,
                Optional.of(new NetworkPrefix(ip(from), length)),
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
    }

    private static KernelRule rule(
            KernelRule.Selector selector, long priority, int action, long table, OptionalLong to) {
        return new KernelRule(
                AddressFamily.IPV4,
                selector,
                priority,
                action,
                table,
                to,
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                18);
    }

    @Test
    void ruleOfASource() {
        // from 10.9.0.100 table 100 preference 1000
        KernelRule rule = rule(from("10.9.0.100", 32), 1000, 1, 100, OptionalLong.empty());
        String body = "020020006400000100000000080002000a09006408000600e80300000500150012000000";
        assertSends(RoutingMessages.RTM_NEWRULE, ONLY, body, new RouteRequest.AddRule(rule));
        assertSends(RoutingMessages.RTM_DELRULE, 5, body, new RouteRequest.DeleteRule(rule));
        assertSends(RoutingMessages.RTM_DELRULE, 5, body, new RouteRequest.Removal(RoutingRemoval.of(rule)));
    }

    @Test
    void ruleThatGoesToAnother() {
        // from 10.9.0.0/24 goto 1010 preference 1009
        assertSends(
                RoutingMessages.RTM_NEWRULE,
                ONLY,
                "020018000000000200000000080002000a09000008000600f1030000050015001200000008000400f2030000",
                new RouteRequest.AddRule(rule(from("10.9.0.0", 24), 1009, 2, 0, OptionalLong.of(1010))));
    }

    @Test
    void ruleOfALargeTable() {
        // from 10.9.0.0/24 table 70000 preference 1017
        assertSends(
                RoutingMessages.RTM_NEWRULE,
                ONLY,
                "02001800000000010000000008000f0070110100080002000a09000008000600f90300000500150012000000",
                new RouteRequest.AddRule(rule(from("10.9.0.0", 24), 1017, 1, 70_000, OptionalLong.empty())));
    }

    @Test
    void ruleOfUsersAndPorts() {
        // from 10.9.0.0/24 table 100 preference 1012 uidrange 10-20 ipproto tcp sport 10-20 dport 30-40
        KernelRule.Selector users = new KernelRule.Selector(
                false,
                Optional.of(new NetworkPrefix(ip("10.9.0.0"), 24)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                false,
                OptionalLong.empty(),
                Optional.of(new KernelRule.Range(10, 20)),
                OptionalInt.of(6),
                Optional.of(new KernelRule.Range(10, 20)),
                Optional.of(new KernelRule.Range(30, 40)));
        assertSends(
                RoutingMessages.RTM_NEWRULE,
                ONLY,
                "020018006400000100000000080002000a09000008000600f40300000c0014000a0000001400000005001500120000000500160006000000"
                        + "080017000a001400080018001e002800",
                new RouteRequest.AddRule(rule(users, 1012, 1, 100, OptionalLong.empty())));
    }

    @Test
    void onlyRemovalsCanBeWrittenDown() {
        NetlinkWriter addition = new NetlinkWriter();
        RoutingMessages.putNewRoute(addition, route(Place.ONLY, 6, MAIN, "192.0.6.0", 24), 0);
        String digits = HexFormat.of().formatHex(addition.toByteArray());
        assertThrows(IllegalArgumentException.class, () -> new RoutingRemoval(digits, ""));
        assertThrows(IllegalArgumentException.class, () -> new RoutingRemoval("1400000019000500", ""));
        assertThrows(IllegalArgumentException.class, () -> new RoutingRemoval("rm", ""));
    }

    /** The kernel tells of a removal with what it has of the route, in the same words. */
    @Test
    void newsOfRemovals() {
        NetlinkWriter news = new NetlinkWriter();
        RoutingMessages.putDeleteRoute(news, route(Place.FIRST, 1, 70_000, "192.0.2.0", 24, hop("10.9.0.2")), 0);
        RoutingMessages.putDeleteRoute(news, route(Place.FIRST, 1, MAIN, "::", 0, hop("2001:db8::1")), 0);
        RoutingMessages.putDeleteRule(news, rule(from("10.9.0.100", 32), 1000, 1, 100, OptionalLong.empty()), 0);
        ByteBuffer bytes = ByteBuffer.wrap(news.toByteArray()).order(ByteOrder.nativeOrder());
        List<RouteEvent> events = new ArrayList<>();
        // One after another: the writer leaves no room between them.
        RouteMonitor.dispatch(bytes, bytes.capacity(), events::add);
        assertEquals(
                List.of(
                        new RouteEvent.RouteRemoved(new NetworkPrefix(ip("192.0.2.0"), 24), 70_000),
                        new RouteEvent.RouteRemoved(new NetworkPrefix(ip("::"), 0), MAIN),
                        new RouteEvent.RuleRemoved(AddressFamily.IPV4, 1000)),
                events);
    }
}
