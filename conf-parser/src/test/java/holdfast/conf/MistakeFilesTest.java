package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import holdfast.conf.diagnostic.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Small files with one mistake each, and the exact text a user sees: {@code mistakes/NAME.conf} and {@code NAME.expected}
 * beside it; what {@code NAME.conf} includes lies in {@code mistakes/NAME.d/}. Those in {@code mistakes/advice/} are read
 * as {@code holdfast check} reads them, with what keepalived accepts in silence. In {@code mistakes/same/} lie pairs
 * {@code NAME.a.conf} and {@code NAME.b.conf} that must mean the same.
 *
 * <p>After a change of wording that was looked at, {@code mvn -pl conf-parser test -Dtest=MistakeFilesTest
 * -Dholdfast.mistakes.accept=true} writes the {@code .expected} files anew; read the difference before it is committed.
 * The property is refused where {@code CI} is set.
 */
class MistakeFilesTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/holdfast/conf/mistakes");

    /** Files for {@link ConfigurationReader#check}. */
    private static final Path ADVICE = DIRECTORY.resolve("advice");

    private static final String ACCEPT = "holdfast.mistakes.accept";

    /** Where the files seem to lie; left out of the expected text. */
    private static final String SEEN_AS = "/etc/keepalived/";

    private static final ParseEnvironment ENVIRONMENT =
            new ParseEnvironment("lb1", "lb1", Map.of("VIP", "192.0.2.9"), 42);

    @TestFactory
    Stream<DynamicTest> eachMistakeHasItsOneMessage() throws IOException {
        return files(DIRECTORY).map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
    }

    @TestFactory
    Stream<DynamicTest> eachThingKeepalivedIsSilentAboutHasItsOneMessage() throws IOException {
        return files(ADVICE).map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
    }

    @TestFactory
    Stream<DynamicTest> bothFilesOfAPairMeanTheSame() throws IOException {
        return files(DIRECTORY.resolve("same"))
                .filter(file -> name(file).endsWith(".a"))
                .map(file -> DynamicTest.dynamicTest(name(file), () -> compare(file)));
    }

    @Test
    void everyExpectedTextAndEverySecondOfAPairHasItsFile() throws IOException {
        try (Stream<Path> all = Files.walk(DIRECTORY)) {
            List<Path> orphans = all.filter(MistakeFilesTest::isOrphan).toList();
            assertEquals(List.of(), orphans);
        }
    }

    private static boolean isOrphan(Path path) {
        String text = path.getFileName().toString();
        if (text.endsWith(".expected")) {
            return !Files.exists(path.resolveSibling(text.replace(".expected", ".conf")));
        }
        boolean ofPair = path.getParent().endsWith("same") && text.endsWith(".conf");
        return ofPair && !Files.exists(path.resolveSibling(other(text)));
    }

    private static String other(String name) {
        return name.endsWith(".a.conf")
                ? name.substring(0, name.length() - 7) + ".b.conf"
                : name.substring(0, name.length() - 7) + ".a.conf";
    }

    private static void check(Path file) throws IOException {
        ParseResult result = read(file);
        String actual = result.render().replace(SEEN_AS, "");
        Path expectedFile = file.resolveSibling(name(file) + ".expected");
        if (Boolean.getBoolean(ACCEPT)) {
            assertTrue(System.getenv("CI") == null, ACCEPT + " is for people who look at what they accept, not for CI");
            Files.writeString(expectedFile, actual);
        }
        assertTrue(Files.exists(expectedFile), () -> expectedFile + " is missing; the messages are\n" + actual);
        String expected = Files.readString(expectedFile);
        if (!expected.equals(actual)) {
            fail(file + ": other messages than expected (- expected, + actual). If the new ones are right: -D" + ACCEPT
                    + "=true\n" + LineDifference.of(expected, actual));
        }
        assertEquals(1, findings(result), "one mistake, one message");
    }

    /** Mistakes; where there are none, advice; where there is none either, what Holdfast does not do. */
    private static long findings(ParseResult result) {
        long mistakes = result.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() != Severity.NOTE
                        && diagnostic.rule().isMistake())
                .count();
        long advice = result.diagnostics().stream()
                .filter(diagnostic -> !diagnostic.rule().id().startsWith("HF09"))
                .count();
        return mistakes > 0
                ? mistakes
                : advice > 0 ? advice : result.diagnostics().size();
    }

    private static void compare(Path a) throws IOException {
        Path b = a.resolveSibling(other(a.getFileName().toString()));
        ParseResult second = read(b);
        assertFalse(second.hasMistakes(), () -> b + " is to be free of mistakes:\n" + second.render());
        assertEquals(second.configuration(), read(a).configuration());
    }

    private static Stream<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList().stream();
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".conf".length());
    }

    private static ParseResult read(Path file) throws IOException {
        String seenAs = SEEN_AS + file.getFileName();
        MapLoader loader = MapLoader.of(seenAs, Files.readAllBytes(file));
        Path included = file.resolveSibling(name(file) + ".d");
        if (Files.isDirectory(included)) {
            try (Stream<Path> more = Files.list(included)) {
                more.forEach(path ->
                        loader.with(SEEN_AS + included.getFileName() + "/" + path.getFileName(), outcome(path)));
            }
        }
        return file.startsWith(ADVICE)
                ? ConfigurationReader.check(loader, seenAs, ENVIRONMENT)
                : ConfigurationReader.read(loader, seenAs, ENVIRONMENT);
    }

    /** What reading gives; {@code NAME.executable} and {@code NAME.unreadable} stand for such files. */
    private static SourceLoader.ReadOutcome outcome(Path path) {
        try {
            String name = path.getFileName().toString();
            return name.endsWith(".executable")
                    ? new SourceLoader.Executable()
                    : name.endsWith(".unreadable")
                            ? new SourceLoader.Unreadable("permission denied")
                            : new SourceLoader.Content(Files.readString(path).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
