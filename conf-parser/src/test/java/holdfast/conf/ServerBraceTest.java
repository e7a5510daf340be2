package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whichever brace of {@code samples/virtual-servers.conf} is missing or doubled, what the file means is still understood:
 * {@code mistakes/server-brace-*.conf} are that file with one such mistake each.
 */
class ServerBraceTest {
    private static final Path RESOURCES = Path.of("src/test/resources/holdfast/conf");

    @TestFactory
    Stream<DynamicTest> whatWasMeantIsUnderstoodInSpiteOfTheBrace() throws IOException {
        ParseResult whole = Reading.read(Files.readString(RESOURCES.resolve("samples/virtual-servers.conf")));
        assertEquals(2, whole.configuration().loadBalancing().virtualServers().size());
        try (Stream<Path> files = Files.list(RESOURCES.resolve("mistakes"))) {
            return files
                    .filter(file -> file.getFileName().toString().matches("server-brace-.*\\.conf"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file ->
                            DynamicTest.dynamicTest(file.getFileName().toString(), () -> isUnderstood(file, whole)));
        }
    }

    private static void isUnderstood(Path file, ParseResult whole) throws IOException {
        ParseResult repaired = Reading.read(Files.readString(file));
        assertEquals(whole.configuration(), repaired.configuration());
    }
}
