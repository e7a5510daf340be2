package holdfast.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import holdfast.agent.configuration.GivenConfiguration;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressFamily;
import holdfast.linux.KernelRoute.IpHeader;
import holdfast.linux.KernelRoute.Labels;
import holdfast.linux.KernelRoute.Locator;
import holdfast.linux.KernelRoute.Metric;
import holdfast.linux.KernelRoute.Tunnel;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualRoute;
import holdfast.vip.VirtualRule;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingTranslatorTest {
    @TempDir
    private Path folder;

    private List<RoutingEntry> translate(String block, String line) {
        VrrpInstance instance = GivenConfiguration.of("""
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    virtual_ipaddress {
                        192.0.2.100/24
                    }
                    %s {
                        %s
                    }
                }
                """.formatted(block, line))
                .vrrpInstances()
                .getFirst();
        return new RoutingTranslator(new NameTables(List.of(folder.resolve("missing"), folder)))
                .translate("VI_1", instance.virtualRoutes(), instance.virtualRules());
    }

    private VirtualRoute route(String line) {
        return assertInstanceOf(
                VirtualRoute.class, translate("virtual_routes", line).getFirst());
    }

    /** The numbers are those keepalived 2.2.7 sent for the line, in the kernel's units: eighths and quarters of a millisecond. */
    @Test
    void metricsInTheKernelsUnits() {
        assertEquals(
                List.of(
                        new Metric(2, 0x640, Optional.empty(), true),
                        new Metric(4, 0x3e80, Optional.empty(), false),
                        new Metric(5, 1600, Optional.empty(), false),
                        new Metric(12, 1, Optional.empty(), false),
                        new Metric(13, 0xbb8, Optional.empty(), false),
                        new Metric(16, 0, Optional.of("cubic"), true)),
                route("10.0.0.0/8 via 192.0.2.3 dev eth0 rto_min 3s rtt 2s rttvar 0.4s features ecn congctl lock cubic"
                                + " mtu lock 1600")
                        .route()
                        .metrics());
    }

    @Test
    void namesOfThisMachine() throws IOException {
        Files.writeString(folder.resolve("rt_tables"), "# comment\n100 blue\n0x65\tred # other\nx y\n");
        Files.createDirectory(folder.resolve("rt_tables.d"));
        Files.writeString(folder.resolve("rt_tables.d/more.conf"), "102 green\n");
        Files.writeString(folder.resolve("rt_tables.d/README"), "103 yellow\n");
        Files.writeString(folder.resolve("rt_realms"), "7 cosmos\n");
        assertEquals(100, route("10.0.0.0/8 dev eth0 table blue").route().table());
        assertEquals(101, route("10.0.0.0/8 dev eth0 table red").route().table());
        assertEquals(102, route("10.0.0.0/8 dev eth0 table green").route().table());
        assertEquals(254, route("10.0.0.0/8 dev eth0").route().table());
        assertEquals(
                OptionalLong.of(0x30007),
                route("10.0.0.0/8 dev eth0 realms 3/cosmos").route().realms());
        assertEquals(List.of(), translate("virtual_routes", "10.0.0.0/8 dev eth0 table yellow"));
    }

    @Test
    void whatCannotBeAskedForIsLeftOut() {
        assertEquals(List.of(), translate("virtual_rules", "from 10.0.0.0/8 table 100 preference 5 ipproto nothing"));
    }

    private Tunnel tunnel(String words) {
        return route("10.0.0.0/8 dev eth0 encap " + words)
                .route()
                .hops()
                .getFirst()
                .tunnel()
                .orElseThrow();
    }

    /** Numbers are read as keepalived 2.2.7 reads them: it sent label 14 for 016 and 16 for 0x10. */
    @Test
    void whatPacketsAreWrappedIn() {
        assertEquals(new Labels(List.of(100, 200)), tunnel("mpls 100/200"));
        assertEquals(new Labels(List.of(14)), tunnel("mpls 016"));
        assertEquals(new Labels(List.of(16)), tunnel("mpls 0x10"));
        assertEquals(new Locator(0x3ffe_0001_0002_0003L), tunnel("ila 3FFE:1:2:3"));
        assertEquals(
                new IpHeader(
                        AddressFamily.IPV6,
                        OptionalLong.of(7),
                        Optional.of(InetAddress.ofLiteral("2001:db8::9")),
                        Optional.of(InetAddress.ofLiteral("2001:db8::8")),
                        OptionalInt.of(9),
                        OptionalInt.of(4),
                        OptionalInt.of(1)),
                tunnel("ip6 id 7 dst 2001:db8::9 src 2001:db8::8 tc 4 hoplimit 9 flags 1"));
        assertEquals(
                new IpHeader(
                        AddressFamily.IPV4,
                        OptionalLong.empty(),
                        Optional.of(InetAddress.ofLiteral("192.0.2.9")),
                        Optional.empty(),
                        OptionalInt.of(9),
                        OptionalInt.of(4),
                        OptionalInt.empty()),
                tunnel("ip dst 192.0.2.9 dsfield 4 ttl 9"));
        assertEquals(
                new Labels(List.of(5)),
                route("10.0.0.0/8 nexthop via 192.0.2.3 dev eth0 encap mpls 5")
                        .route()
                        .hops()
                        .getFirst()
                        .tunnel()
                        .orElseThrow());
    }

    @Test
    void theTableOfAVrf() {
        VirtualRoute route = route("10.0.0.0/8 dev eth0 vrf blue");
        assertEquals(Optional.of("blue"), route.vrf());
        assertEquals("10.0.0.0/8 dev eth0 vrf blue", route.toString());
        assertEquals(Optional.empty(), route("10.0.0.0/8 dev eth0").vrf());
    }

    @Test
    void wordsTellThemApart() {
        assertEquals(
                "10.0.0.0/8 via 192.0.2.3 dev eth0 table 100 metric 5",
                route("10.0.0.0/8 via 192.0.2.3 dev eth0 table 100 metric 5").toString());
        assertEquals("blackhole default", route("blackhole default").toString());
        VirtualRule rule = assertInstanceOf(
                VirtualRule.class,
                translate("virtual_rules", "not from 10.0.0.1 iif eth0 table 100 preference 5")
                        .getFirst());
        assertEquals("rule 5: not from 10.0.0.1 iif eth0 lookup 100", rule.toString());
    }
}
