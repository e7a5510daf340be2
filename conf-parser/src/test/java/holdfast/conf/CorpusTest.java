package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
        Map<String, JsonNode> models = corpus.models();
        Map<String, List<String>> different = new TreeMap<>();
        int values = 0;
        int equal = 0;
        for (Path file : corpus.files().toList()) {
            String name = file.getFileName().toString();
            if (models.containsKey(name)) {
                var meaning = new CorpusMeaning(
                        name,
                        corpus.read(file).configuration(),
                        models.get(name).get("sections"));
                values += meaning.values();
                equal += meaning.values() - meaning.differences().size();
                if (!meaning.differences().isEmpty()) {
                    different.put(name, meaning.differences());
                }
            }
        }
        System.out.println("corpus: " + equal + " of " + values + " values are equal in " + models.size()
                + " files; those that differ are listed in " + KnownDifferences.PAGE);
        assertEquals(known.files("Does it mean the same?"), different.keySet(), different::toString);
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
