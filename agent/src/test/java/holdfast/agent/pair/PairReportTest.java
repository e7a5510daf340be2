package holdfast.agent.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.configuration.Places;
import holdfast.agent.pair.RouterElection.Situation;
import holdfast.agent.pair.RouterElection.Verdict;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.ParseResult;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pairs whose outcome is known from the protocol: RFC 9568 and RFC 3768, 6.4, and keepalived's manual for weights. */
class PairReportTest {
    /** The pair of seed 002: 101 and 100, and a script that adds 2 while it succeeds. */
    private static final String NODE = """
            global_defs {
                router_id ID
            }
            vrrp_script chk_haproxy {
                script "killall -0 haproxy"
                interval 2
                weight 2
            }
            vrrp_instance VI_1 {
                state BACKUP
                interface eth0
                virtual_router_id 51
                priority 101
                advert_int 1
                authentication {
                    auth_type PASS
                    auth_pass 1111
                }
                virtual_ipaddress {
                    192.168.1.100/24
                    192.168.1.101/24
                }
                track_script {
                    chk_haproxy
                }
            }
            """;

    private static final String A = NODE.replace("ID", "lb1").replace("state BACKUP", "state MASTER");
    private static final String B = NODE.replace("ID", "lb2").replace("priority 101", "priority 100");

    private record OneText(String name, String text) implements SourceLoader {
        @Override
        public List<String> glob(String directory, String pattern) {
            return List.of();
        }

        @Override
        public ReadOutcome read(String path) {
            return path.equals(name) ? new Content(text.getBytes(StandardCharsets.UTF_8)) : new Missing();
        }
    }

    private static PairReport pair(String... texts) {
        List<PairNode> nodes = new ArrayList<>();
        for (String text : texts) {
            String label = String.valueOf((char) ('a' + nodes.size()));
            String file = label + ".conf";
            ParseResult parse = ConfigurationReader.read(new OneText(file, text), file, ParseEnvironment.ofHost(label));
            assertEquals("", parse.hasErrors() ? parse.render() : "");
            nodes.add(new PairNode(label, file, parse.configuration(), new Places(file, parse.tree())));
        }
        return PairReport.of(nodes, true);
    }

    private static RouterElection election(PairReport report, String router) {
        return report.elections().stream()
                .filter(election -> election.router().name().equals(router))
                .findFirst()
                .orElseThrow();
    }

