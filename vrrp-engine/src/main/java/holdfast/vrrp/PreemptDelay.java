package holdfast.vrrp;

import java.time.Duration;

/**
 * How long a lower priority has been let alone (keepalived's {@code preempt_delay}; docs/keepalived-behaviours.md,
 * items 4 and 6).
 */
final class PreemptDelay {
    private boolean begun;
    private long endsAt;

    /** Whether a lower priority is still to be let alone; the first one heard begins the delay. */
    boolean holds(Duration delay, long now) {
        if (!begun) {
            begun = true;
            endsAt = now + delay.toNanos();
        }
        return endsAt - now > 0;
    }

    /** The next lower priority begins it anew. */
    void cancel() {
        begun = false;
    }
}
