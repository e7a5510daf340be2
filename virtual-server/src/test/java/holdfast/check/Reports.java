package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it hears, for tests to wait for. */
final class Reports implements CheckListener {
    private static final long PATIENCE_SECONDS = 10;

    private final BlockingQueue<CheckReport> heard = new LinkedBlockingQueue<>();

    @Override
    public void tried(CheckReport report) {
        heard.add(report);
    }

    /** The next report, whichever check it is about. */
    CheckReport next() {
        try {
            CheckReport report = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertNotNull(report, "no report within " + PATIENCE_SECONDS + " s");
            return report;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The next report about one check; others are forgotten. */
    CheckReport next(CheckId id) {
        CheckReport report = next();
        while (!report.id().equals(id)) {
            report = next();
        }
        return report;
    }

    /** How many have been heard and not asked for. */
    int waiting() {
        return heard.size();
    }
}
