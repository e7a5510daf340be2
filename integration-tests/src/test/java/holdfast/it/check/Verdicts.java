package holdfast.it.check;

import static org.junit.jupiter.api.Assertions.fail;

import holdfast.check.CheckId;
import holdfast.check.CheckListener;
import holdfast.check.CheckReport;
import holdfast.check.CheckStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What checks have found, by the names that tests give them. Any thread. */
final class Verdicts implements CheckListener {
    /** Long enough for a busy machine; nothing waits so long when all is well. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<CheckId, String> names;
    private final Map<String, CheckReport> last = new HashMap<>(); // guarded by this
    private final Map<String, Long> tries = new HashMap<>(); // guarded by this

    Verdicts(Map<CheckId, String> names) {
        this.names = Map.copyOf(names);
    }

    @Override
    public synchronized void tried(CheckReport report) {
        String name = names.get(report.id());
        last.put(name, report);
        tries.merge(name, 1L, Long::sum);
        notifyAll();
    }

    /** How often a check was made. */
    synchronized long tries(String name) {
        return tries.getOrDefault(name, 0L);
    }

    /** Waits until a service is up. */
    CheckReport awaitUp(String name) {
        return await(name, "up", report -> report.status() == CheckStatus.UP);
    }

    /** Waits until a service is down for a reason. */
    void awaitDown(String name, String words) {
        await(
                name,
                "down with '" + words + "'",
                report -> report.status() == CheckStatus.DOWN
                        && report.verdict().words().equals(words));
    }

    /** The same for words that differ from one implementation of the peer to the next. */
    void awaitDownMatching(String name, String pattern) {
        await(
                name,
                "down with words like '" + pattern + "'",
                report -> report.status() == CheckStatus.DOWN
                        && report.verdict().words().matches(pattern));
    }

    /** Waits for a report of a check. */
    synchronized CheckReport await(String name, String what, Predicate<CheckReport> condition) {
        if (!names.containsValue(name)) {
            throw new IllegalArgumentException("there is no check '" + name + "'");
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!last.containsKey(name) || !condition.test(last.get(name))) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return fail(name + " is not " + what + " but: " + last.get(name));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return fail("interrupted");
            }
        }
        return last.get(name);
    }
}
