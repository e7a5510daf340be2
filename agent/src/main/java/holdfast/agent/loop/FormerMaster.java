package holdfast.agent.loop;

import holdfast.vrrp.RouterKey;
import java.util.concurrent.TimeUnit;

/**
 * A virtual router that a process was MASTER of when it ended without a word.
 *
 * @param name what it was called
 * @param key what it is on the wire
 * @param advertisedAt its last advert, monotonic nanoseconds
 * @param earliestTakeoverNanos how long after that no other router has taken over
 */
public record FormerMaster(String name, RouterKey key, long advertisedAt, long earliestTakeoverNanos) {
    /** The part of that time after which nothing begins any more: an advert has to arrive before it is over. */
    private static final int MARGIN = 16;

    private static final long LEAST_MARGIN_NANOS = 20_000_000;

    /**
     * Whether no other router can have taken over so far, nor will before an advert that leaves now.
     *
     * @param now monotonic nanoseconds
     */
    public boolean isStillMaster(long now) {
        long margin = Math.max(LEAST_MARGIN_NANOS, earliestTakeoverNanos / MARGIN);
        long passed = now - advertisedAt;
        return passed >= 0 && passed < earliestTakeoverNanos - margin;
    }

    /** Why it is too late to go on, in words. */
    String lateness(long now) {
        return "its last advert is %d ms old, and another router may take over after %d ms"
                .formatted(
                        TimeUnit.NANOSECONDS.toMillis(now - advertisedAt),
                        TimeUnit.NANOSECONDS.toMillis(earliestTakeoverNanos));
    }
}
