package holdfast.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.agent.log.LogLine.Importance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonShapeTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long AT = Instant.parse("2026-03-01T00:00:07.042Z").toEpochMilli();

    @TempDir
    private Path folder;

    private static JsonNode json(Importance importance, String text) throws IOException {
        String line = new JsonShape().format(new LogLine(0, AT, importance, text));
        assertEquals(line.length() - 1, line.indexOf('\n'), "one line");
        return MAPPER.readTree(line);
    }

    @Test
    void aTransitionHasTimeLevelEventInstanceAndMessage() throws IOException {
        JsonNode line = json(Importance.INFORMATION, "(VI_1) Entering MASTER STATE (silence)");
        assertEquals(MAPPER.readTree("""
                        {"time": "2026-03-01T00:00:07.042Z", "level": "info", "event": "vrrp-state", "instance": "VI_1",
                         "message": "(VI_1) Entering MASTER STATE (silence)"}"""), line);
    }

    @Test
    void whateverIsInAMessageTheLineCanBeRead() throws IOException {
        String nasty = "a \"quoted\" back\\slash, tab\t, bell\u0007, half a pair \ud83d, and \u00e4\u20ac";
        assertEquals(nasty, json(Importance.WARNING, nasty).path("message").asText());
    }

    @Test
    void aStackTraceIsAMemberOfItsOwn() throws IOException {
        JsonNode line = json(Importance.ERROR, "Internal error, please report it\njava.lang.X: y\n\tat a.b");
        assertEquals("Internal error, please report it", line.path("message").asText());
        assertEquals("java.lang.X: y\n\tat a.b", line.path("details").asText());
        assertEquals("internal-error", line.path("event").asText());
    }

    @Test
    void repeatedFaultsAreANumber() throws IOException {
        String line = new JsonShape().format(new LogLine(0, AT, Importance.WARNING, "fault").with(37));
        assertEquals(37, MAPPER.readTree(line).path("more").asInt());
        assertEquals("fault", MAPPER.readTree(line).path("message").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    daemon-start      | Starting Holdfast v0.1.0
                    daemon-ready      | Startup complete
                    daemon-stop       | Stopping
                    daemon-stop       | Stopped Holdfast v0.1.0
                    reload-begin      | Reloading ...
                    reload-step       | Reload: ~ instance VI_1: priority 100 to 150
                    reload-done       | Reloaded: 3 changes, nothing interrupted
                    reload-refused    | Reload refused, the configuration in force stays: a.conf:3:1: error: x [HF0203]
                    configuration     | /etc/keepalived/keepalived.conf:8:14: warning: 'priority 1500' is out of range (1 to 255) [HF0203]
                    vrrp-state        | (VI_1) Entering BACKUP STATE (init)
                    vrrp-state        | VRRP_Group(G1) Syncing instances to MASTER state
                    vrrp-silence      | (VI_2) Receive advertisement timeout
                    vrrp-priority     | (VI_1) Changing effective priority from 150 to 90 (script chk failed: -60)
                    vrrp-priority-zero| (VI_2) sent 0 priority
                    vrrp-priority-zero| (VI_2) Backup received priority 0 advertisement
                    vrrp-rival        | (VI_1) Master received advert from 192.0.2.2 with higher priority 200, ours 150
                    vrrp-rejected     | (VI_1) ignoring advertisement from 192.0.2.9: wrong checksum (0x1234)
                    vrrp-unknown-vrid | Unknown VRID(77) received on interface(eth0). ignoring...
                    address-set       | (VI_1) setting VIPs.
                    address-removed   | (VI_1) removing VIPs.
                    address-announced | (VI_1) Sending/queueing gratuitous ARPs for 2 addresses, 5 each (became active)
                    address-refused   | (VI_1) cannot add 192.0.2.100/24 dev eth0: no such device
                    script            | VRRP_Script(chk) succeeded
                    script            | Script `chk` now returning 1
                    process           | Quorum lost for tracked process nginx
                    file              | track file f: /run/f now holds 7
                    notify            | notify FIFO /run/fifo: nobody reads it, the oldest lines are dropped from now on
                    mail              | SMTP alert successfully sent: [node1] VRRP Instance VI_1 - Entering MASTER state
                    security          | SECURITY VIOLATION - event hook /x is not called: it can be written by others
                    security          | a.conf:4:9: warning: (VI_1) SECURITY VIOLATION - /x can be changed by group users [HF0503]
                    real-server       | Removing service [192.0.2.11]:tcp:80 from VS [192.0.2.100]:tcp:80
                    check             | TCP healthchecker for service [192.0.2.11]:tcp:80 failed
                    virtual-server    | Gained quorum 1+0=1 <= 3 for VS [192.0.2.100]:tcp:80
                    other-info        | something else
                    """)
    void linesHaveStableEvents(String event, String message) throws IOException {
        assertEquals(event, json(Importance.INFORMATION, message).path("event").asText());
    }

    @Test
    void theServersOfALineAreNamed() throws IOException {
        JsonNode line =
                json(Importance.INFORMATION, "Removing service [2001:db8::11]:tcp:80 from VS [192.0.2.100]:tcp:80");
        assertEquals("[2001:db8::11]:tcp:80", line.path("realServer").asText());
        assertEquals("[192.0.2.100]:tcp:80", line.path("virtualServer").asText());
    }

    @Test
    void theDocumentationHasEveryEvent() throws IOException {
        Path root = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."));
        List<String> documented = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(root.resolve("docs/logs.md")).replaceFirst("(?s).*## Events", ""))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(Arrays.stream(LogEvent.values()).map(LogEvent::id).toList(), documented);
    }

    @Test
    void theJournalGetsPrioritiesAndNoTime() {
        LogLine line = new LogLine(0, AT, Importance.WARNING, "fault\nin two lines");
        assertEquals("<4>fault\n<4>in two lines\n", JournalShape.bare().format(line));
        assertEquals(
                "<3>{\"time\":\"2026-03-01T00:00:07.042Z\",\"level\":\"error\",\"event\":\"other-error\",\"message\":\"x\"}\n",
                new JournalShape(new JsonShape()).format(new LogLine(0, AT, Importance.ERROR, "x")));
    }

    @Test
    void theJournalIsKnownByItsStream() throws IOException {
        Path file = Files.createFile(folder.resolve("stream"));
        Map<String, Object> known = Files.readAttributes(file, "unix:dev,ino");
        Map<String, String> environment = Map.of("JOURNAL_STREAM", known.get("dev") + ":" + known.get("ino"));
        assertTrue(JournalShape.isJournal(environment, file));
        assertTrue(!JournalShape.isJournal(environment, Files.createFile(folder.resolve("other"))));
        assertTrue(!JournalShape.isJournal(Map.of(), file));
    }
}
