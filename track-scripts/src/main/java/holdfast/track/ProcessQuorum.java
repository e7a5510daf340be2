package holdfast.track;

/**
 * Whether a tracked process has its quorum, as counts come in and time passes. A quorum that is gained (or lost) counts
 * only after it has held for {@code fork_delay} (or {@code terminate_delay}); the first count takes effect at once.
 * Times are monotonic nanoseconds, compared by subtraction.
 */
public sealed interface ProcessQuorum {

    /** Nothing counted yet. */
    record Unknown() implements ProcessQuorum {}

    /**
     * What counts.
     *
     * @param quorate true if the quorum is there
     */
    record Settled(boolean quorate) implements ProcessQuorum {}

    /**
     * The opposite of what counts has been seen, but not for long enough.
     *
     * @param quorate what still counts
     * @param changesAtNanos when the opposite will count
     */
    record Changing(boolean quorate, long changesAtNanos) implements ProcessQuorum {}

    /** Where it starts. */
    static ProcessQuorum initial() {
        return new Unknown();
    }

    /**
     * The state after a count.
     *
     * @param running how many matching processes run now
     * @param process quorum and delays
     * @param nowNanos the time of the count
     */
    default ProcessQuorum after(int running, TrackedProcess process, long nowNanos) {
        boolean seen = process.isQuorate(running);
        return switch (this) {
            case Unknown _ -> new Settled(seen);
            case Settled settled when settled.quorate() == seen -> settled;
            case Settled settled -> {
                long delay = (seen ? process.forkDelay() : process.terminateDelay()).toNanos();
                yield delay == 0 ? new Settled(seen) : new Changing(settled.quorate(), nowNanos + delay);
            }
            case Changing changing when changing.quorate() == seen -> new Settled(seen);
            case Changing changing -> nowNanos - changing.changesAtNanos() >= 0 ? new Settled(seen) : changing;
        };
    }

    /** What counts; false while nothing has been counted. */
    default boolean quorate() {
        return switch (this) {
            case Unknown _ -> false;
            case Settled(boolean quorate) -> quorate;
            case Changing changing -> changing.quorate();
        };
    }
}
