package holdfast.it.check;

import static org.junit.jupiter.api.Assertions.fail;

import holdfast.check.CheckReport;
import holdfast.check.CheckStatus;
import holdfast.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What checks have found, by the names that tests give them. Any thread. */
final class Verdicts {
    /** Long enough for a busy machine; nothing waits so long when all is well. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Set<String> names;
    private final Map<String, List<Result>> results = new HashMap<>(); // guarded by this

    /**
     * What came of a try.
     *
     * @param status of the service after it
     * @param words what happened
     * @param weight the weight the service asks for
     * @param millis when, on a clock that only differences are taken of
     */
    record Result(CheckStatus status, String words, OptionalInt weight, long millis) {
        static Result of(CheckReport report) {
            OptionalInt weight =
                    report.verdict() instanceof Verdict.Passed passed ? passed.weight() : OptionalInt.empty();
            return new Result(
                    report.status(),
                    report.verdict().words(),
                    weight,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        }
    }

    Verdicts(List<String> names) {
        this.names = Set.copyOf(names);
    }

    /** A check was made. */
    synchronized void note(String name, Result result) {
        results.computeIfAbsent(name, _ -> new ArrayList<>()).add(result);
        notifyAll();
    }

    /** All results of a check so far. */
    synchronized List<Result> all(String name) {
        return List.copyOf(results.getOrDefault(name, List.of()));
    }

    /** Waits until a service is up. */
    void awaitUp(String name) {
        await(name, "up", result -> result.status() == CheckStatus.UP);
    }

    /** Waits until a service is down for a reason. */
    void awaitDown(String name, String words) {
        await(
                name,
                "down with '" + words + "'",
                result -> result.status() == CheckStatus.DOWN && result.words().equals(words));
    }

    /** The same for words that differ from one implementation of the peer to the next. */
    void awaitDownMatching(String name, String pattern) {
        await(
                name,
                "down with words like '" + pattern + "'",
                result -> result.status() == CheckStatus.DOWN && result.words().matches(pattern));
    }

    /** Waits until the last result of a check is as wanted. */
    synchronized Result await(String name, String what, Predicate<Result> condition) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("there is no check '" + name + "'");
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!results.containsKey(name) || !condition.test(results.get(name).getLast())) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                List<Result> found = all(name);
                return fail(name + " is not " + what + " but: " + (found.isEmpty() ? "not tried" : found.getLast()));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return fail("interrupted");
            }
        }
        return results.get(name).getLast();
    }
}
