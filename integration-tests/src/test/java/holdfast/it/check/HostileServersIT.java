package holdfast.it.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.check.CheckStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the checked servers do: other checks keep their period, every descriptor is given back, and memory does not grow. Measured in a
 * process that does nothing else.
 */
class HostileServersIT {
    private static final List<String> GOOD = List.of("good HTTP", "good TCP", "good ping");

    /**
     * From one try of a good server to the next: 0.3 s, and patience with a busy machine. Whoever waited for a hostile server would wait longer:
     * for ten that are silent for a second each, or for thousands that are for 20.
     */
    private static final long LONGEST_GAP_MILLIS = 6_000;

    private static final long MOST_HEAP = 40L << 20;

    /** Between two quiet moments; a leak of one kilobyte a try would be more. */
    private static final long MOST_GROWTH = 1L << 20;

    private static final int THOUSANDS = 3_000;

    /** Tries of each hostile server in the second round. */
    private static final int SECOND_ROUND = 4;

    private static CheckConf good(CheckLab lab) {
        lab.file(
                "nginx.conf",
                "daemon off; pid FOLDER/nginx.pid; events { } http { access_log off; server { listen 80; location / { return 200 \"fine\"; } } }"
                        .replace("FOLDER", lab.server().directory().toString()));
        lab.serve("nginx", "-c", lab.server().directory().resolve("nginx.conf").toString(), "-e", "stderr");
        lab.awaitListening(80);
        return CheckConf.empty()
                .check(GOOD.get(0), 80, "HTTP_GET {", "url {", "path /", "regex \"^fine$\"", "}", "}")
                .check(GOOD.get(1), 80, "TCP_CHECK {", "}")
                .check(GOOD.get(2), 0, "PING_CHECK {", "}");
    }

    @Test
    void noHostileServerHoldsUpOtherChecksOrKeepsAnything() {
        CheckLab.test(lab -> {
            CheckConf good = good(lab);
            try (HostileServers hostile = new HostileServers(lab, good)) {
                var process = new CheckingProcess(lab, hostile.checks(), good);
                GOOD.forEach(process.verdicts()::awaitUp);
                process.reload(hostile.checks());
                hostile.expected()
                        .forEach((name, words) -> process.verdicts()
                                .await(
                                        name,
                                        "tried with '" + words + "'",
                                        result -> result.words().matches(words)));
                assertTrue(process.figures().heapBytes() < MOST_HEAP, () -> "heap beside hostile servers");
                process.reload(good);
                CheckingProcess.Figures between =
                        process.restingFigures(); // the first round has opened what stays open
                again(process, hostile);
                process.reload(good);
                CheckingProcess.Figures after = process.restingFigures();
                assertEquals(between.descriptors(), after.descriptors(), "open files");
                assertFlat(between, after);
                GOOD.forEach(name -> assertUndisturbed(process.verdicts().all(name)));
            }
        });
    }

    private static void again(CheckingProcess process, HostileServers hostile) {
        Map<String, Integer> wanted = new HashMap<>();
        for (String name : hostile.expected().keySet()) {
            wanted.put(name, process.verdicts().all(name).size() + SECOND_ROUND);
        }
        wanted.keySet().removeAll(Set.of("a gigabyte", "a byte a second")); // those are not over soon
        process.reload(hostile.checks());
        wanted.forEach((name, tries) -> process.verdicts()
                .await(name, "tried again", _ -> process.verdicts().all(name).size() >= tries));
    }

    @Test
    void thousandsOfConnectionsThatFailTogetherHoldNobodyUp() {
        CheckLab.test(lab -> {
            CheckConf good = good(lab);
            List<String> names =
                    IntStream.range(0, THOUSANDS).mapToObj(i -> "one of " + i).toList();
            CheckConf thousands = good;
            for (String name : names) {
                thousands = thousands.check(
                        name,
                        9000,
                        "HTTP_GET {\ndelay_loop 2\nwarmup 0.2\nconnect_timeout 20\nurl {\npath /\nstatus_code 200\n}\n}");
            }
            OddServer silent = OddServer.on(lab, 9000, OddServer::sayNothing);
            var process = new CheckingProcess(lab, thousands, good);
            GOOD.forEach(process.verdicts()::awaitUp);
            CheckingProcess.Figures before = process.restingFigures();
            process.reload(thousands);
            for (int i = 0; i < 200 && silent.connections() < THOUSANDS; i++) {
                Thread.sleep(100);
            }
            assertEquals(THOUSANDS, silent.connections(), "connections at once");
            assertTrue(process.figures().heapBytes() < MOST_HEAP, () -> "heap with thousands of connections");
            silent.resetAll();
            names.forEach(name -> process.verdicts().awaitDown(name, "connection reset"));
            silent.close();
            names.forEach(name -> process.verdicts().awaitDown(name, "connection refused"));
            process.reload(good);
            CheckingProcess.Figures after = process.restingFigures();
            assertEquals(before.descriptors(), after.descriptors(), "open files");
            GOOD.forEach(name -> assertUndisturbed(process.verdicts().all(name)));
        });
    }

    private static void assertFlat(CheckingProcess.Figures before, CheckingProcess.Figures after) {
        long growth = after.heapBytes() - before.heapBytes();
        assertTrue(growth < MOST_GROWTH, () -> "the heap has grown by " + growth + " bytes");
    }

    /** It was up at every try, and no try came late. */
    private static void assertUndisturbed(List<Verdicts.Result> results) {
        for (int i = 0; i < results.size(); i++) {
            Verdicts.Result result = results.get(i);
            assertEquals(CheckStatus.UP, result.status(), result::toString);
            long gap = i == 0 ? 0 : result.millis() - results.get(i - 1).millis();
            assertTrue(gap < LONGEST_GAP_MILLIS, () -> "no try for " + gap + " ms: " + result);
        }
        assertTrue(results.size() > 10, () -> "only " + results.size() + " tries");
    }
}
