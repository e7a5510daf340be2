package holdfast.vrrp;

import java.time.Duration;

/**
 * How long a lower priority has been let alone (keepalived's {@code preempt_delay}; docs/keepalived-behaviours.md,
 * items 4 and 6).
 */
final class PreemptDelay {
    private boolean begun;
    private long endsAt;

    /**
     * Whether a lower priority is still to be let alone; the first one heard begins the delay.
     *
     * <p>An advertisement that comes within half an interval of the end counts as one after it. Letting it restart the
     * Active_Down_Timer would make the takeover an interval later, or not, by the sender's microseconds; not doing so never makes
     * it earlier than the delay, since Active_Down_Interval is longer than an interval.
     */
    boolean holds(Duration delay, long intervalNanos, long now) {
        if (!begun) {
            begun = true;
            endsAt = now + delay.toNanos();
        }
        return endsAt - now > intervalNanos / 2;
    }

    /** The next lower priority begins it anew. */
    void cancel() {
        begun = false;
    }
}