    /** Situation in words to who is MASTER: {@code a}, {@code a+b}, {@code a|b} when it is open, {@code none}. */
    private static Map<String, String> outcomes(PairReport report, String router) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        for (Situation situation : election(report, router).situations()) {
            String masters = situation.masters().stream()
                    .map(node -> report.nodes().get(node).label())
                    .collect(Collectors.joining(situation.verdict() == Verdict.EITHER ? "|" : "+"));
            String what = situation
                    .failure()
                    .map(failure ->
                            failure.describe(report.nodes().get(failure.node()).label()))
                    .orElse("at rest");
            outcomes.put(what, masters.isEmpty() ? "none" : masters);
        }
        return outcomes;
    }

    private static List<String> rules(PairReport report) {
        return report.findings().stream().map(finding -> finding.rule().id()).toList();
    }

    private static Diagnostic only(PairReport report) {
        assertEquals(1, report.findings().size(), () -> report.findings().toString());
        return report.findings().getFirst();
    }

    @Test
    void thePairOfSeed002MovesWhenHaproxyFailsOnTheMaster() {
        PairReport report = pair(A, B);
        assertEquals(List.of(), report.findings());
        assertEquals(
                Map.of(
                        "at rest", "a", // 103 to 102
                        "script chk_haproxy fails on a", "b", // 101 to 102
                        "script chk_haproxy fails on b", "a", // 103 to 100
                        "link eth0 fails on a", "b",
                        "link eth0 fails on b", "a",
                        "node a fails", "b",
                        "node b fails", "a"),
                outcomes(report, "VI_1"));
        Situation failed = election(report, "VI_1").situations().get(1);
        assertEquals(101, failed.nodes().getFirst().priority());
        assertEquals(102, failed.nodes().getLast().priority());
        assertEquals(List.of(0), failed.mastersAfterRepair());
    }

    @Test
    void withEqualPrioritiesTheFilesDoNotSayWhoIsMaster() {
        PairReport report = pair(A, A.replace("lb1", "lb2"));
        Diagnostic finding = only(report);
        assertEquals("HF0562", finding.rule().id());
        assertEquals("'VI_1' has priority 101 here and on a, and both have state MASTER", finding.summary());
        assertEquals("a|b", outcomes(report, "VI_1").get("at rest"));
        assertEquals("b", outcomes(report, "VI_1").get("script chk_haproxy fails on a"));
    }

    @Test
    void withEqualPrioritiesTheHigherAddressWinsWhenItIsKnown() {
        String first = A.replace("advert_int 1", "mcast_src_ip 192.168.1.12");
        String second = A.replace("lb1", "lb2").replace("advert_int 1", "mcast_src_ip 192.168.1.11");
        assertEquals("a", outcomes(pair(first, second), "VI_1").get("at rest"));
    }

    @Test
    void differentPasswordsMakeBothMaster() {
        PairReport report = pair(A, B.replace("1111", "2222"));
        assertEquals(List.of("HF0554"), rules(report));
        assertEquals("a+b", outcomes(report, "VI_1").get("at rest"));
        assertEquals("b", outcomes(report, "VI_1").get("node a fails"));
    }

    @Test
    void passwordsAreNotTold() {
        Diagnostic finding = only(pair(A, B.replace("1111", "2222")));
        assertTrue(!finding.summary().contains("1111") && !finding.summary().contains("2222"), finding.summary());
    }

    @Test
    void aWeightThatIsTooSmallMovesNothing() {
        PairReport report = pair(A.replace("priority 101", "priority 150"), B);
        Diagnostic finding = only(report);
        assertEquals("HF0573", finding.rule().id());
        assertEquals(
                "script chk_haproxy fails on a, and a stays MASTER of 'VI_1': its priority falls to 150, "
                        + "which is not below the 102 of b",
                finding.summary());
        assertEquals(
                "weight 51 or more on both, and b takes over", finding.hint().orElseThrow());
        assertEquals("a.conf", finding.span().file());
        assertEquals("a", outcomes(report, "VI_1").get("script chk_haproxy fails on a"));
    }

    @Test
    void theWeightThatTheHintNamesMovesIt() {
        String first = A.replace("priority 101", "priority 150").replace("weight 2", "weight 51");
        assertEquals(List.of(), pair(first, B.replace("weight 2", "weight 51")).findings());
    }

    @Test
    void aNegativeWeightNeedsMoreThanTheDifference() {
        String first = A.replace("priority 101", "priority 150");
        Diagnostic finding = only(pair(first.replace("weight 2", "weight -50"), B.replace("weight 2", "weight -50")));
        assertEquals("weight -51 or less, and b takes over", finding.hint().orElseThrow());
        assertEquals(
                List.of(),
                pair(first.replace("weight 2", "weight -51"), B.replace("weight 2", "weight -51"))
                        .findings());
    }

    @Test
    void aBackupThatMayNotPreemptDoesNotUseItsHigherPriority() {
        PairReport report = pair(A, B.replace("advert_int 1", "nopreempt"));
        Diagnostic finding = only(report);
        assertEquals("HF0573", finding.rule().id());
        assertTrue(finding.summary().contains("because of 'nopreempt'"), finding.summary());
        assertEquals("a", outcomes(report, "VI_1").get("script chk_haproxy fails on a"));
    }

    @Test
    void withoutPreemptionTheOneThatTookOverKeepsTheAddresses() {
        String first =
                NODE.replace("ID", "lb1").replace("advert_int 1", "nopreempt").replace("weight 2", "weight 0");
        PairReport report = pair(first, B.replace("weight 2", "weight 0"));
        Situation crash = election(report, "VI_1").situations().stream()
                .filter(situation ->
                        situation.failure().orElse(null) instanceof Failure.NodeFails(int node) && node == 0)
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(1), crash.masters());
        assertEquals(List.of(1), crash.mastersAfterRepair());
        assertEquals("b", outcomes(report, "VI_1").get("script chk_haproxy fails on a")); // a fault, not a weight
    }

    @Test
    void aLongPreemptDelayEndsToo() {
        PairReport report = pair(A.replace("MASTER", "BACKUP").replace("advert_int 1", "preempt_delay 1000"), B);
        assertEquals("a", outcomes(report, "VI_1").get("at rest"));
        assertEquals(List.of(0), election(report, "VI_1").situations().getLast().mastersAfterRepair());
    }

    @Test
    void aNodeThatDoesNotWatchItsLinkStaysMasterBehindIt() {
        PairReport report = pair(A.replace("advert_int 1", "dont_track_primary"), B);
        Diagnostic finding = only(report);
        assertEquals("HF0571", finding.rule().id());
        assertEquals("'VI_1' is MASTER on a and b at once when link eth0 fails on a", finding.summary());
        assertEquals("a.conf", finding.span().file());
        assertEquals(
                A.lines().toList().indexOf("    advert_int 1") + 1,
                finding.span().line());
        assertEquals("a+b", outcomes(report, "VI_1").get("link eth0 fails on a"));
    }

    private static String withGroup(String node) {
        String second = node.substring(node.indexOf("vrrp_instance"))
                .replace("VI_1", "VI_2")
                .replace("eth0", "eth1")
                .replace("id 51", "id 52")
                .replace("192.168.1.", "10.0.0.");
        return node + second + "vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n}\n";
    }

    @Test
    void instancesOfASyncGroupMoveTogether() {
        PairReport report =
                pair(withGroup(A.replace("weight 2", "weight 0")), withGroup(B.replace("weight 2", "weight 0")));
        assertEquals(List.of(), report.findings());
        assertEquals("b", outcomes(report, "VI_1").get("link eth1 fails on a"));
        assertEquals("b", outcomes(report, "VI_2").get("link eth1 fails on a"));
        assertEquals("a", outcomes(report, "VI_2").get("link eth0 fails on b"));
    }

    @Test
    void aSyncGroupOnOneNodeAloneIsNoted() {
        String ungrouped = withGroup(B.replace("weight 2", "weight 0"));
        ungrouped = ungrouped.substring(0, ungrouped.indexOf("vrrp_sync_group"));
        PairReport report = pair(withGroup(A.replace("weight 2", "weight 0")), ungrouped);
        assertTrue(rules(report).contains("HF0561"), () -> report.findings().toString());
        assertEquals(
                "'VI_1' moves alone here and together with VI_2 on a",
                report.findings().getFirst().summary());
    }

    private static String unicast(String node, String source, String... peers) {
        return node.replace(
                "advert_int 1",
                "unicast_src_ip " + source + "\n    unicast_peer {\n        " + String.join("\n        ", peers)
                        + "\n    }");
    }

    @Test
    void unicastPeersThatPointAtEachOtherElectOneMaster() {
        PairReport report =
                pair(unicast(A, "192.168.1.11", "192.168.1.12"), unicast(B, "192.168.1.12", "192.168.1.11"));
        assertEquals(List.of(), report.findings());
        assertEquals("a", outcomes(report, "VI_1").get("at rest"));
        assertEquals("b", outcomes(report, "VI_1").get("link eth0 fails on a"));
    }

    @Test
    void unicastAddressesAreFoundInTheOtherFilesWhereTheyAreNotConfigured() {
        String first = unicast(A, "", "192.168.1.12").replace("unicast_src_ip \n", "\n");
        String second = unicast(B, "", "192.168.1.11").replace("unicast_src_ip \n", "\n");
        PairReport report = pair(first, second);
        assertEquals(List.of(), report.findings());
        assertEquals("a", outcomes(report, "VI_1").get("at rest"));
    }

    @Test
    void aMissingUnicastPeerIsNamed() {
        PairReport report =
                pair(unicast(A, "192.168.1.11", "192.168.1.99"), unicast(B, "192.168.1.12", "192.168.1.11"));
        Diagnostic finding = only(report);
        assertEquals("HF0559", finding.rule().id());
        assertEquals("'unicast_peer' of 'VI_1' does not name b, which is 192.168.1.12", finding.summary());
        assertEquals("add 192.168.1.12", finding.hint().orElseThrow());
        assertEquals("a+b", outcomes(report, "VI_1").get("at rest")); // b hears nothing from a
    }

    @Test
    void oneSourceAddressOnBothNodesMakesBothMaster() {
        PairReport report = pair(
                A.replace("advert_int 1", "mcast_src_ip 10.0.0.1"), B.replace("advert_int 1", "mcast_src_ip 10.0.0.1"));
        assertEquals(List.of("HF0564"), rules(report));
        assertEquals("a+b", outcomes(report, "VI_1").get("at rest"));
    }

    private static String ipv6(String node) {
        return node.replace("192.168.1.100/24", "fe80::100/64")
                .replace("192.168.1.101/24", "2001:db8::101/64")
                .replaceAll("(?s)authentication \\{.*?\\}", "version 3");
    }

    @Test
    void ipv6IsElectedLikeIpv4() {
        PairReport report = pair(ipv6(A), ipv6(B));
        assertEquals(List.of(), report.findings());
        assertEquals("a", outcomes(report, "VI_1").get("at rest"));
        assertEquals("b", outcomes(report, "VI_1").get("script chk_haproxy fails on a"));
        assertEquals("VI_1 (VRID 51, IPv6)", election(report, "VI_1").router().title());
    }

    @Test
    void interfacesMayHaveOtherNames() {
        PairReport report = pair(A, B.replace("eth0", "enp3s0"));
        assertEquals(List.of(), report.findings());
        assertEquals("b", outcomes(report, "VI_1").get("link eth0 fails on a"));
    }

    @Test
    void anInstanceOfTheSameNameWithAnotherNumberIsMeantToBeTheSame() {
        PairReport report = pair(A, B.replace("id 51", "id 52"));
        Diagnostic finding = only(report);
        assertEquals("'virtual_router_id' of 'VI_1' is 52 here and 51 on a", finding.summary());
        assertEquals("the same on both: virtual_router_id 51", finding.hint().orElseThrow());
        assertEquals("a+b", outcomes(report, "VI_1").get("at rest"));
    }

    @Test
    void anInstanceOfTheSameAddressesWithAnotherNameAndNumberIsMeantToBeTheSame() {
        assertEquals(
                List.of("HF0552"), rules(pair(A, B.replace("id 51", "id 52").replace("VI_1", "OTHER"))));
    }

    @Test
    void namesMayDifferWhereTheNumberIsTheSame() {
        assertEquals(List.of(), pair(A, B.replace("VI_1", "OTHER")).findings());
    }

    @Test
    void anInstanceThatOneNodeLacksIsSaidOnce() {
        PairReport report = pair(withGroup(A.replace("weight 2", "weight 0")), B.replace("weight 2", "weight 0"));
        assertEquals("HF0551", report.findings().getFirst().rule().id());
        assertTrue(report.findings().getFirst().summary().startsWith("'VI_2' is missing on b"));
        assertEquals("none", outcomes(report, "VI_2").get("node a fails"));
    }

    @Test
    void otherVersionsDoNotUnderstandEachOther() {
        String third = B.replaceAll("(?s)authentication \\{.*?\\}", "version 3");
        assertEquals(List.of("HF0553"), rules(pair(A, third)));
        assertEquals("a+b", outcomes(pair(A, third), "VI_1").get("at rest"));
    }

    @Test
    void inVersion2AnotherIntervalIsAnErrorAndInVersion3AWarning() {
        PairReport second = pair(A, B.replace("advert_int 1", "advert_int 2"));
        assertEquals("error", only(second).severity().word());
        assertEquals("a+b", outcomes(second, "VI_1").get("at rest"));
        String node = "(?s)authentication \\{.*?\\}";
        PairReport third = pair(
                A.replaceAll(node, "version 3"),
                B.replaceAll(node, "version 3").replace("advert_int 1", "advert_int 0.5"));
        assertEquals("warning", only(third).severity().word());
        assertEquals(
                "'advert_int' of 'VI_1' is 0.5 s here and 1 s on a", only(third).summary());
        assertEquals("a", outcomes(third, "VI_1").get("at rest"));
    }

    @Test
    void otherAddressesAreAnErrorAndAnotherOrderIsAWarning() {
        Diagnostic other = only(pair(A, B.replace(".101/24", ".102/24")));
        assertEquals("error", other.severity().word());
        assertEquals("'VI_1' has 192.168.1.102/24, which a has not, and lacks 192.168.1.101/24 of a", other.summary());
        String swapped =
                B.replace(".100/24", ".x/24").replace(".101/24", ".100/24").replace(".x/24", ".101/24");
        Diagnostic order = only(pair(A, swapped));
        assertEquals("HF0557", order.rule().id());
        assertEquals("a", outcomes(pair(A, swapped), "VI_1").get("at rest"));
    }

    @Test
    void multicastDoesNotMeetUnicast() {
        assertEquals(List.of("HF0558"), rules(pair(A, unicast(B, "192.168.1.12", "192.168.1.11"))));
    }

    @Test
    void routerIdsShallDiffer() {
        Diagnostic finding = only(pair(A, B.replace("lb2", "lb1")));
        assertEquals("HF0563", finding.rule().id());
        assertEquals("router_id 'lb1' is that of a too", finding.summary());
    }

    @Test
    void ofThreeNodesTheNextBestTakesOver() {
        PairReport report = pair(A, B, NODE.replace("ID", "lb3").replace("priority 101", "priority 99"));
        assertEquals(List.of(), report.findings());
        assertEquals("a", outcomes(report, "VI_1").get("at rest"));
        assertEquals("b", outcomes(report, "VI_1").get("node a fails"));
        assertEquals("a", outcomes(report, "VI_1").get("node c fails"));
    }

    @Test
    void aTrackedInterfaceOfWeightZeroIsAFault() {
        String tracking = "track_interface {\n        eth5\n    }\n    advert_int 1";
        PairReport report = pair(A.replace("advert_int 1", tracking), B);
        assertEquals("b", outcomes(report, "VI_1").get("link eth5 fails on a"));
    }

    @Test
    void whatIsTrackedInReverseIsWellWhenItFails() {
        String first = A.replace("chk_haproxy\n    }\n}", "chk_haproxy weight 2 reverse\n    }\n}");
        PairReport report = pair(first, B);
        assertEquals("a", outcomes(report, "VI_1").get("at rest"));
        assertEquals("b", outcomes(report, "VI_1").get("script chk_haproxy fails on a"));
    }
}
