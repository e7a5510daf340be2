package holdfast.agent.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.agent.doctor.Diagnosis;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.segment.Capture;
import holdfast.agent.doctor.segment.Speaker;
import holdfast.conf.diagnostic.Palette;
import holdfast.linux.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosisReportsTest {
    private static final Place EVERYWHERE =
            new Place(List.of("VI_1", "VI_2", "VI_3", "VI_4", "VI_5"), Optional.of("eth0"));

    private static Finding finding(FindingId id, Place place, Remedy remedy) {
        return Finding.of(id, place, "something is wrong", "it was seen", "all is lost", remedy);
    }

    private static Diagnosis diagnosis() {
        InetAddress source = InetAddress.ofLiteral("192.0.2.2");
        Speaker speaker = new Speaker(
                "eth0",
                source,
                MacAddress.parse("02:00:00:00:00:02"),
                false,
                51,
                false,
                InetAddress.ofLiteral("224.0.0.18"),
                255,
                Optional.of(new Speaker.Said(
                        2,
                        150,
                        Duration.ofSeconds(1),
                        "PASS",
                        List.of(InetAddress.ofLiteral("192.0.2.100")),
                        "without pseudo-header")),
                Speaker.Password.DIFFERS,
                Optional.empty(),
                5,
                Optional.of(Duration.ofMillis(1001)),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(4));
        Given given = new Given().capture(new Capture(Duration.ofSeconds(5), Set.of("eth0"), List.of(speaker)));
        return new Diagnosis(
                given.subject(),
                List.of("one"),
                List.of(
                        finding(FindingId.IN_ORDER, Place.MACHINE, Remedy.NONE),
                        finding(FindingId.PEER_SILENT, Place.MACHINE, Remedy.NONE),
                        finding(FindingId.VIP_STALE, EVERYWHERE, Remedy.command("ip address del", "and more"))),
                List.of(new Diagnosis.Unseen("clock", "no timedatectl")));
    }

    @Test
    void theWorstComesFirstAndCommandsStandAlone() {
        String text = new DiagnosisText(Palette.PLAIN, false).of(diagnosis());
        assertTrue(text.startsWith("test.conf; no daemon runs\n"), text);
        assertTrue(text.contains("""
                VI_1, VI_2, VI_3 and 2 more on eth0
                  PROBLEM  something is wrong [vip-stale]
                           seen  it was seen
                           so    all is lost
                           do    ip address del
                                 and more
                """), text);
        assertTrue(text.indexOf("PROBLEM") < text.indexOf("NOTE"), text);
        assertTrue(text.contains("Not examined\n  clock: no timedatectl\n"), text);
        assertTrue(
                text.endsWith("\n1 problem, 0 warnings, 1 note; 1 check found all in order (--all shows them)\n"),
                text);
        assertFalse(text.contains("OK"), text);
        assertFalse(text.contains("\u001b"), text);
    }

    @Test
    void speakersAreATableWithoutPasswords() {
        String text = new DiagnosisText(Palette.PLAIN, false).of(diagnosis());
        assertTrue(text.contains("Heard in 5.0 s on eth0\n"), text);
        assertTrue(
                text.contains(
                        "eth0  51    192.0.2.2  02:00:00:00:00:02  150       2        1.00 s  1.00 s  255  differs   5        192.0.2.100\n"),
                text);
        assertFalse(text.contains("s3cr3tpw"), text);
    }

    @Test
    void whatIsInOrderIsShownOnRequestAndColoursOnATerminal() {
        String text = new DiagnosisText(Palette.ANSI, true).of(diagnosis());
        assertTrue(text.contains("\u001b[32mOK\u001b[0m"), text);
        assertTrue(text.contains("\u001b[1;31mPROBLEM\u001b[0m"), text);
    }

    @Test
    void jsonHasEverythingForPrograms() throws IOException {
        String text = DiagnosisJson.of(diagnosis(), 2);
        JsonNode document = new ObjectMapper().readTree(text);
        assertEquals(2, document.path("status").asInt());
        assertEquals(1, document.path("counts").path("problem").asInt());
        JsonNode stale = document.path("findings").path(2);
        assertEquals("vip-stale", stale.path("id").asText());
        assertEquals("problem", stale.path("severity").asText());
        assertEquals(5, stale.path("instances").size());
        assertEquals("eth0", stale.path("interface").asText());
        assertEquals("ip address del", stale.path("command").asText());
        assertEquals(
                1.001, document.path("speakers").path(0).path("measuredSeconds").asDouble());
        assertEquals(
                "differs",
                document.path("speakers")
                        .path(0)
                        .path("advert")
                        .path("password")
                        .asText());
        assertEquals(
                "clock",
                document.path("notExamined").path(0).path("examination").asText());
        assertFalse(text.contains("s3cr3tpw"), text);
    }

    @Test
    void everyKindOfFindingIsInTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "doctor.md"));
        assertEquals(
                List.of(),
                Arrays.stream(FindingId.values())
                        .filter(id -> id != FindingId.IN_ORDER)
                        .map(FindingId::word)
                        .filter(word -> !page.contains("`" + word + "`"))
                        .toList());
    }
}
