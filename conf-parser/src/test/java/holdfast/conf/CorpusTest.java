package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** 174 real configurations: read as keepalived 2.2.7 reads them. Not run where the corpus is not beside the project. */
@EnabledIf(
        value = "holdfast.conf.Corpus#isPresent",
        disabledReason = "the corpus of real configurations is not beside the project (../shared/corpus)")
class CorpusTest {
    private static final Duration SLOWEST = Duration.ofSeconds(1);

    private final Corpus corpus = Corpus.find().orElseThrow();

    /**
     * Files about which we mean to differ (docs/configuration.md, "Differences"): definition order, which keepalived
     * minds; two scripts of one name and {@code enable_script_security 1}, which it does not; firewall keywords, which
     * Holdfast does not need; a weight it did not look at because the script's user was missing there; delays of interfaces
     * with a value too few or too many.
     */
    private static final Set<String> OTHER_VERDICT = Set.of(
            "dev-keepalived-preempt.conf",
            "dev-up-down-delay.conf",
            "field-112.conf",
            "field-128.conf",
            "field-129.conf",
            "field-145.conf",
            "field-149.conf");

    /**
     * Files which keepalived runs and we do not, or the other way round: AH authentication (dev-1953, upstream-SSL_GET); a
     * missing brace (field-006, field-107); no usable address in the list (dev-542a, field-029, field-058, field-067);
     * nothing to run (the others).
     */
    private static final Set<String> OTHER_REFUSAL = Set.of(
            "dev-1569d.conf",
            "dev-1953.conf",
            "dev-542a.conf",
            "dev-894.conf",
            "dev-erik-tempelaar.conf",
            "field-006.conf",
            "field-018.conf",
            "field-029.conf",
            "field-058.conf",
            "field-065.conf",
            "field-067.conf",
            "field-107.conf",
            "upstream-SSL_GET.conf");

    /**
     * Files with values about which we mean to differ: {@code $V1=\\#} (2.2.7 takes the backslash for a continuation) and
     * {@code weight=0} on a tracking line (2.2.7 drops the tracker, we drop the option) and a script
     * defined below the instance that tracks it.
     */
    private static final Set<String> OTHER_VALUES = Set.of("dev-reload.conf", "field-120.conf", "field-112.conf");

    @Test
    void noFileThrowsOrTakesASecond() throws IOException {
        int files = 0;
        corpus.read(corpus.files().findFirst().orElseThrow()); // the classes of the parser are loaded here
        for (Path file : corpus.files().toList()) {
            long start = System.nanoTime();
            corpus.read(file).render();
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
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
                + " files, differs on purpose for " + OTHER_VERDICT.size());
        assertEquals(OTHER_VERDICT, different.keySet(), different::toString);
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
        for (Path file : corpus.files().toList()) {
            String name = file.getFileName().toString();
            if (ran.contains(name) == corpus.read(file).hasErrors()) {
                different.add(name);
            }
        }
        assertEquals(OTHER_REFUSAL, different);
    }

    @Test
    void arrivesAtTheValuesKeepalivedRunsWith() throws IOException {
        Map<String, JsonNode> models = corpus.models();
        List<String> different = new ArrayList<>();
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
                if (!OTHER_VALUES.contains(name)) {
                    different.addAll(meaning.differences());
                }
            }
        }
        System.out.println("corpus: " + equal + " of " + values + " values are equal in " + models.size()
                + " files; those that differ are in " + OTHER_VALUES);
        assertEquals(List.of(), different);
    }

    private CorpusVerdict verdict(Path file, Map<String, JsonNode> verdicts) throws IOException {
        return new CorpusVerdict(
                file, corpus.read(file), verdicts.get(file.getFileName().toString()));
    }
}
