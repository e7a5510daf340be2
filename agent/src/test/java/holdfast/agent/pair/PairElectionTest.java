package holdfast.agent.pair;

import static holdfast.agent.pair.Pairs.A;
import static holdfast.agent.pair.Pairs.B;
import static holdfast.agent.pair.Pairs.NODE;
import static holdfast.agent.pair.Pairs.election;
import static holdfast.agent.pair.Pairs.only;
import static holdfast.agent.pair.Pairs.outcomes;
import static holdfast.agent.pair.Pairs.pair;
import static holdfast.agent.pair.Pairs.withGroup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.pair.RouterElection.Situation;
import holdfast.conf.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pairs whose MASTER is known from the protocol: RFC 9568 and RFC 3768, 6.4, and keepalived's manual for weights. */
class PairElectionTest {
    private static String ipv6(String node) {
        return node.replace("192.168.1.100/24", "fe80::100/64")
                .replace("192.168.1.101/24", "2001:db8::101/64")
                .replaceAll("(?s)authentication \\{.*?\\}", "version 3");
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
    void ipv6IsElectedLikeIpv4() {
        PairReport report = pair(ipv6(A), ipv6(B));
        assertEquals(List.of(), report.findings());
        assertEquals("a", outcomes(report, "VI_1").get("at rest"));
        assertEquals("b", outcomes(report, "VI_1").get("script chk_haproxy fails on a"));
        assertEquals("VI_1 (VRID 51, IPv6)", election(report, "VI_1").router().title());
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
