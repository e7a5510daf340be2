package holdfast.agent.timing;

import holdfast.agent.timing.LateReason.Meanwhile;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Finds out why the loop was late, and says so. It looks at the kernel's record at the end of a turn, at most ten times a second; what has
 * changed since then is what happened while it waited. The loop's thread, but for {@link #expect} and {@link #counts}.
 */
public final class LatenessWatch {
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LEAST_LIMIT = Duration.ofMillis(5).toNanos();
    private static final long MOST_LIMIT = Duration.ofMillis(100).toNanos();
    private static final int PART_OF_AN_INTERVAL = 10;

    private final Optional<KernelRecord> record;
    private final LateWarnings warnings;
    private final Map<LateReason, AtomicLong> counts = new EnumMap<>(LateReason.class);
    private volatile long limit = MOST_LIMIT;
    private boolean looked;
    private long lookedAt;
    private long collected;
    private long collectorDelayed;
    private long delayed;
    private long ran;
    private long majorFaults;
    private long inKernel;

    /**
     * A watch of the calling thread.
     *
     * @param say gets a line for people
     */
    public static LatenessWatch ofCallingThread(Consumer<String> say) {
        return new LatenessWatch(KernelRecord.ofCallingThread(), say);
    }

    LatenessWatch(Optional<KernelRecord> record, Consumer<String> say) {
        this.record = record;
        this.warnings = new LateWarnings(say);
        for (LateReason reason : LateReason.values()) {
            counts.put(reason, new AtomicLong());
        }
    }

    /**
     * Says what late means: more than a tenth of the shortest advertisement interval, but never less than 5 ms, nor more than 100 ms. Any thread.
     *
     * @param interval the shortest of all instances
     */
    public void expect(Duration interval) {
        limit = Math.clamp(interval.toNanos() / PART_OF_AN_INTERVAL, LEAST_LIMIT, MOST_LIMIT);
    }

    /** How often the loop was late, by reason, in the order of the reasons. Any thread. */
    public Map<LateReason, Long> counts() {
        Map<LateReason, Long> now = new LinkedHashMap<>();
        counts.forEach((reason, count) -> now.put(reason, count.get()));
        return Collections.unmodifiableMap(now);
    }

    /** The kernel took so long to answer the loop. */
    public void answered(long nanos) {
        inKernel += nanos;
    }

    /**
     * The loop got to something that was due.
     *
     * @param nanos how late
     * @param now monotonic nanoseconds
     */
    public void late(long nanos, long now) {
        if (nanos > limit) {
            judge("woke up", "late", nanos, now);
        }
    }

    /**
     * The loop waits again.
     *
     * @param nanos how long it was busy
     * @param now monotonic nanoseconds
     */
    public void turned(long nanos, long now) {
        if (nanos > limit) {
            judge("was busy for", "on end", nanos, now);
        } else if (!looked || now - lookedAt >= LOOK_NANOS) {
            fresh().ifPresent(found -> note(found, now));
        }
    }

    private void judge(String did, String how, long nanos, long now) {
        if (!looked) {
            return;
        }
        fresh().ifPresent(found -> {
            Meanwhile what = since(found);
            note(found, now);
            LateReason reason = LateReason.of(nanos, what);
            counts.get(reason).incrementAndGet();
            warnings.warn(
                    "The VRRP loop " + did + " " + millis(nanos) + " " + how + ": " + reason.words(), what, nanos, now);
        });
    }

    static String millis(long nanos) {
        return Math.round(nanos / 1e6) + " ms";
    }

    /** What the kernel says now; empty when there is no record. */
    private Optional<KernelRecord> fresh() {
        return record.isPresent() && record.get().refresh() ? record : Optional.empty();
    }

    /** What has happened since the look before. */
    private Meanwhile since(KernelRecord fresh) {
        return new Meanwhile(
                fresh.collectorRan() - collected,
                fresh.collectorDelayed() - collectorDelayed,
                fresh.loopDelayed() - delayed,
                fresh.loopRan() - ran,
                fresh.loopMajorFaults() - majorFaults,
                inKernel);
    }

    /** From here on is the next look. */
    private void note(KernelRecord fresh, long now) {
        collected = fresh.collectorRan();
        collectorDelayed = fresh.collectorDelayed();
        delayed = fresh.loopDelayed();
        ran = fresh.loopRan();
        majorFaults = fresh.loopMajorFaults();
        inKernel = 0;
        looked = true;
        lookedAt = now;
    }
}
