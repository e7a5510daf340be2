package holdfast.agent.pair;

import static holdfast.agent.pair.Pairs.A;
import static holdfast.agent.pair.Pairs.B;
import static holdfast.agent.pair.Pairs.only;
import static holdfast.agent.pair.Pairs.outcomes;
import static holdfast.agent.pair.Pairs.pair;
import static holdfast.agent.pair.Pairs.rules;
import static holdfast.agent.pair.Pairs.withGroup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must be the same in the files of all nodes, and what may differ. */
class PairComparisonTest {
    @Test
    void passwordsAreNotTold() {
        Diagnostic finding = only(pair(A, B.replace("1111", "2222")));
        assertTrue(!finding.summary().contains("1111") && !finding.summary().contains("2222"), finding.summary());
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
    void routerIdsShallDiffer() {
        Diagnostic finding = only(pair(A, B.replace("lb2", "lb1")));
        assertEquals("HF0563", finding.rule().id());
        assertEquals("router_id 'lb1' is that of a too", finding.summary());
    }

    @Test
    void differentPasswordsMakeBothMaster() {
        PairReport report = pair(A, B.replace("1111", "2222"));
        assertEquals(List.of("HF0554"), rules(report));
        assertEquals("a+b", outcomes(report, "VI_1").get("at rest"));
        assertEquals("b", outcomes(report, "VI_1").get("node a fails"));
    }
}
