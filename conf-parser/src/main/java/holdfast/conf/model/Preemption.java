package holdfast.conf.model;

import java.time.Duration;

/**
 * Whether a master of lower priority is replaced.
 *
 * @param preempt Preempt_Mode (RFC 9568, 6.1); off when the file forbids preemption
 * @param preemptDelay {@code preempt_delay}: how long after start a lower master is left alone, 0 to 1000 s
 */
public record Preemption(boolean preempt, Duration preemptDelay) {}
