package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.Route;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Route lines: keepalived.conf(5), "static_routes", and what keepalived 2.2.7 says about each line here. */
class RouteTest {
    private static String text(String line) {
        return "static_routes {\n" + line + "\n}\ntrack_group G {\ngroup {\nVI_1\n}\n}\n" + Reading.instance();
    }

    private static Route route(String line) {
        ParseResult result = Reading.read(text(line));
        assertEquals(List.of(), findings(result), line);
        return result.configuration().staticEntries().routes().getFirst();
    }

    private static void leftOut(String line) {
        ParseResult result = Reading.read(text(line));
        assertEquals(List.of("2 ROUTE_LINE"), findings(result), line);
        assertEquals(List.of(), result.configuration().staticEntries().routes(), line);
    }

    @Test
    void theCommonWordsHaveTheirPlace() {
        Route route =
                route("10.1.2.0/24 via 192.0.2.9 dev eth0 src 192.0.2.1 metric 5 table 100 scope link tos 0x10 onlink");
        assertEquals("10.1.2.0/24", route.destination().toString());
        assertEquals(Route.Type.UNICAST, route.type());
        assertEquals(Route.Order.PREPEND, route.order());
        assertEquals("192.0.2.9", route.via().orElseThrow().getHostAddress());
        assertEquals("192.0.2.1", route.source().orElseThrow().getHostAddress());
        assertEquals(Optional.of("eth0"), route.dev());
        assertEquals(OptionalLong.of(5), route.metric());
        assertEquals(OptionalLong.of(100), route.table().orElseThrow().number());
        assertEquals(OptionalLong.of(253), route.scope().orElseThrow().number()); // RT_SCOPE_LINK, linux/rtnetlink.h
        assertEquals(OptionalInt.of(16), route.typeOfService());
        assertTrue(route.onLink());
    }

    @Test
    void defaultIsEverythingOfTheFamilyOfItsRouter() {
        assertEquals(
                "0.0.0.0/0",
                route("default via 192.0.2.1 dev eth0").destination().toString());
        assertEquals("0.0.0.0/0", route("default dev eth0").destination().toString());
        assertEquals(
                AddressFamily.INET6, route("default via inet6 fe80::1 dev eth0").family());
        assertEquals(AddressFamily.INET6, route("inet6 default dev eth0").family());
    }

    @Test
    void theSourceMayComeFirst() {
        assertEquals(
                "192.168.109.0/24",
                route("src 192.168.100.1 192.168.109.0/24 via 192.168.200.254 dev eth1")
                        .destination()
                        .toString());
        assertEquals(
                "224.0.0.0/4",
                route("src 10.0.10.213 to 224.0.0.0/4 dev eth3 no_track")
                        .destination()
                        .toString());
    }

    @Test
    void routesThatAreNotUnicastAreOnlyAdded() {
        Route route = route("blackhole 10.1.4.0/24 no_track");
        assertEquals(Route.Type.BLACKHOLE, route.type());
        assertEquals(Route.Order.ADD, route.order());
        assertEquals(Route.Order.APPEND, route("10.1.4.0/24 dev eth0 append").order());
    }

    @Test
    void metricsKeepTheirOrderAndLocks() {
        assertEquals(
                List.of(
                        new Route.Option("mtu", true, "1400"),
                        new Route.Option("hoplimit", false, "64"),
                        new Route.Option("rto_min", false, "1s"),
                        new Route.Option("congctl", true, "cubic")),
                route("10.1.6.0/24 dev eth0 mtu lock 1400 hoplimit 64 rto_min 1s congctl lock cubic")
                        .options());
    }

    @Test
    void severalRoutersShareTheTraffic() {
        List<Route.NextHop> hops = route("10.1.8.0/24 table 7 no_track nexthop via 192.168.1.5 dev eth0 weight 1 onlink"
                        + " nexthop via 192.168.1.6 dev eth1 weight 256")
                .nextHops();
        assertEquals(2, hops.size());
        assertTrue(hops.getFirst().onLink());
        assertEquals(256, hops.getLast().weight());
        assertEquals(Optional.of("eth1"), hops.getLast().dev());
    }

    private static List<String> encapsulation(String words) {
        return route("10.1.18.0/24 dev eth0 encap " + words).encapsulation();
    }

