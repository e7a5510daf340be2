package holdfast.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of requirements and behaviours must not name tests that are not there. */
class DocumentedRequirementsTest {
    /**
     * A test's name has two words at least; settings and system calls in the same table are left out by their
     * underscores.
     */
    private static final Pattern TEST_NAME =
            Pattern.compile("`(?:[A-Za-z0-9.]+\\.)?([a-z][a-zA-Z0-9]*(?:_[a-zA-Z0-9]+)*)`");

    private static final List<String> SETTINGS = List.of(
            "no_accept",
            "use_vmac",
            "send_redirects",
            "multicastGroup",
            "nopreempt",
            "reverse",
            "preempt_delay",
            "down_timer_adverts",
            "lower_prio_no_advert",
            "higher_prio_send_advert",
            "owner_ignore_adverts",
            "vrrp_startup_delay",
            "timer_expired_backup",
            "check_unicast_src",
            "skip_check_adv_addr",
            "dont_track_primary");

    @ParameterizedTest
    @ValueSource(strings = {"rfc9568.md", "keepalived-behaviours.md"})
    void everyTestNamedInATableExists(String page) throws IOException {
        String table = Files.readString(Path.of("..", "docs", page));
        String sources = sources();
        List<String> named = TEST_NAME
                .matcher(table)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !SETTINGS.contains(name))
                .distinct()
                .toList();
        assertTrue(named.size() > 40, "the pattern finds " + named);
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
