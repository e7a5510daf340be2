package holdfast.check;

import java.time.Duration;

/**
 * When a check is tried next and what its service's status is: the rules of Keepalived 2.2.7, as observed of it. Pure: no clock.
 *
 * <ul>
 *   <li>A service that is up goes down when more than {@code retry} tries failed in a row, {@code delay_before_retry} apart; a success in
 *       between forgets them.
 *   <li>Before the first complete success the first failure counts at once, unless {@link Check#forgivesBeforeFirstSuccess}.
 *   <li>A service that is down is tried every {@code delay_loop}. One success brings it up, or, with {@link Check#recoversByWholeRound},
 *       one success and then a round of all parts; failures in that round are forgiven like those of a service that is up.
 *   <li>A check with several parts stays at the part that failed, and after a success goes on with the next.
 * </ul>
 */
final class CheckSchedule {
    private final CheckTiming timing;
    private final Check check;
    private CheckStatus status;
    private int part;
    private long failures;
    private boolean hasBeenUp;
    private boolean exhausted;

    CheckSchedule(CheckDefinition definition) {
        timing = definition.timing();
        check = definition.check();
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
        failures = 0;
        boolean newRound = exhausted && check.recoversByWholeRound();
        exhausted = false;
        if (newRound) {
            part = 0;
            return betweenParts();
        }
        part++;
        if (part < check.parts()) {
            return betweenParts();
        }
        part = 0;
        status = CheckStatus.UP;
        hasBeenUp = true;
        return timing.delayLoop();
    }

    /** A try failed; how long to wait for the next. */
    Duration failed() {
        failures++;
        boolean forgiving = hasBeenUp || check.forgivesBeforeFirstSuccess();
        if (forgiving && !exhausted && failures <= timing.retry()) {
            return timing.delayBeforeRetry();
        }
        exhausted = true;
        status = CheckStatus.DOWN;
        return whileDown();
    }

    /** A try could not be made; how long to wait for the next. */
    Duration undecided() {
        return timing.delayLoop();
    }

    private Duration whileDown() {
        return timing.delayLoop();
    }

    private Duration betweenParts() {
        return status != CheckStatus.UP && check.partsAtOnceWhileDown() ? Duration.ZERO : timing.delayLoop();
    }

    private static Duration scaled(Duration time, double factor) {
        return Duration.ofNanos((long) (time.toNanos() * factor));
    }
}