    @Test
    void kindsOfEncapsulation() {
        assertEquals(List.of("mpls", "100/0x10"), encapsulation("mpls 100/0x10 metric 5"));
        assertEquals(List.of("ila", "3FFE:1:2:3"), encapsulation("ila 3FFE:1:2:3 onlink"));
        assertEquals(
                List.of("ip6", "id", "7", "dst", "2001:db8::9", "tc", "4", "hoplimit", "9", "flags", "1"),
                encapsulation("ip6 id 7 dst 2001:db8::9 tc 4 hoplimit 9 flags 1"));
        assertEquals(List.of("ip", "id", "5", "tos", "4"), encapsulation("ip id 5 dsfield 4"));
        // keepalived 2.2.7 takes a word of the other kind for one of the route
        assertEquals(
                List.of("hoplimit"),
                route("10.1.18.0/24 dev eth0 encap ip id 5 hoplimit 9").options().stream()
                        .map(Route.Option::name)
                        .toList());
    }

    /** keepalived 2.2.7 complains of each, and asks the kernel for something else. */
    @Test
    void encapsulationThatCannotBeReadIsLeftOut() {
        leftOut("10.1.18.0/24 dev eth0 encap mpls 100/200/300");
        leftOut("10.1.18.0/24 dev eth0 encap mpls 1048576");
        leftOut("10.1.18.0/24 dev eth0 encap mpls 100/");
        leftOut("10.1.18.0/24 dev eth0 encap mpls abc");
        leftOut("10.1.18.0/24 dev eth0 encap ila 3ffe::3");
        leftOut("10.1.18.0/24 dev eth0 encap ila 3FFE:1:2:10000");
        leftOut("10.1.18.0/24 dev eth0 encap ila 5");
        leftOut("10.1.18.0/24 dev eth0 encap ip ttl 9");
        leftOut("10.1.18.0/24 dev eth0 encap ip src 192.0.2.1");
        leftOut("10.1.18.0/24 dev eth0 encap ip dst 2001:db8::9");
        leftOut("10.1.18.0/24 dev eth0 encap ip6 dst 192.0.2.9");
        leftOut("10.1.18.0/24 dev eth0 encap ip dst 192.0.2.9 ttl 256");
        leftOut("10.1.18.0/24 dev eth0 encap ip dst 192.0.2.9 flags 65536");
        leftOut("10.1.18.0/24 dev eth0 nexthop via 192.0.2.3 encap mpls 1048576");
    }

    /** As keepalived 2.2.7 does with a VRF of table 77. */
    @Test
    void ofATableAndAVrfTheLastCounts() {
        Route vrf = route("10.1.18.0/24 dev eth0 table 98 vrf blue");
        assertEquals(Optional.empty(), vrf.table());
        assertEquals(List.of(new Route.Option("vrf", false, "blue")), vrf.options());
        Route table = route("10.1.18.0/24 dev eth0 vrf blue table 99");
        assertEquals(OptionalLong.of(99), table.table().orElseThrow().number());
        assertEquals(List.of(), table.options());
    }

    @Test
    void encapsulationIsKeptAsItIs() {
        assertEquals(
                List.of("ip", "id", "5", "dst", "192.0.2.4", "ttl", "64"),
                route("10.1.18.0/24 dev eth0 encap ip id 5 dst 192.0.2.4 ttl 64")
                        .encapsulation());
    }

    @Test
    void whatKeepalivedLeavesOutIsLeftOut() {
        leftOut("10.1.11.0/24 metric -1 dev eth0");
        leftOut("10.1.11.0/24 dev eth0 metric foo");
        leftOut("10.1.12.0/24 dev eth0 hoplimit 256");
        leftOut("10.1.13.0/24 dev eth0 rtt 960001");
        leftOut("10.1.13.0/24 dev eth0 rttvar 480001");
        leftOut("10.1.13.0/24 dev eth0 rto_min 120001");
        leftOut("10.1.14.0/24 dev eth0 tos 300");
        leftOut("10.1.15.0/24 dev eth0 proto 5");
        leftOut("via 192.0.2.1 dev eth0");
        leftOut("2001:db8::/32 via 192.0.2.1 dev eth0");
        leftOut("10.1.16.0/24 dev eth0 src nosuch");
        leftOut("10.1.17.0/24 dev eth0 encap foo bar");
        leftOut("10.1.17.0/24 encap seg6 mode encap segs fc00::1 dev eth0");
        leftOut("10.1.18.0/24 dev eth0 quickack 2");
        leftOut("10.1.19.0/24 dev eth0 pref medium");
        leftOut("10.1.20.0/24 dev eth0 from 10.0.0.0/8");
        leftOut("10.1.21.0/24 dev eth0 nexthop via 192.0.2.4 weight 257");
        leftOut("10.1.22.0/24 dev eth0 nexthop via 192.0.2.4 nosuch");
        leftOut("10.1.23.0/24 dev eth0 initrwnd 4294967296");
        leftOut("10.1.24.0/24 dev eth0 realms 1/2/3");
    }

