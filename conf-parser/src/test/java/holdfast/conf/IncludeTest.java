package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The include family (keepalived.conf(5), "include"). */
class IncludeTest {
    private static final String DIR = "/etc/keepalived/";

    private static ParseResult read(String main, MapLoader loader) {
        return Reading.read(loader.with(Reading.FILE, main));
    }

    @Test
    void filesAreFoundFromTheDirectoryOfTheIncludingFile() {
        ParseResult result = read(
                "include conf.d/*.conf\n",
                new MapLoader()
                        .with(DIR + "conf.d/a.conf", "include b.inc\n")
                        .with(DIR + "conf.d/b.inc", "global_defs {\n router_id ${_PWD}\n}\n"));
        assertEquals(List.of(), result.diagnostics());
        assertEquals(
                "/etc/keepalived/conf.d", result.configuration().globalDefs().routerId());
    }

    @Test
    void linesOfAnIncludedFileAreNamedWithThatFile() {
        ParseResult result =
                read("include a.conf\n", new MapLoader().with(DIR + "a.conf", "global_defs {\n  nonsense\n}\n"));
        assertTrue(
                result.render()
                        .startsWith("/etc/keepalived/a.conf:2:3: warning: unknown keyword 'nonsense' in global_defs"),
                result::render);
    }

    @Test
    void bracesInPatternsAreAlternatives() {
        ParseResult result =
                read("includeb {a,b}.conf\n", new MapLoader().with(DIR + "a.conf", "global_defs {\n router_id a\n}\n"));
        assertEquals(List.of("1 INCLUDE_MISSING"), findings(result));
        assertTrue(result.hasErrors());
        assertEquals("a", result.configuration().globalDefs().routerId());
    }

    @Test
    void aMissingFileIsAWarningOrAnErrorByTheWord() {
        assertTrue(!read("include a.conf\n", new MapLoader()).hasErrors());
        assertTrue(!read("includer a.conf\n", new MapLoader()).hasErrors());
        assertTrue(read("includem a.conf\n", new MapLoader()).hasErrors());
        assertTrue(read("includew *.conf\n", new MapLoader()).hasErrors());
        assertTrue(read("includea a.conf\n", new MapLoader()).hasErrors());
        assertTrue(read("global_defs {\n include_check match\n}\ninclude a.conf\n", new MapLoader())
                .hasErrors());
    }

    @Test
    void executableAndUnreadableFilesAreRefused() {
        var loader = new MapLoader()
                .with(DIR + "x.conf", new SourceLoader.Executable())
                .with(DIR + "y.conf", new SourceLoader.Unreadable("permission denied"))
                .with(DIR + "dir", new SourceLoader.NotRegular());
        ParseResult result = read("include x.conf\nincluder y.conf\ninclude dir\n", loader);
        assertEquals(List.of("1 FILE_UNREADABLE", "2 FILE_UNREADABLE"), findings(result));
        assertTrue(result.render().contains("permission denied"));
        assertTrue(result.hasErrors());
    }

    @Test
    void quotesAroundAPatternAreReportedAndLeftOut() {
        ParseResult result =
                read("include \"a.conf\"\n", new MapLoader().with(DIR + "a.conf", "global_defs {\n router_id a\n}\n"));
        assertEquals(List.of("1 INCLUDE_MISSING"), findings(result));
        assertEquals("a", result.configuration().globalDefs().routerId());
    }

    @Test
    void includeCheckWordsSetAddAndRemoveChecks() {
        String missing = "\n}\ninclude none.conf\n";
        assertTrue(
                read("global_defs {\n include_check" + missing, new MapLoader()).hasErrors(), "no word: all");
        assertTrue(read("global_defs {\n include_check read +match" + missing, new MapLoader())
                .hasErrors());
        assertFalse(read("global_defs {\n include_check read" + missing, new MapLoader())
                .hasErrors());
        assertFalse(read("global_defs {\n include_check\n include_check -match" + missing, new MapLoader())
                .hasErrors());
        assertTrue(read("global_defs {\n include_check wildcard_match\n}\ninclude *.none\n", new MapLoader())
                .hasErrors());
        assertTrue(read("global_defs {\n include_check brace_match\n}\ninclude {a,b}.conf\n", new MapLoader())
                .hasErrors());
        assertEquals(List.of("2 INCLUDE_FORM"), findings("global_defs {\n include_check reed\n}\n"));
    }

    @Test
    void theChecksAreRestoredAfterAnIncludedFile() {
        ParseResult result = read(
                "include a.conf\ninclude none.conf\n",
                new MapLoader().with(DIR + "a.conf", "global_defs {\n include_check match\n}\n"));
        assertEquals(List.of("2 INCLUDE_MISSING"), findings(result));
        assertFalse(result.hasErrors());
    }

    @Test
    void anIncludedFileInheritsTheChecks() {
        ParseResult result = read(
                "global_defs {\n include_check match\n}\ninclude a.conf\n",
                new MapLoader().with(DIR + "a.conf", "include none.conf\n"));
        assertTrue(result.hasErrors());
    }

    @Test
    void bracesInPatternsNest() {
        ParseResult result = read(
                "includeb {a,b{1,2}}.conf\n",
                new MapLoader()
                        .with(DIR + "a.conf", "")
                        .with(DIR + "b1.conf", "")
                        .with(DIR + "b2.conf", "global_defs {\n router_id b2\n}\n"));
        assertEquals(List.of(), findings(result));
        assertEquals("b2", result.configuration().globalDefs().routerId());
    }

    @Test
    void aFileThatIncludesItselfEndsInAMessage() {
        ParseResult result = read("include keepalived.conf\n", new MapLoader());
        assertEquals(List.of("1 INCLUDE_DEPTH"), findings(result));
        assertTrue(result.hasErrors());
    }

    @Test
    void manyFilesThatIncludeOneAnotherEndInAMessage() {
        var loader = new MapLoader();
        for (int i = 0; i < 30; i++) {
            loader.with(DIR + i + ".conf", ("include " + (i + 1) + ".conf\n").repeat(2));
        }
        ParseResult result = read("include 0.conf\n", loader.with(DIR + "30.conf", ""));
        assertTrue(
                findings(result).contains("1 INCLUDE_DEPTH") || findings(result).contains("2 INCLUDE_DEPTH"));
    }

    @Test
    void aMissingMainFileIsAnError() {
        ParseResult result = Reading.read(new MapLoader());
        assertEquals(List.of("0 FILE_UNREADABLE"), findings(result));
        assertEquals(
                "/etc/keepalived/keepalived.conf: error: cannot read '/etc/keepalived/keepalived.conf': there is no such file"
                        + " [HF0001]\n",
                result.render());
    }
}
