package holdfast.agent.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
    private static final String UGLY = "global_defs{\nrouter_id a\n}\n";
    private static final String NEAT = "global_defs {\n    router_id a\n}\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = new byte[0];

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("x.conf"), text);
    }

    private int fmt(Object... words) throws StartupFailure {
        List<String> all = new ArrayList<>(List.of("fmt"));
        for (Object word : words) {
            all.add(word.toString());
        }
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        var command = new FmtCommand(new ByteArrayInputStream(input), outStream);
        return new Commands(Map.of("fmt", () -> command), outStream, errStream).run(all);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsTheFormattedFileAndLeavesItAlone() throws Exception {
        Path file = file(UGLY);
        assertEquals(0, fmt(file));
        assertEquals(NEAT, out());
        assertEquals(UGLY, Files.readString(file));
    }

    @Test
    void readsStandardInputAndPrintsTheBytesItGot() throws Exception {
        input = "global_defs{\n# \u00e9\n}\n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(0, fmt("--indent=tab", "-"));
        assertArrayEquals("global_defs {\n\t# \u00e9\n}\n".getBytes(StandardCharsets.ISO_8859_1), out.toByteArray());
    }

    @Test
    void writesInPlaceAndKeepsTheMode() throws Exception {
        Path file = file(UGLY);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.conf"), file);
        assertEquals(0, fmt("-w", link));
        assertEquals(NEAT, Files.readString(file));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var left = Files.list(folder)) {
            assertEquals(2, left.count());
        }
        assertEquals("", out());
    }

    @Test
    void checkNamesTheFilesThatWouldChange() throws Exception {
        Path file = file(UGLY);
        assertEquals(1, fmt("--check", file));
        assertEquals(file + "\n", out());
        assertEquals(0, fmt("--check", file(NEAT)));
        assertEquals(file + "\n", out());
    }

    @Test
    void jsonTellsOfEachFileWhetherItWouldChangeAndInHowManyLines() throws Exception {
        Path ugly = file(UGLY);
        Path neat = Files.writeString(folder.resolve("neat.conf"), NEAT);
        assertEquals(1, fmt("--check", "--json", ugly, neat));
        JsonNode files = new ObjectMapper().readTree(out()).path("files");
        assertEquals(2, files.size());
        assertEquals(ugly.toString(), files.path(0).path("file").asText());
        assertTrue(files.path(0).path("changed").asBoolean());
        assertEquals(2, files.path(0).path("lines").asInt());
        assertFalse(files.path(1).path("changed").asBoolean());
        assertEquals(0, files.path(1).path("lines").asInt());
        assertEquals(UGLY, Files.readString(ugly));
    }

    @Test
    void jsonTellsWhatWasWrittenAndWhatCouldNotBeRead() throws Exception {
        Path ugly = file(UGLY);
        Path none = folder.resolve("none.conf");
        assertEquals(4, fmt("-w", "--json", ugly, none));
        JsonNode files = new ObjectMapper().readTree(out()).path("files");
        assertTrue(files.path(0).path("changed").asBoolean());
        assertEquals("there is no such file", files.path(1).path("error").asText());
        assertEquals(NEAT, Files.readString(ugly));
    }

    @Test
    void jsonDoesNotGoWithTheText() throws Exception {
        assertEquals(2, fmt("--json", file(UGLY)));
        assertEquals(2, fmt("--json", "--diff", file(UGLY)));
    }

    @Test
    void diffShowsTheChangeAsPatchReadsIt() throws Exception {
        Path file = file("a\nb\nc\nd\n" + UGLY + "e\nf\ng\nh\n");
        assertEquals(0, fmt("--diff", file));
        assertEquals(
                "--- " + file + "\n+++ " + file + "\n@@ -2,8 +2,8 @@\n b\n c\n d\n-global_defs{\n-router_id a\n"
                        + "+global_defs {\n+    router_id a\n }\n e\n f\n",
                out());
    }

    @Test
    void aFileWithBrokenBracesIsLeftAloneWithTheMessage() throws Exception {
        Path file = file("global_defs{\nrouter_id a\n");
        assertEquals(4, fmt("-w", file));
        assertEquals("global_defs{\nrouter_id a\n", Files.readString(file));
        String text = err.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith(file + ":1:1: error: 'global_defs' is not closed"), text);
        assertTrue(text.contains("was left alone"), text);
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        assertEquals(2, fmt("-w", "-"));
        assertEquals(2, fmt("-w", "--check", "x"));
        assertEquals(2, fmt("--indent=99", "x"));
        assertEquals(4, fmt(folder.resolve("missing.conf")));
        assertTrue(err.toString(StandardCharsets.UTF_8).endsWith("missing.conf: there is no such file\n"));
    }
}
