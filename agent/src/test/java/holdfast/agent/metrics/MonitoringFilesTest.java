package holdfast.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.agent.web.GivenObservation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules ask for metrics and labels that there are, and the documentation explains each of them. */
class MonitoringFilesTest {
    private static final Path ROOT = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."));
    private static final Path FILES = ROOT.resolve("packaging/src/monitoring");
    private static final Pattern METRIC = Pattern.compile("\\b(?:holdfast|keepalived|process)_[a-z_]+");
    private static final Pattern SERIES = Pattern.compile("^([a-z_]+)(?:\\{(.*)})? ");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=");

    private static String metrics() {
        return new String(
                new MetricsPage()
                        .of(Optional.of(GivenObservation.ofEverything()), Optional.empty())
                        .bytes(),
                StandardCharsets.UTF_8);
    }

    /** The names of series, labels by the way. */
    private static Set<String> known(Set<String> labels) {
        Set<String> names = new TreeSet<>();
        metrics().lines().forEach(line -> {
            Matcher series = SERIES.matcher(line);
            if (series.find()) {
                names.add(series.group(1));
                Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
                while (label.find()) {
                    labels.add(label.group(1));
                }
            }
        });
        return names;
    }

    private static Set<String> named(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    private static void assertKnown(Set<String> asked) {
        Set<String> unknown = new TreeSet<>(asked);
        unknown.removeAll(known(new HashSet<>()));
        assertEquals(Set.of(), unknown);
    }

    @Test
    void everyQueryOfTheDashboardIsAboutSomethingThereIs() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(FILES.resolve("holdfast-dashboard.json").toFile());
        Set<Integer> ids = new HashSet<>();
        int queries = 0;
        for (JsonNode panel : dashboard.path("panels")) {
            assertTrue(ids.add(panel.path("id").asInt()), panel.toString());
            for (JsonNode target : panel.path("targets")) {
                Set<String> asked = named(target.path("expr").asText());
                assertFalse(asked.isEmpty(), target.toString());
                assertKnown(asked);
                queries++;
            }
        }
        assertTrue(queries > 20, () -> "only " + ids.size());
        assertKnown(named(dashboard.path("templating").toString()));
        assertKnown(named(dashboard.path("annotations").toString()));
    }

    @Test
    void legendsNameLabelsThereAre() throws IOException {
        Set<String> labels = new HashSet<>(Set.of("instance"));
        known(labels);
        Matcher legend = Pattern.compile("\\{\\{ ?\\$?(?:labels\\.)?([a-z_]+) ?}}")
                .matcher(Files.readString(FILES.resolve("holdfast-dashboard.json")));
        while (legend.find()) {
            assertTrue(labels.contains(legend.group(1)), legend.group());
        }
        Matcher words = Pattern.compile("\\$labels\\.([a-z_]+)")
                .matcher(Files.readString(FILES.resolve("holdfast-alerts.yml")));
        while (words.find()) {
            assertTrue(labels.contains(words.group(1)), words.group());
        }
    }

    @Test
    void everyAlertIsAboutSomethingThereIs() throws IOException {
        Set<String> asked = named(Files.readString(FILES.resolve("holdfast-alerts.yml")));
        assertTrue(asked.size() > 10, asked::toString);
        assertKnown(asked);
    }

    @Test
    void everyAlertIsTested() throws IOException {
        String tests = Files.readString(FILES.resolve("holdfast-alerts-test.yml"));
        Matcher alert =
                Pattern.compile("- alert: (\\w+)").matcher(Files.readString(FILES.resolve("holdfast-alerts.yml")));
        int alerts = 0;
        while (alert.find()) {
            assertTrue(tests.contains("alertname: " + alert.group(1) + "\n"), alert.group(1));
            alerts++;
        }
        assertEquals(18, alerts);
    }

    @Test
    void everyMetricIsExplained() throws IOException {
        String documentation = Files.readString(ROOT.resolve("docs/monitoring.md"));
        for (String line :
                metrics().lines().filter(text -> text.startsWith("# TYPE ")).toList()) {
            String name = line.split(" ", -1)[2];
            boolean explained = documentation.contains("`" + name + "`")
                    || (name.startsWith("process_") && documentation.contains("`process_*`"))
                    || documentation.contains("`" + name.replaceFirst("^holdfast_(virtual|real)_server", "") + "`")
                    || documentation.contains("`" + name.replaceFirst("^keepalived_advertisements", "") + "`");
            assertTrue(explained, () -> name + " is not in docs/monitoring.md");
        }
    }
}
