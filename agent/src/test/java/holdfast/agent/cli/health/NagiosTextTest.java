package holdfast.agent.cli.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.agent.health.FindingCode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NagiosTextTest {
    private static final String DATA =
            " | 'master'=1;;;0;2 'backup'=1;;;0;2 'fault'=0;;0;0;2 'scripts_failing'=1;0;;0;3"
                    + " 'VI_1_priority'=150;;;0;255 'VI_1_became_master'=2c 'VI_1_adverts_sent'=70c 'VI_1_adverts_received'=5c"
                    + " 'a''b/c_d_priority'=90;;;0;255 'a''b/c_d_became_master'=0c 'a''b/c_d_adverts_sent'=0c"
                    + " 'a''b/c_d_adverts_received'=9c\n";

    private static JsonNode answer(String findings) throws IOException {
        return new ObjectMapper().readTree("""
                {"findings": [%s],
                 "instances": [
                   {"instance": "VI_1", "state": "MASTER", "priority": 150, "reason": "x", "advertsSent": 70,
                    "advertsReceived": 5, "becameMaster": 2},
                   {"instance": "a'b|c=d", "state": "BACKUP", "priority": 90, "reason": "192.0.2.2 has higher priority",
                    "advertsSent": 0, "advertsReceived": 9, "becameMaster": 0}],
                 "counts": {"scripts": 3, "scriptsFailing": 1, "virtualServers": 0, "realServers": 0, "realServersUp": 0}}
                """.formatted(findings));
    }

    private static String finding(String severity, String code, String text) {
        return "{\"severity\": \"" + severity + "\", \"code\": \"" + code + "\", \"text\": \"" + text + "\"}";
    }

    private static String text(String findings, List<Expectation> expected, FindingCode... ignored) throws IOException {
        JsonNode answer = answer(findings);
        PluginResult result = PluginResult.of(answer, expected, Set.of(ignored));
        return result.level().status() + " " + NagiosText.of(result, answer);
    }

    @Test
    void allIsWell() throws IOException {
        assertEquals("0 HOLDFAST OK - VI_1 MASTER, a'b/c=d BACKUP" + DATA, text("", List.of()));
    }

    @Test
    void oneProblemFitsInTheFirstLine() throws IOException {
        assertEquals(
                "1 HOLDFAST WARNING - script chk fails: a / b" + DATA,
                text(finding("warning", "script-failing", "script chk fails: a | b"), List.of()));
    }

    @Test
    void theWorstOfSeveralComesFirst() throws IOException {
        String findings = finding("warning", "script-failing", "script chk fails") + ","
                + finding("critical", "two-masters", "VI_1 is MASTER here, and so says 192.0.2.2");
        assertEquals(
                "2 HOLDFAST CRITICAL - VI_1 is MASTER here, and so says 192.0.2.2 (and 1 more problem)" + DATA
                        + "CRITICAL: VI_1 is MASTER here, and so says 192.0.2.2\n"
                        + "WARNING: script chk fails\n",
                text(findings, List.of()));
    }

    @Test
    void whatIsIgnoredDoesNotCount() throws IOException {
        assertEquals(
                "0 HOLDFAST OK - VI_1 MASTER, a'b/c=d BACKUP" + DATA,
                text(finding("warning", "script-failing", "script chk fails"), List.of(), FindingCode.SCRIPT_FAILING));
    }

    @Test
    void anInstanceIsToBeWhatIsExpected() throws IOException {
        assertEquals(
                "0 HOLDFAST OK - VI_1 MASTER, a'b/c=d BACKUP" + DATA,
                text("", List.of(Expectation.parse("VI_1=master"), Expectation.parse("a'b|c=d=FAULT,BACKUP"))));
        assertEquals(
                "2 HOLDFAST CRITICAL - a'b/c=d is BACKUP, expected is MASTER: 192.0.2.2 has higher priority" + DATA,
                text("", List.of(Expectation.parse("a'b|c=d=MASTER"))));
        assertEquals(
                "2 HOLDFAST CRITICAL - there is no instance 'VI_9', expected is MASTER or BACKUP" + DATA,
                text("", List.of(Expectation.parse("VI_9=MASTER,BACKUP"))));
    }

    @Test
    void whatIsNoExpectationIsRefused() {
        for (String text : List.of("VI_1", "=MASTER", "VI_1=", "")) {
            assertEquals(
                    "'" + text + "' is no expectation: write INSTANCE=STATE, such as VI_1=MASTER",
                    assertThrows(IllegalArgumentException.class, () -> Expectation.parse(text))
                            .getMessage());
        }
        assertEquals(
                "'ACTIVE' in 'VI_1=active' is no state: MASTER, BACKUP, FAULT or INIT",
                assertThrows(IllegalArgumentException.class, () -> Expectation.parse("VI_1=active"))
                        .getMessage());
    }
}
