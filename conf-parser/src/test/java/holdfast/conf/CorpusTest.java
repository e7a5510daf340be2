package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.conf.effective.ConfFormat;
import holdfast.conf.effective.EffectiveValues;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * 174 real configurations: read as keepalived 2.2.7 reads them, but for what {@code docs/differences.md} lists. Not run where
 * the corpus is not beside the project.
 */
@EnabledIf(
        value = "holdfast.conf.Corpus#isPresent",
        disabledReason = "the corpus of real configurations is not beside the project (../shared/corpus)")
class CorpusTest {
    private static final Duration SLOWEST = Duration.ofSeconds(1);

    private final Corpus corpus = Corpus.find().orElseThrow();

    private final KnownDifferences known = KnownDifferences.read();

    @Test
    @Timeout(120)
    void noFileThrowsOrTakesASecond() throws IOException {
        int files = 0;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        corpus.read(corpus.files().findFirst().orElseThrow()); // the classes of the parser are loaded here
        for (Path file : corpus.files().toList()) {
            long start = threads.getCurrentThreadCpuTime(); // a busy machine is not the parser's doing
            corpus.read(file).render();
            Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
            assertTrue(taken.compareTo(SLOWEST) < 0, file.getFileName() + " took " + taken);
            files++;
        }
        assertTrue(files >= 174, "only " + files + " files");
    }

    @Test
    void saysThatThereIsAMistakeWhereKeepalivedDoes() throws IOException {
        Map<String, JsonNode> verdicts = corpus.verdicts();
        Map<String, CorpusVerdict> different = new TreeMap<>();
        int files = 0;
        for (Path file : corpus.files().toList()) {
            var verdict = verdict(file, verdicts);
            files++;
            if (!verdict.agrees()) {
                different.put(file.getFileName().toString(), verdict);
            }
        }
        System.out.println("corpus: verdict agrees for " + (files - different.size()) + " of " + files
                + " files; the others are listed in " + KnownDifferences.PAGE);
        assertEquals(known.files("Has it mistakes?"), different.keySet(), different::toString);
    }

    @Test
    void hasAMessageOnEveryLineKeepalivedNames() throws IOException {
        Map<String, JsonNode> verdicts = corpus.verdicts();
        List<String> missed = new ArrayList<>();
        int lines = 0;
        for (Path file : corpus.files().toList()) {
            var verdict = verdict(file, verdicts);
            lines += verdict.lines();
            verdict.missed().forEach(message -> missed.add(file.getFileName() + ": " + message));
        }
        System.out.println("corpus: " + (lines - missed.size()) + " of " + lines + " lines have a message of ours");
        assertEquals(List.of(), missed);
    }

    @Test
    void refusesToRunWhatKeepalivedRefusesToRun() throws IOException {
        Set<String> ran = corpus.models().keySet();
        Set<String> different = new TreeSet<>();
        int files = 0;
        for (Path file : corpus.files().toList()) {
            files++;
            String name = file.getFileName().toString();
            if (ran.contains(name) == corpus.read(file).hasErrors()) {
                different.add(name);
            }
        }
        System.out.println(
                "corpus: run or not, we agree for " + (files - different.size()) + " of " + files + " files");
        assertEquals(known.files("Is it run?"), different);
    }

    @Test
    void arrivesAtTheValuesKeepalivedRunsWith() throws IOException {
        Map<String, List<String>> different =
                differentValues(Corpus::read, "as meant; those that differ are listed in " + KnownDifferences.PAGE);
        assertEquals(known.files("Does it mean the same?"), different.keySet(), different::toString);
    }

    @Test
    void readsEveryFileAsKeepalivedDoesWhereThatIsWanted() throws IOException {
        assertEquals(Map.of(), differentValues(Corpus::readAsKeepalived, "as keepalived reads them"));
    }

    /**
     * All but a time-out of 0, which keepalived has for hosts of mail checks and takes from nobody, and trackers of what is dropped, which
     * nobody means.
     */
    @Test
    void whatIsPrintedOfAFileReadAsKeepalivedMeansThatForBoth() throws IOException {
        Map<Dialect, Set<String>> different = new TreeMap<>();
        for (Path file : corpus.files().toList()) {
            ParseResult read = corpus.readAsKeepalived(file);
            var printed = MapLoader.of("/corpus/x.conf", ConfFormat.of(EffectiveValues.of(read), true));
            for (Dialect dialect : Dialect.values()) {
                ParseResult again =
                        ConfigurationReader.read(printed, "/corpus/x.conf", ParseEnvironment.ofHost("lb1"), dialect);
                if (!read.configuration().equals(again.configuration())) {
                    different
                            .computeIfAbsent(dialect, _ -> new TreeSet<>())
                            .add(file.getFileName().toString());
                }
            }
        }
        assertEquals(
                Map.of(
                        Dialect.AS_KEEPALIVED, Set.of("upstream-SMTP_CHECK.conf"),
                        Dialect.AS_MEANT, Set.of("dev-1375.conf", "upstream-SMTP_CHECK.conf")),
                different);
    }

    /** One way to read a file. */
    private interface Reader {
        ParseResult read(Corpus corpus, Path file) throws IOException;
    }

    /** By file, the values that are not those of the dump. */
    private Map<String, List<String>> differentValues(Reader reader, String how) throws IOException {
        Map<String, JsonNode> models = corpus.models();
        Map<String, List<String>> different = new TreeMap<>();
        int values = 0;
        int equal = 0;
        for (Path file : corpus.files().toList()) {
            String name = file.getFileName().toString();
            if (models.containsKey(name)) {
                var meaning = new CorpusMeaning(
                        name,
                        reader.read(corpus, file).configuration(),
                        models.get(name).get("sections"));
                values += meaning.values();
                equal += meaning.values() - meaning.differences().size();
                if (!meaning.differences().isEmpty()) {
                    different.put(name, meaning.differences());
                }
            }
        }
        System.out.println(
                "corpus: " + equal + " of " + values + " values are equal in " + models.size() + " files " + how);
        return different;
    }

    @Test
    void theFileWithoutLineEndsMeansWhatItDidWithThem() throws IOException {
        Map<String, ParseResult> results = new TreeMap<>();
        for (Path file : corpus.files().toList()) {
            if (file.getFileName().toString().startsWith("seed-003")) {
                results.put(file.getFileName().toString(), corpus.read(file));
            }
        }
        ParseResult oneLine = results.get("seed-003-oneline.conf");
        assertEquals(results.get("seed-003-restored.conf").configuration(), oneLine.configuration(), oneLine::render);
        assertEquals(
                1,
                oneLine.diagnostics().stream()
                        .filter(finding -> finding.rule().isStructural())
                        .count(),
                oneLine::render);
    }

    private CorpusVerdict verdict(Path file, Map<String, JsonNode> verdicts) throws IOException {
        return new CorpusVerdict(
                file, corpus.read(file), verdicts.get(file.getFileName().toString()));
    }
}
