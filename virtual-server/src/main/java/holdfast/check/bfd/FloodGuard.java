package holdfast.check.bfd;

import java.time.Duration;

/**
 * Notices a flood of packets that are for no session. Reading them takes a processor from others, and this thread may be scheduled before most; a
 * few are read, so that the log can tell who sends them.
 */
final class FloodGuard {
    /** Not reached by mistake: a neighbor with the default timers, which we do not have, sends a hundred. */
    static final int MOST_A_SECOND = 5_000;

    static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A flood that has not ended after this is believed for twice as long, and so on: each look at it costs some lines in the log. */
    static final long SHORTEST = 10 * SECOND;

    static final long LONGEST = 64 * SHORTEST;

    private long windowAt;
    private long before;
    private boolean flood;
    private long until;
    private long believed;

    /**
     * For a loop that begins now.
     *
     * @param now monotonic nanoseconds
     */
    FloodGuard(long now) {
        windowAt = now;
        until = now;
    }

    /**
     * Whether there is a flood, or was a short time ago.
     *
     * @param rejected packets discarded since the beginning
     * @param now monotonic nanoseconds, never less than in the call before
     */
    boolean isFlood(long rejected, long now) {
        if (rejected - before > MOST_A_SECOND) {
            notice(now);
            begin(rejected, now);
        } else if (now - windowAt >= SECOND) {
            begin(rejected, now);
        }
        flood &= now - until < 0;
        return flood;
    }

    private void notice(long now) {
        boolean another = now - until >= SHORTEST;
        if (another || believed == 0) {
            believed = SHORTEST;
        } else if (!flood) {
            believed = Math.min(LONGEST, 2 * believed);
        }
        flood = true;
        until = now + believed;
    }

    private void begin(long rejected, long now) {
        windowAt = now;
        before = rejected;
    }
}
