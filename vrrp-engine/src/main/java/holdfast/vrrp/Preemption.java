package holdfast.vrrp;

import java.time.Duration;

/**
 * Whether a backup of higher priority takes over from an active router of lower priority (RFC 9568, 6.1,
 * Preempt_Mode).
 */
public sealed interface Preemption {
    /** It does, as soon as its Active_Down_Timer has run out; the default. */
    Preemption AT_ONCE = new After(Duration.ZERO);
    /** It does not; keepalived's {@code nopreempt}. */
    Preemption NEVER = new Never();

    /**
     * It does, but lets the other work for a while first: keepalived's {@code preempt_delay}. The time begins with
     * the first advertisement of lower priority and starts anew when one of equal or higher priority was heard.
     * Silence is never waited for any longer.
     *
     * @param delay 0..1000 s
     */
    record After(Duration delay) implements Preemption {
        /** Checks the range. */
        public After {
            if (delay.isNegative() || delay.compareTo(Duration.ofSeconds(1000)) > 0) {
                throw new IllegalArgumentException("preemption delay " + delay + " is not in 0..1000 s");
            }
        }
    }

    /** Never. */
    record Never() implements Preemption {}
}
