package holdfast.agent.lvs;

import java.time.Duration;

/** How often the kernel's table is looked at. */
final class LookPause {
    /** From one look to the next; longer when looking takes long. */
    private static final Duration USUAL = Duration.ofSeconds(5);

    /** Looking takes at most this part of the time... */
    private static final int SHARE = 50;

    /** ...but what others change does not stay longer than this: a look that waits for a busy machine looks dear, and is not. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private LookPause() {}

    /** When the next look is due, after one that took from {@code begin} to {@code end}; all in monotonic nanoseconds. */
    static long next(long begin, long end) {
        long pause = Math.max(USUAL.toNanos(), (end - begin) * SHARE);
        return end + Math.min(pause, LONGEST.toNanos());
    }
}
