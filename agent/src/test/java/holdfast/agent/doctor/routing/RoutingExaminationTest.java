package holdfast.agent.doctor.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Notebook;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the kernel has is in the words of iproute2 6.1. */
class RoutingExaminationTest {
    private static final String ROUTES = "ip -j -N -4 route show table all proto 18";
    private static final String ROUTES6 = "ip -j -N -6 route show table all proto 18";
    private static final String RULES = "ip -j -N -4 rule show";
    private static final int UP = 0x1 | 0x2 | 0x40 | 0x1000;
    private static final int NO_CARRIER = 0x1 | 0x2 | 0x1000;

    private static final String ROUTE =
            "{\"dst\":\"198.51.100.0/24\",\"gateway\":\"192.0.2.3\",\"dev\":\"eth0\",\"flags\":[]}";
    private static final String IN_TABLE = "{\"dst\":\"default\",\"gateway\":\"192.0.2.3\",\"dev\":\"eth0\","
            + "\"table\":\"70000\",\"metric\":50,\"flags\":[]}";
    private static final String STANDARD_RULES = "{\"priority\":0,\"src\":\"all\",\"table\":\"255\"}";
    private static final String RULE =
            "{\"priority\":1000,\"src\":\"192.0.2.100\",\"table\":\"70000\",\"protocol\":\"18\"}";

    private final Given given = new Given()
            .file(with(
                    "virtual_routes {",
                    "198.51.100.0/24 via 192.0.2.3 dev eth0",
                    "default via 192.0.2.3 dev eth0 table 70000 metric 50",
                    "}",
                    "virtual_rules {",
                    "from 192.0.2.100 table 70000 preference 1000",
                    "}"))
            .holder("192.0.2.3", "02:00:00:00:00:03");

    private static String with(String... lines) {
        return Given.INSTANCE.replaceFirst("\\}\\s*\\z", String.join("\n", lines) + "\n}\n");
    }

    private Given kernel(String routes, String rules) {
        return given.program(ROUTES, "[" + routes + "]").program(RULES, "[" + rules + "]");
    }

    private Notebook examine() {
        return given.examine(new RoutingExamination(given.programs(), given.wire()));
    }

    private Finding only() {
        return Given.only(examine());
    }

    private List<String> ids() {
        return Given.ids(examine());
    }

    @Test
    void aMasterHasThemAndABackupHasNot() {
        kernel(ROUTE + "," + IN_TABLE, STANDARD_RULES + "," + RULE).running("MASTER", Optional.empty());
        assertEquals(List.of(), ids());
        kernel("", STANDARD_RULES).running("BACKUP", Optional.of("192.0.2.2"));
        assertEquals(List.of(), ids());
    }

    @Test
    void whatAMasterLacksIsAProblem() {
        kernel(ROUTE, STANDARD_RULES).running("MASTER", Optional.empty());
        Finding finding = only();
        assertEquals("routing-missing", finding.id().word());
        assertEquals(
                "this node is master, and the kernel does not have default via 192.0.2.3 dev eth0 table 70000"
                        + " metric 50, rule 1000: from 192.0.2.100 lookup 70000",
                finding.what());
        assertEquals("2 of 3 routes and rules are missing", finding.evidence());
    }

    @Test
    void anotherTableMetricRouterOrInterfaceIsAnother() {
        for (String other : List.of(
                IN_TABLE.replace("\"table\":\"70000\",", ""),
                IN_TABLE.replace("50", "51"),
                IN_TABLE.replace("192.0.2.3", "192.0.2.4"),
                IN_TABLE.replace("eth0", "eth1"),
                IN_TABLE.replace("{", "{\"type\":\"6\","))) {
            kernel(ROUTE + "," + other, RULE).running("MASTER", Optional.empty());
            assertEquals(List.of("routing-missing"), ids(), other);
        }
        kernel(ROUTE + "," + IN_TABLE, RULE.replace("\"18\"", "\"3\"")).running("MASTER", Optional.empty());
        assertEquals(List.of("routing-missing"), ids());
    }

    @Test
    void whatABackupHasIsStale() {
        kernel(ROUTE, STANDARD_RULES + "," + RULE).running("BACKUP", Optional.of("192.0.2.2"));
        Finding finding = only();
        assertEquals("routing-stale", finding.id().word());
        assertEquals(
                "ip route del 198.51.100.0/24 via 192.0.2.3 dev eth0 proto 18 && ip rule del priority 1000 protocol 18",
                finding.remedy().command().orElseThrow());
        // somebody else's, with which nobody here has to do
        kernel("", STANDARD_RULES + "," + RULE.replace("\"18\"", "\"3\""));
        assertEquals(List.of(), ids());
    }

    @Test
    void withoutADaemonNobodyHasThemButKeepalivedMay() {
        kernel(ROUTE, STANDARD_RULES);
        assertEquals(List.of("routing-stale"), ids());
        given.keepalived(77);
        assertEquals(List.of(), ids());
    }

