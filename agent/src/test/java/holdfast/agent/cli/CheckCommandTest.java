package holdfast.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private String file(String name, String priorityWord) throws IOException {
        String text = """
                vrrp_instance VI_1 {
                    interface no-such-if
                    virtual_router_id 51
                    %s 100
                    virtual_ipaddress {
                        10.0.0.1/24
                    }
                }
                """.formatted(priorityWord);
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int check(String... words) throws StartupFailure {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(words));
        all.addFirst("check");
        return new Commands(Map.of("check", CheckCommand::new), stream, stream).run(all);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aGoodFileIsStatusZeroWhateverTheMachineHas() throws Exception {
        String good = file("good.conf", "priority");
        assertEquals(0, check(good));
        assertEquals(good + ": nothing wrong\n", out());
    }

    @Test
    void withThisHostTheMachineIsAskedToo() throws Exception {
        assertEquals(1, check("--this-host", file("good.conf", "priority")));
        assertTrue(out().contains("interface no-such-if does not exist"), out());
    }

    @Test
    void warningsAreStatusThreeAndShownWithTheirLine() throws Exception {
        String bad = file("bad.conf", "prioriti");
        assertEquals(3, check(bad));
        assertTrue(out().contains(bad + ":4:5: warning: "), out());
        assertTrue(out().contains("^~~~~~~~ write 'priority 100'"), out());
        assertTrue(out().endsWith(bad + ": 1 warning\n"), out());
    }

    @Test
    void eachFileIsCheckedAndTheWorstCounts() throws Exception {
        String missing = folder.resolve("missing.conf").toString();
        assertEquals(1, check(file("good.conf", "priority"), file("bad.conf", "prioriti"), missing));
        assertTrue(out().endsWith(missing + ": 1 error\n"), out());
    }

    @Test
    void quietPrintsNothing() throws Exception {
        assertEquals(3, check("-q", file("bad.conf", "prioriti")));
        assertEquals("", out());
    }

    @Test
    void jsonIsAnArrayOfFindingsWithPlaces() throws Exception {
        String bad = file("bad.conf", "prioriti");
        assertEquals(1, check("--format", "json", "--this-host", bad, file("good.conf", "priority")));
        JsonNode findings = new ObjectMapper().readTree(out());
        assertEquals(3, findings.size());
        JsonNode first = findings.get(0);
        assertEquals(bad, first.get("file").asText());
        assertEquals(4, first.get("line").asInt());
        assertEquals(5, first.get("column").asInt());
        assertEquals("warning", first.get("severity").asText());
        assertTrue(first.get("rule").asText().matches("HF[0-9]{4}"));
        assertEquals("write 'priority 100'", first.get("hint").asText());
        JsonNode second = findings.get(1);
        assertEquals("machine-interface", second.get("rule").asText());
        assertTrue(second.path("line").isMissingNode());
    }

    @Test
    void jsonWithoutFindingsIsAnEmptyArray() throws Exception {
        assertEquals(0, check("--format=json", file("good.conf", "priority")));
        assertEquals(0, new ObjectMapper().readTree(out()).size());
    }
}
