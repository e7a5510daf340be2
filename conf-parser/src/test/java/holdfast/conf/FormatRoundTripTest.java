package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.diagnostic.Severity;
import holdfast.conf.format.Formatted;
import holdfast.conf.format.Formatter;
import holdfast.conf.format.Indentation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Formatting changes no meaning, and a formatted file is not changed again. */
class FormatRoundTripTest {
    private static final int GENERATED = 400;

    private static final List<Formatter> FORMATTERS = List.of(
            new Formatter(Indentation.STANDARD), new Formatter(Indentation.TAB), new Formatter(Indentation.blanks(0)));

    @Test
    @EnabledIf(value = "holdfast.conf.Corpus#isPresent", disabledReason = "no ../shared/corpus")
    void realFiles() throws IOException {
        int formatted = 0;
        int files = 0;
        for (Path file : Corpus.find().orElseThrow().files().toList()) {
            files++;
            formatted += check(file.getFileName().toString(), Files.readAllBytes(file)) ? 1 : 0;
        }
        System.out.println("corpus: " + formatted + " of " + files + " files can be formatted, all keep their meaning");
        assertTrue(formatted > files * 8 / 10, formatted + " of " + files);
    }

    @Test
    void mistakesOfOurOwn() throws IOException {
        Path mistakes = Path.of("src/test/resources/holdfast/conf/mistakes");
        try (var files = Files.walk(mistakes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".conf")).toList()) {
                check(file.toString(), Files.readAllBytes(file));
            }
        }
    }

    @Test
    void generatedFiles() {
        int formatted = 0;
        for (int seed = 0; seed < GENERATED; seed++) {
            String text = GeneratedFile.of(new Random(seed));
            formatted += check("seed " + seed + "\n" + text, text.getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
        }
        assertTrue(formatted > GENERATED / 2, () -> "too few can be formatted");
    }

    /** Whether the file could be formatted at all. */
    private static boolean check(String name, byte[] bytes) {
        for (Formatter formatter : FORMATTERS) {
            switch (formatter.format("x.conf", bytes)) {
                case Formatted.LeftAlone _ -> {
                    return false;
                }
                case Formatted.Text(byte[] text) -> check(name, bytes, text, formatter);
            }
        }
        return true;
    }

    private static void check(String name, byte[] before, byte[] after, Formatter formatter) {
        switch (formatter.format("x.conf", after)) {
            case Formatted.LeftAlone(var problems, var _) -> throw new AssertionError(name + ": " + problems);
            case Formatted.Text(byte[] again) -> assertArrayEquals(after, again, () -> name + "\n" + text(after));
        }
        for (String id : List.of("lb1", "lb2")) {
            ParseResult was = read(before, id);
            if (isBroken(was)) {
                continue; // only nodes with another id were meant to read this file
            }
            ParseResult is = read(after, id);
            assertEquals(was.configuration(), is.configuration(), name);
            assertEquals(findings(was), findings(is), name);
        }
    }

    private static ParseResult read(byte[] bytes, String id) {
        return ConfigurationReader.read(MapLoader.of(Reading.FILE, bytes), Reading.FILE, ParseEnvironment.ofHost(id));
    }

    private static boolean isBroken(ParseResult result) {
        return result.diagnostics().stream()
                .anyMatch(found -> found.severity() == Severity.ERROR
                        && (found.rule().name().startsWith("BRACE_")
                                || found.rule().name().startsWith("QUOTE_")));
    }

    /** Findings without columns. */
    private static List<String> findings(ParseResult result) {
        return result.diagnostics().stream()
                .map(found -> found.span().line() + " " + found.rule() + " " + found.severity() + " " + found.summary()
                        + " " + found.hint() + " "
                        + found.related().map(related -> related.span().line() + related.text()))
                .sorted()
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
