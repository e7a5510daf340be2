package holdfast.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import holdfast.agent.configuration.GivenConfiguration;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.KernelRoute.Metric;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualRoute;
import holdfast.vip.VirtualRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        assertEquals(List.of(), translate("virtual_routes", "10.0.0.0/8 dev eth0 encap mpls 5"));
        assertEquals(List.of(), translate("virtual_routes", "10.0.0.0/8 dev eth0 vrf blue"));
        assertEquals(List.of(), translate("virtual_rules", "from 10.0.0.0/8 table 100 preference 5 ipproto nothing"));
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
