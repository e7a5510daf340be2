package holdfast.agent.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often something took how long, counted in fixed ranges. Adding allocates nothing and never waits. All methods are for any thread. */
public final class DurationHistogram {
    private final long[] bounds; // in nanoseconds, ascending, each included in its range
    private final AtomicLongArray counts; // one more than bounds: what is longer than the last
    private final AtomicLong sum = new AtomicLong();

    /**
     * What was counted so far.
     *
     * @param bounds the longest time of each range but the last, ascending
     * @param counts how often, by range; one more than there are bounds
     * @param sum of all times
     */
    public record Reading(List<Duration> bounds, List<Long> counts, Duration sum) {
        /** Copies the lists. */
        public Reading {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
        }
    }

    /**
     * Nothing counted yet.
     *
     * @param bounds the longest time of each range, in nanoseconds, ascending; there is one more range, for all that is longer
     */
    public DurationHistogram(long... bounds) {
        this.bounds = bounds.clone();
        this.counts = new AtomicLongArray(bounds.length + 1);
    }

    /** Counts a time in nanoseconds; a negative one as zero. */
    public void add(long nanos) {
        long time = Math.max(0, nanos);
        int range = 0;
        while (range < bounds.length && time > bounds[range]) {
            range++;
        }
        counts.incrementAndGet(range);
        sum.addAndGet(time);
    }

    /** What was counted so far. */
    public Reading read() {
        List<Duration> limits = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        for (long bound : bounds) {
            limits.add(Duration.ofNanos(bound));
        }
        for (int range = 0; range < counts.length(); range++) {
            numbers.add(counts.get(range));
        }
        return new Reading(limits, numbers, Duration.ofNanos(sum.get()));
    }
}