    @Test
    void staticOnesAreThereWhileTheDaemonRuns() {
        given.file("static_routes {\n198.51.100.0/24 via 192.0.2.3 dev eth0\n}\n" + Given.INSTANCE);
        given.program(ROUTES, "[]").running("BACKUP", Optional.of("192.0.2.2"));
        Finding finding = only();
        assertEquals("routing-missing", finding.id().word());
        assertEquals(List.of(), finding.place().instances());
        given.program(ROUTES, "[" + ROUTE + "]");
        assertEquals(List.of(), ids());
    }

    /** IPv6 gives each a metric, and lists the interface of one that drops packets as lo. */
    @Test
    void ofIpv6() {
        given.file(with(
                        "virtual_routes {",
                        "2001:db8:1::/48 nexthop via 2001:db8::3 dev eth0 nexthop via 2001:db8::4 dev eth0",
                        "unreachable 2001:db8:5::/48",
                        "}"))
                .address(2, "2001:db8::1", 64)
                .holder("2001:db8::3", "02:00:00:00:00:03")
                .holder("2001:db8::4", "02:00:00:00:00:04")
                .running("MASTER", Optional.empty())
                .program(
                        ROUTES6,
                        "[{\"dst\":\"2001:db8:1::/48\",\"metric\":1024,\"flags\":[],\"pref\":\"medium\",\"nexthops\":["
                                + "{\"gateway\":\"2001:db8::3\",\"dev\":\"eth0\",\"weight\":1,\"flags\":[]},"
                                + "{\"gateway\":\"2001:db8::4\",\"dev\":\"eth0\",\"weight\":2,\"flags\":[]}]},"
                                + "{\"type\":\"7\",\"dst\":\"2001:db8:5::/48\",\"dev\":\"lo\",\"metric\":1024,"
                                + "\"flags\":[],\"pref\":\"medium\"}]");
        assertEquals(List.of(), ids());
    }

    @Test
    void anInterfaceThatIsNotThereOrDown() {
        given.file(with("virtual_routes {", "10.0.0.0/8 dev eth7", "}"))
                .program(ROUTES, "[]")
                .running("BACKUP", Optional.of("192.0.2.2"));
        assertEquals("routing-interface", only().id().word());
        given.link(7, "eth7", NO_CARRIER, 0, "veth");
        assertEquals("eth7 is down, and 10.0.0.0/8 dev eth7 needs it", only().what());
        given.link(7, "eth7", UP, 0, "veth");
        assertEquals(List.of(), ids());
    }

    @Test
    void aVrfThatIsNone() {
        given.file(with("virtual_routes {", "10.0.0.0/8 dev eth0 vrf blue", "}"))
                .program(ROUTES, "[]")
                .link(7, "blue", UP, 0, "bridge")
                .running("BACKUP", Optional.of("192.0.2.2"));
        assertEquals("there is no VRF blue, which 10.0.0.0/8 dev eth0 vrf blue needs", only().what());
    }

    @Test
    void aRouterThatDoesNotAnswerOrIsInNoNetwork() {
        kernel("", STANDARD_RULES).running("BACKUP", Optional.of("192.0.2.2"));
        given.file(with("virtual_routes {", "10.0.0.0/8 via 192.0.2.77 dev eth0", "}"));
        Finding silent = only();
        assertEquals("routing-gateway", silent.id().word());
        assertEquals(
                "the router 192.0.2.77 of 10.0.0.0/8 via 192.0.2.77 dev eth0 does not answer on eth0", silent.what());
        given.file(with("virtual_routes {", "10.0.0.0/8 via 203.0.113.7 dev eth0", "}"));
        Finding far = only();
        assertTrue(far.what().endsWith("is in no network of eth0"), far::what);
        given.file(with("virtual_routes {", "10.0.0.0/8 via 203.0.113.7 dev eth0 onlink", "}"))
                .holder("203.0.113.7", "02:00:00:00:00:07");
        assertEquals(List.of(), ids());
    }

    /** The network comes with the virtual address, when this node becomes master. */
    @Test
    void aRouterInTheNetworkOfAVirtualAddress() {
        kernel("", STANDARD_RULES).running("BACKUP", Optional.of("192.0.2.2"));
        given.file(with("virtual_routes {", "10.0.0.0/8 via 203.0.113.7 dev eth0", "}")
                .replace("192.0.2.100/24", "203.0.113.100/24"));
        assertEquals(List.of(), ids());
    }

    @Test
    void whatCannotBeAskedIsSaid() {
        given.running("MASTER", Optional.empty());
        Notebook notebook = examine();
        assertEquals(List.of("which routes and rules the kernel has: ip is not installed"), notebook.unseen());
        given.program(ROUTES, 255, "Dump terminated\n");
        assertEquals(
                List.of("which routes and rules the kernel has: ip: Dump terminated"),
                examine().unseen());
    }

    @Test
    void withoutAnyNobodyIsAsked() {
        given.file(Given.INSTANCE);
        assertEquals(List.of(), examine().findings());
        assertEquals(List.of(), examine().unseen());
    }
}
