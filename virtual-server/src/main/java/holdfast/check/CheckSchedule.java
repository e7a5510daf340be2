package holdfast.check;

import java.time.Duration;

/**
 * When a check is tried next and what its service's status is: the rules of Keepalived 2.2.7, as observed of it (docs/health-checks.md has the
 * observations). Pure: no clock. A check with several parts stays at the part that failed, and goes on with the next after a success.
 */
final class CheckSchedule {
    private final CheckTiming timing;
    private final Check check;
    private final RetryRule rule;
    private CheckStatus status;
    private int part;

    /** Tries that failed in a row. */
    private long failures;

    /** The same since the last time they were too many. */
    private long unforgiven;

    private boolean hasBeenTried;
    private boolean hasBeenUp;

    /** More failures than are forgiven, and no success since. */
    private boolean exhausted;

    CheckSchedule(CheckDefinition definition) {
        timing = definition.timing();
        check = definition.check();
        rule = check.retryRule();
        status = definition.alpha() ? CheckStatus.DOWN : CheckStatus.UNKNOWN;
    }

    CheckStatus status() {
        return status;
    }

    int part() {
        return part;
    }

    /** Tries that failed in a row. */
    long failures() {
        return failures;
    }

    /**
     * How long the first try waits.
     *
     * @param random 0 (inclusive) to 1 (exclusive)
     */
    Duration first(double random) {
        return scaled(timing.warmup(), random);
    }

    /** The same after a rest ({@code ha_suspend}): soon, for somebody is waiting for the result, but not all checks at the same moment. */
    Duration afterRest(double random) {
        Duration second = Duration.ofSeconds(1);
        return scaled(timing.warmup().compareTo(second) < 0 ? timing.warmup() : second, random);
    }

    /** A try passed; how long to wait for the next. */
    Duration passed() {
        boolean newRound = exhausted && rule == RetryRule.WHOLE_ROUND;
        failures = 0;
        unforgiven = 0;
        exhausted = false;
        hasBeenTried = true;
        part = newRound ? 0 : part + 1;
        if (newRound || part < check.parts()) {
            return betweenParts();
        }
        part = 0;
        status = CheckStatus.UP;
        hasBeenUp = true;
        return timing.delayLoop();
    }

    /** A try failed; how long to wait for the next. */
    Duration failed() {
        boolean forgiving = switch (rule) {
            case PLAIN, WHOLE_ROUND -> hasBeenUp && !exhausted;
            case CYCLE -> hasBeenTried;
            case CYCLE_FROM_START -> true;
        };
        hasBeenTried = true;
        failures++;
        unforgiven++;
        if (forgiving && unforgiven <= timing.retry()) {
            return timing.delayBeforeRetry();
        }
        unforgiven = 0;
        exhausted = true;
        status = CheckStatus.DOWN;
        return switch (rule) {
            case PLAIN, WHOLE_ROUND -> longer(timing.delayLoop(), timing.delayBeforeRetry());
            case CYCLE, CYCLE_FROM_START -> timing.delayLoop();
        };
    }

    /** A try could not be made; how long to wait for the next. */
    Duration undecided() {
        return timing.delayLoop();
    }

    private Duration betweenParts() {
        return status != CheckStatus.UP && check.partsAtOnceWhileDown() ? Duration.ZERO : timing.delayLoop();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration scaled(Duration time, double factor) {
        return Duration.ofNanos((long) (time.toNanos() * factor));
    }
}
