package holdfast.check;

import java.time.Duration;

/**
 * When a check is made (keepalived.conf(5), "Virtual server(s)").
 *
 * @param delayLoop from the end of one try to the start of the next; above zero
 * @param warmup the first try starts at a random moment within that time; zero: at once
 * @param retry failures in a row that are forgiven while the service is up; 0 or more
 * @param delayBeforeRetry from a failure that is forgiven to the next try
 */
public record CheckTiming(Duration delayLoop, Duration warmup, long retry, Duration delayBeforeRetry) {
    /** Checks the ranges. */
    public CheckTiming {
        if (!delayLoop.isPositive() || warmup.isNegative() || retry < 0 || delayBeforeRetry.isNegative()) {
            throw new IllegalArgumentException("times and counts of a check: " + delayLoop + ", " + warmup + ", "
                    + retry + ", " + delayBeforeRetry);
        }
    }
}
