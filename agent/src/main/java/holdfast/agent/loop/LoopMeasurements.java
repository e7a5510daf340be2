package holdfast.agent.loop;

import holdfast.agent.status.DurationHistogram;
import holdfast.agent.timing.LatenessWatch;
import holdfast.agent.timing.TimedKernel;
import holdfast.vip.RouteKernel;

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
            300 * MICROSECOND,
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

    private final LatenessWatch watch;

    /**
     * Nothing measured yet.
     *
     * @param watch finds out why the loop was late
     */
    public LoopMeasurements(LatenessWatch watch) {
        this.watch = watch;
    }

    /**
     * The loop does not wait any more, for whatever reason: who was stopped, and is continued, is told by a signal and not by the timer.
     *
     * @param due what the timer was set to, monotonic nanoseconds; {@link Long#MIN_VALUE}: to nothing
     * @param now monotonic nanoseconds
     * @return whether that is over
     */
    boolean awoke(long due, long now) {
        if (due == Long.MIN_VALUE || now - due < 0) {
            return false;
        }
        lateness.add(now - due);
        watch.late(now - due, now);
        return true;
    }

    /** The loop waits again; monotonic nanoseconds. */
    void turned(long woken, long now) {
        turns.add(now - woken);
        watch.turned(now - woken, now);
    }

    /** The same kernel; how long it takes to answer counts as a reason for being late. */
    RouteKernel timed(RouteKernel kernel) {
        return new TimedKernel(kernel, watch::answered);
    }

    /** Why the loop was late, and how often. */
    public LatenessWatch watch() {
        return watch;
    }

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
