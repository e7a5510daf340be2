package holdfast.drill.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.drill.scenario.Check;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivePlanTest {
    private static final String INSTANCE = "{'instance':'%s','state':'%s','syncGroup':%s,'advertSeconds':1.0,"
            + "'master':{'address':'192.0.2.2','patienceSeconds':3.4},'addresses':[{'address':'192.0.2.%d/24'}]}";

    private static JsonNode status(String state) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(("{'agent':{'routerId':'lb1'},'instances':["
                                + INSTANCE.formatted("VI_1", "MASTER", "'G'", 100) + ","
                                + INSTANCE.formatted("VI_2", "MASTER", "'G'", 101) + ","
                                + INSTANCE.formatted("VI_3", state, "null", 102) + "]}")
                        .replace('\'', '"'));
    }

    @Test
    void aMemberStandsForItsGroup() throws Exception {
        for (String name : List.of("VI_1", "VI_2", "G")) {
            LivePlan plan = LivePlan.of(status("MASTER"), name);
            assertEquals(List.of("VI_1", "VI_2"), plan.instances(), name);
            assertEquals(List.of("192.0.2.100/24", "192.0.2.101/24"), plan.addresses());
            assertEquals(Optional.of(InetAddress.ofLiteral("192.0.2.100")), plan.pinged());
        }
    }

    @Test
    void whatWillHappenIsSaidBefore() throws Exception {
        LivePlan plan = LivePlan.of(status("MASTER"), "VI_3");
        assertEquals(List.of("VI_3"), plan.instances());
        String text = plan.text(3);
        assertTrue(text.contains("the node lb1 is MASTER of VI_3"), text);
        assertTrue(text.contains("192.0.2.102/24"), text);
        assertTrue(text.contains("holdfast switchover --back VI_3"), text);
    }

    @Test
    void onlyTheMasterDrills() {
        LiveDrillException refused =
                assertThrows(LiveDrillException.class, () -> LivePlan.of(status("BACKUP"), "VI_3"));
        assertEquals("VI_3 is BACKUP here, run the drill on 192.0.2.2", refused.getMessage());
        assertThrows(LiveDrillException.class, () -> LivePlan.of(status("MASTER"), "VI_9"));
    }

    @Test
    void aReportSaysWhatDidNotHoldAndWhatToLookAt() {
        LiveReport report = new LiveReport(
                new LiveReport.LivePlanView("lb1", "VI_1", List.of("VI_1")),
                Instant.parse("2026-11-22T06:00:10.5Z"),
                List.of(
                        new Check("it moves", "within 1 s", "0.6 s", Check.Outcome.HELD, "skew"),
                        new Check("it comes back", "within 3 s", "nothing", Check.Outcome.FAILED, "ask why")),
                List.of("0.10 s  handing over"));
        assertEquals("""

                Live drill of VI_1 on lb1, 2026-11-22T06:00:10Z

                  0.10 s  handing over

                PASS  it moves: 0.6 s (expected within 1 s)
                FAIL  it comes back: nothing (expected within 3 s)
                      ask why

                1 of 2 expectations held.
                """, report.text());
        assertEquals("FAIL", report.json().path("verdict").asText());
        assertEquals(
                "failed", report.json().path("checks").path(1).path("outcome").asText());
    }
}
