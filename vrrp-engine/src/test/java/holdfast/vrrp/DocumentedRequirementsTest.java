package holdfast.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of requirements must not name tests that are not there. */
class DocumentedRequirementsTest {
    /** A test's name has two words at least; settings and system calls in the same table are left out by their underscores. */
    private static final Pattern TEST_NAME =
            Pattern.compile("`(?:[A-Za-z0-9.]+\\.)?([a-z][a-zA-Z0-9]*(?:_[a-zA-Z0-9]+)*)`");

    private static final List<String> SETTINGS = List.of("no_accept", "use_vmac", "send_redirects", "multicastGroup");

    @Test
    void everyTestNamedInTheTableExists() throws IOException {
        String table = Files.readString(Path.of("..", "docs", "rfc9568.md"));
        String sources = sources();
        List<String> named = TEST_NAME
                .matcher(table)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !SETTINGS.contains(name))
                .distinct()
                .toList();
        assertTrue(named.size() > 50, "the pattern finds " + named);
        assertEquals(
                List.of(),
                named.stream()
                        .filter(name -> !sources.contains("void " + name + "("))
                        .toList());
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }
}