    @Test
    void aSecondDestinationIsAMistakeKeepalivedDoesNotSee() {
        leftOut("10.1.21.0/24 dev eth0 10.1.22.0/24");
    }

    @Test
    void keepalivedStopsAtAWordWithoutItsValue() {
        assertEquals(List.of("2 VALUE_MISSING"), findings(text("10.1.26.0/24 dev")));
        assertTrue(Reading.read(text("10.1.26.0/24 dev")).hasErrors());
    }

    @Test
    void aRouteWithoutInterfaceCannotBeTracked() {
        ParseResult result = Reading.read(text("192.168.112.0/24 via 192.168.100.254"));
        assertEquals(List.of("2 UNTRACKED"), findings(result));
        assertTrue(result.configuration().staticEntries().routes().getFirst().noTrack());
        route("192.168.112.0/24 via 192.168.100.254 no_track");
    }

    @Test
    void aTrackedRouteHasKeepalivedsProtocol() {
        ParseResult result = Reading.read(text("10.1.2.0/24 dev eth0 protocol bird"));
        assertEquals(List.of("2 UNTRACKED"), findings(result));
        assertEquals(
                Optional.empty(),
                result.configuration().staticEntries().routes().getFirst().protocol());
        assertEquals(
                OptionalLong.of(12), // RTPROT_BIRD, linux/rtnetlink.h
                route("10.1.2.0/24 dev eth0 protocol bird no_track")
                        .protocol()
                        .orElseThrow()
                        .number());
    }

    @Test
    void aPrefixThatIsTooLongIsAHost() {
        ParseResult result = Reading.read(text("10.1.12.0/33 dev eth0"));
        assertEquals(List.of("2 OUT_OF_RANGE"), findings(result));
        assertEquals(
                "10.1.12.0/32",
                result.configuration()
                        .staticEntries()
                        .routes()
                        .getFirst()
                        .destination()
                        .toString());
    }

    @Test
    void theKernelWantsTheFirstAddressOfANetwork() {
        var finding = Reading.read(text("10.1.12.77/26 dev eth0")).diagnostics().stream()
                .filter(diagnostic -> diagnostic.rule().id().equals("HF0241"))
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of("write '10.1.12.64/26'"), finding.hint());
    }

    @Test
    void groupsMustExist() {
        assertEquals(
                Optional.of("G"), route("10.1.2.0/24 dev eth0 track_group G").trackGroup());
        ParseResult result = Reading.read(text("10.1.2.0/24 dev eth0 track_group H"));
        assertEquals(List.of("2 UNDEFINED_NAME"), findings(result));
        assertEquals(
                Optional.empty(),
                result.configuration().staticEntries().routes().getFirst().trackGroup());
    }

    @Test
    void oldWordsStillWork() {
        assertEquals(List.of("2 RENAMED_KEYWORD"), findings(text("10.1.2.0/24 gw 192.0.2.1 dev eth0")));
        ParseResult result = Reading.read(text("10.1.3.0/24 via 192.168.1.9 or 192.168.1.8 dev eth0"));
        assertEquals(List.of("2 RENAMED_KEYWORD"), findings(result));
        assertEquals(
                2,
                result.configuration()
                        .staticEntries()
                        .routes()
                        .getFirst()
                        .nextHops()
                        .size());
    }

    @Test
    void instancesHaveRoutesOfTheirOwn() {
        ParseResult result =
                Reading.read(Reading.instance("virtual_routes {", "10.2.0.0/16 via 192.0.2.254 dev eth1", "}"));
        assertEquals(
                "10.2.0.0/16",
                Reading.only(result).virtualRoutes().getFirst().destination().toString());
        assertEquals(List.of(), findings(result));
    }
}
