package holdfast.it.lvs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** Does the steps one after the other and writes down what was seen. A step that fails does not end the scenario. */
final class Steps {
    static final Duration POLL = Duration.ofMillis(100);

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;
    private final long begin = System.nanoTime();
    private Map<String, Object> seen = new TreeMap<>();
    private List<String> wrong = new ArrayList<>();

    Steps(Path file) {
        this.file = file;
    }

    /** What happens in a step. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    /** A step whose tables are no one's business. */
    void step(String name, Body body) {
        step(name, Map::of, body);
    }

    /**
     * A step.
     *
     * @param tables asked after a step that passed
     */
    void step(String name, Callable<Map<String, List<String>>> tables, Body body) {
        long from = System.nanoTime();
        seen = new TreeMap<>();
        wrong = new ArrayList<>();
        Map<String, List<String>> found = Map.of();
        try {
            body.run();
            if (wrong.isEmpty()) {
                found = tables.call();
            }
        } catch (Exception | AssertionError e) {
            wrong.add(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        StepRecord step = new StepRecord(
                name, String.join("; ", wrong), seconds(begin, from), seconds(from, System.nanoTime()), found, seen);
        try {
            Files.writeString(
                    file,
                    json.writeValueAsString(step) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes something that was seen. */
    void see(String name, Object value) {
        seen.put(name, value);
    }

    /** Notes something seen, and that the step fails if it is not as it has to be. */
    void check(String what, Object value, boolean right) {
        see(what, value);
        if (!right) {
            wrong.add(what + ": " + value);
        }
    }

    /**
     * Waits until something is so, and notes how long that took; the step ends here when it does not come to that.
     *
     * @param limit how long it may take
     */
    void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long from = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - from > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toMillis() / 1_000.0 + " s: " + what);
            }
            Thread.sleep(POLL);
        }
        see(what, seconds(from, System.nanoTime()) + " s");
    }

    /**
     * Waits until something is so, and stays so for a while.
     *
     * @param limit how long it may take until it is so for good
     * @param lasting how long it has to stay
     */
    void awaitLasting(String what, Duration limit, Duration lasting, BooleanSupplier condition)
            throws InterruptedException {
        long from = System.nanoTime();
        long since = from;
        boolean holds = false;
        while (!holds || System.nanoTime() - since < lasting.toNanos()) {
            boolean now = condition.getAsBoolean();
            if (now && !holds) {
                since = System.nanoTime();
            }
            holds = now;
            if (!holds && System.nanoTime() - from > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toMillis() / 1_000.0 + " s: " + what);
            }
            Thread.sleep(POLL);
        }
        see(what, seconds(from, since) + " s");
    }

    private static double seconds(long from, long to) {
        return Math.round((to - from) / 1e7) / 100.0;
    }
}
