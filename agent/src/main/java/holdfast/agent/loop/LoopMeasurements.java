package holdfast.agent.loop;

import holdfast.agent.status.DurationHistogram;

/** How punctual the loop is. The loop adds; any thread reads. */
public final class LoopMeasurements {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final DurationHistogram lateness = new DurationHistogram(
            100 * MICROSECOND,
            300 * MICROSECOND,
            MILLISECOND,
            3 * MILLISECOND,
            10 * MILLISECOND,
            30 * MILLISECOND,
            100 * MILLISECOND,
            SECOND);
    private final DurationHistogram turns = new DurationHistogram(
            100 * MICROSECOND,
            MILLISECOND,
            3 * MILLISECOND,
            10 * MILLISECOND,
            30 * MILLISECOND,
            100 * MILLISECOND,
            SECOND);
    private final DurationHistogram takeovers = new DurationHistogram(
            300 * MICROSECOND,
            MILLISECOND,
            3 * MILLISECOND,
            10 * MILLISECOND,
            30 * MILLISECOND,
            100 * MILLISECOND,
            300 * MILLISECOND,
            SECOND,
            3 * SECOND);

    /** Nothing measured yet. */
    public LoopMeasurements() {}

    /** From the moment when an advert or a timeout was due to the moment when the loop got to it. */
    public DurationHistogram lateness() {
        return lateness;
    }

    /** From waking up until waiting again: for so long nothing else is taken care of. */
    public DurationHistogram turns() {
        return turns;
    }

    /** From the event that made an instance MASTER until the kernel has its addresses. */
    public DurationHistogram takeovers() {
        return takeovers;
    }
}
