package holdfast.drill.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import holdfast.drill.plan.PlanException;
import holdfast.drill.scenario.Check.Outcome;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void passesWhenEverythingHeld() throws PlanException {
        assertTrue(Samples.report(Outcome.HELD).passed());
        assertTrue(Samples.report(Outcome.FINDING).passed(), "a finding about a peer is not ours to fail for");
        assertFalse(Samples.report(Outcome.FAILED).passed());
    }

    @Test
    void sumsUpInOneSentence() throws PlanException {
        assertEquals("1 of 1 drills held, 1 skipped.", TextReport.summary(Samples.report(Outcome.HELD)));
        assertEquals("0 of 1 drills held, 1 skipped.", TextReport.summary(Samples.report(Outcome.FAILED)));
    }

    @Test
    void hasARowForEachEvent() throws PlanException {
        String row = TextReport.render(Samples.report(Outcome.HELD))
                .lines()
                .filter(line -> line.startsWith("kill"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "kill kill -9 of the agent on node1 node1 -> node2 3000 ms 2000 ms 0 ms 200+40 3952 ms PASS",
                row.replaceAll(" +", " "));
    }

    @Test
    void explainsWhatDidNotHold() throws PlanException {
        String text = TextReport.render(Samples.report(Outcome.FAILED));
        assertTrue(text.contains(
                "FAIL kill, kill -9 of the agent on node1:\n  two <holders>: 0 ms, expected at most 350 ms"));
        assertTrue(TextReport.render(Samples.report(Outcome.FINDING)).contains("FINDING kill"));
        assertFalse(TextReport.render(Samples.report(Outcome.HELD)).contains("two <holders>"));
    }

    @Test
    void isAPageThatNeedsNothingElse() throws PlanException {
        String page = HtmlReport.render(Samples.report(Outcome.HELD));
        for (String reference : new String[] {"http:", "https:", "src=", "url(", "@import", "<script", "<link"}) {
            assertFalse(page.contains(reference), reference);
        }
        assertTrue(page.contains("prefers-color-scheme: dark"));
        assertTrue(page.contains("<svg"));
    }

    @Test
    void escapesWhatItQuotes() throws PlanException {
        String page = HtmlReport.render(Samples.report(Outcome.FAILED));
        assertTrue(page.contains("two &lt;holders&gt;"));
        assertTrue(page.contains("It is &quot;bad&quot; &amp; rare."));
        assertTrue(page.contains("# node1 &lt;text&gt;"));
        assertFalse(page.contains("<holders>"));
    }

    @Test
    void drawsStatesOwnersAndOutages() throws PlanException {
        String page = HtmlReport.render(Samples.report(Outcome.HELD));
        assertTrue(page.contains("class=\"state holding one\""));
        assertTrue(page.contains("class=\"state master two\""));
        assertTrue(page.contains("class=\"owner two\""));
        assertTrue(page.contains("<title>2000 ms</title>"));
    }

    @Test
    void isReadableByPrograms() throws PlanException, JsonProcessingException {
        JsonNode root = new JsonMapper().readTree(JsonReport.render(Samples.report(Outcome.FAILED)));
        assertEquals("holdfast-drill/1", root.path("schema").asText());
        assertEquals("FAIL", root.path("verdict").asText());
        assertEquals(102, root.at("/pair/nodes/1/priority").asInt());
        assertEquals(3_601.563, root.at("/pair/nodes/1/activeDownIntervalMs").asDouble());
        JsonNode event = root.at("/scenarios/0/events/0");
        assertEquals(3_000, event.path("takeoverMs").asDouble());
        assertEquals(2_000, event.at("/pings/longestOutageMs").asDouble());
        assertEquals(3.0, event.at("/pings/outages/0/at").asDouble());
        assertEquals("FAILED", event.at("/checks/0/outcome").asText());
        assertEquals("SKIPPED", root.at("/scenarios/1/verdict").asText());
        assertEquals("advert", root.at("/timeline/2/kind").asText());
        assertEquals(103, root.at("/timeline/2/priority").asInt());
    }
}
