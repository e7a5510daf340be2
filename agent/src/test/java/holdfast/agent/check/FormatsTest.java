package holdfast.agent.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Palette;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.diagnostic.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each format against a file written by hand: {@code src/test/resources/holdfast/agent/check}. */
class FormatsTest {
    private static final String FILE = "conf.d/lb 1.conf";

    private static Report report() {
        Sources sources = new Sources(
                Map.of(FILE, List.of("vrrp_instance VI_1 {", "    interface eth9", "    notify \"/x\"", "}")),
                List.of(FILE));
        Diagnostic error = Diagnostic.of(
                        Rule.HOST_INTERFACE, new SourceSpan(FILE, 2, 15, 4), "(VI_1) interface eth9 does not exist")
                .withHint("'ip link' shows those that do")
                .withRelated(new SourceSpan(FILE, 1, 15, 4), "the instance");
        Diagnostic warning = Diagnostic.of(
                Rule.HOST_SCRIPT, new SourceSpan(FILE, 3, 12, 4), "(VI_1) cannot run '/x': 100%\nmissing");
        Diagnostic note = Diagnostic.of(Rule.HOST_SYSCTL, SourceSpan.ofFile("missing.conf"), "nothing there")
                .as(Severity.NOTE);
        return new Report(
                List.of(
                        new FileReport(FILE, List.of(error, warning), sources),
                        new FileReport("missing.conf", List.of(note), new Sources(Map.of(), List.of())),
                        new FileReport("fine.conf", List.of(), new Sources(Map.of(), List.of()))),
                Optional.empty());
    }

    private static String expected(String name) throws IOException {
        try (InputStream stream = FormatsTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void text() throws IOException {
        assertEquals(expected("text.expected"), new TextReport(Palette.PLAIN).of(report()));
    }

    @Test
    void colours() throws IOException {
        assertEquals(
                expected("colours.expected"),
                new TextReport(Palette.ANSI).of(report()).replace("\u001b", "ESC"));
    }

    @Test
    void json() throws IOException {
        assertEquals(expected("json.expected"), JsonReport.of(report()));
    }

    @Test
    void jsonFindingsHaveExactlyTheMembersPromised() throws IOException {
        for (JsonNode finding : new ObjectMapper().readTree(JsonReport.of(report()))) {
            List<String> members = new ArrayList<>();
            finding.fieldNames().forEachRemaining(members::add);
            assertEquals(
                    List.of(
                            "rule",
                            "severity",
                            "file",
                            "line",
                            "column",
                            "endLine",
                            "endColumn",
                            "message",
                            "why",
                            "hint",
                            "related"),
                    members);
        }
    }

    @Test
    void jsonWithoutFindingsIsAnEmptyArray() {
        assertEquals("[ ]\n", JsonReport.of(new Report(List.of(), Optional.empty())));
    }

    @Test
    void github() throws IOException {
        assertEquals(expected("github.expected"), GitHubReport.of(report()));
    }

    @Test
    void githubPropertiesAreEscaped() {
        Diagnostic odd = Diagnostic.of(Rule.HOST_SCRIPT, new SourceSpan("a,b:c%d.conf", 1, 1, 1), "x: y, z");
        Report report = new Report(
                List.of(new FileReport("x", List.of(odd), new Sources(Map.of(), List.of()))), Optional.empty());
        assertEquals(
                "::warning file=a%2Cb%3Ac%25d.conf,line=1,endLine=1,col=1,endColumn=2,title=HF0502::x: y, z\n",
                GitHubReport.of(report));
    }

    @Test
    void sarif() throws IOException {
        assertEquals(expected("sarif.expected"), SarifReport.of(report(), "1.2.3"));
    }

    /** What the standard requires: SARIF 2.1.0, 3.13.2, 3.14.6, 3.19.8, 3.27, 3.30, 3.49.3. */
    @Test
    void sarifHasWhatTheStandardRequires() throws IOException {
        JsonNode log = new ObjectMapper().readTree(SarifReport.of(report(), "1.2.3"));
        assertEquals("2.1.0", log.get("version").asText());
        assertTrue(log.get("runs").isArray());
        for (JsonNode run : log.get("runs")) {
            JsonNode driver = run.get("tool").get("driver");
            assertFalse(driver.get("name").asText().isEmpty());
            JsonNode rules = driver.get("rules");
            for (JsonNode result : run.get("results")) {
                assertFalse(result.get("message").get("text").asText().isEmpty());
                assertTrue(Set.of("error", "warning", "note")
                        .contains(result.get("level").asText()));
                int index = result.get("ruleIndex").asInt();
                assertEquals(result.get("ruleId"), rules.get(index).get("id"));
                for (JsonNode location : result.get("locations")) {
                    JsonNode physical = location.get("physicalLocation");
                    String uri = physical.get("artifactLocation").get("uri").asText();
                    assertTrue(java.net.URI.create(uri).toString().equals(uri) && !uri.contains(" "), uri);
                    JsonNode region = physical.path("region");
                    assertTrue(region.isMissingNode() || region.get("startLine").asInt() >= 1);
                    assertTrue(region.isMissingNode()
                            || region.get("endColumn").asInt()
                                    > region.get("startColumn").asInt());
                }
            }
        }
    }
}
