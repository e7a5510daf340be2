package holdfast.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.diagnostic.Palette;
import holdfast.conf.diagnostic.Rule;
import java.io.ByteArrayInputStream;
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
    private String input = "";

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
        return checkAs(false, Palette.PLAIN, words);
    }

    private int checkAs(boolean root, Palette palette, String... words) throws StartupFailure {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(words));
        all.addFirst("check");
        CheckCommand.Surroundings surroundings = new CheckCommand.Surroundings(
                root, palette, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        return new Commands(Map.of("check", () -> new CheckCommand(surroundings)), stream, stream).run(all);
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
    void withHostTheMachineIsAskedTooAndTheLineIsShown() throws Exception {
        String good = file("good.conf", "priority");
        assertEquals(4, check("--host", good));
        assertTrue(out().contains(good + ":2:15: error: (VI_1) interface no-such-if does not exist [HF0501]\n"), out());
        assertTrue(
                out().contains("    interface no-such-if\n              ^~~~~~~~~~ 'ip link' shows those that do\n"),
                out());
    }

    @Test
    void thisHostIsTheFormerNameOfHost() throws Exception {
        assertEquals(4, check("--this-host", file("good.conf", "priority")));
    }

    @Test
    void asRootTheMachineIsAskedUnlessOffline() throws Exception {
        String good = file("good.conf", "priority");
        assertEquals(4, checkAs(true, Palette.PLAIN, good));
        assertEquals(0, checkAs(true, Palette.PLAIN, "--offline", good));
    }

    @Test
    void mistakesAreStatusFiveAndShownWithTheirLine() throws Exception {
        String bad = file("bad.conf", "prioriti");
        assertEquals(5, check(bad));
        assertTrue(out().contains(bad + ":4:5: warning: "), out());
        assertTrue(out().contains("^~~~~~~~ write 'priority 100'"), out());
        assertTrue(out().endsWith("'priority 100'\n" + bad + ": 1 warning\n"), out());
    }

    @Test
    void eachFileIsCheckedAndTheWorstCounts() throws Exception {
        String missing = folder.resolve("missing.conf").toString();
        assertEquals(4, check(file("good.conf", "priority"), file("bad.conf", "prioriti"), missing));
        assertTrue(out().endsWith(missing + ": 1 error\n"), out());
    }

    @Test
    void warningsThatAreNoMistakesCountOnlyWhenStrict() throws Exception {
        String unsupported = file("limit.conf", "track_src_ip\n    priority");
        assertEquals(0, check(unsupported));
        assertEquals(1, check("--strict", unsupported));
        assertEquals(0, check("--strict", file("good.conf", "priority")));
        assertEquals(5, check("--strict", file("bad.conf", "prioriti")));
    }

    @Test
    void quietPrintsNothing() throws Exception {
        assertEquals(5, check("-q", file("bad.conf", "prioriti")));
        assertEquals("", out());
    }

    @Test
    void aDashIsStandardInput() throws Exception {
        input = Files.readString(Path.of(file("bad.conf", "prioriti")));
        assertEquals(5, check("-"));
        assertTrue(out().startsWith("<stdin>:4:5: warning: "), out());
    }

    @Test
    void theConfigurationIdSelectsLines() throws Exception {
        String text = Files.readString(Path.of(file("id.conf", "@lb1 prioriti")));
        String conditional = Files.writeString(folder.resolve("id.conf"), text.replace("    @lb1", "@lb1"))
                .toString();
        assertEquals(5, check("-i", "lb1", conditional));
        assertEquals(0, check("-i", "lb2", conditional));
    }

    @Test
    void aTerminalGetsColours() throws Exception {
        checkAs(false, Palette.ANSI, file("bad.conf", "prioriti"));
        assertTrue(out().contains("\u001b[1;35mwarning:\u001b[0m"), out());
        assertTrue(out().contains("\u001b[1;35m^~~~~~~~\u001b[0m \u001b[32mwrite 'priority 100'\u001b[0m"), out());
    }

    @Test
    void otherFormatsNeverHaveColours() throws Exception {
        for (String format : List.of("json", "sarif", "github")) {
            checkAs(false, Palette.ANSI, "--format", format, file("bad.conf", "prioriti"));
        }
        assertFalse(out().contains("\u001b"), out());
    }

    @Test
    void aRuleIsExplained() throws Exception {
        assertEquals(0, check("--explain", "HF0101"));
        assertTrue(out().startsWith("HF0101"), out());
        assertTrue(out().contains(Rule.UNKNOWN_KEYWORD.why()), out());
        assertTrue(out().lines().count() > 5, "the long text, too");
    }

    @Test
    void aRuleThatDoesNotExistIsAWrongCommandLine() throws Exception {
        assertEquals(2, check("--explain", "HF9999"));
        assertTrue(out().contains("there is no rule 'HF9999'"), out());
    }

    @Test
    void nonsenseOnTheCommandLineIsRefused() throws Exception {
        String good = file("good.conf", "priority");
        assertEquals(2, check());
        assertEquals(2, check("--host", "--offline", good));
        assertEquals(2, check("--pair", good));
        assertEquals(2, check("--pair", "--host", good, good));
        assertEquals(2, check("-i", "a", "-i", "b", good));
        assertEquals(2, check("--format", "xml", good));
    }
}
