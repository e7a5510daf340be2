package holdfast.conf.model.lvs;

import java.time.Duration;

/**
 * When a check is made.
 *
 * @param delayLoop from one check to the next
 * @param warmup the first is made at a random moment within that time; zero: at once
 * @param retry failures in a row that are forgiven: 1, for {@code DNS_CHECK} 3, for {@code MISC_CHECK} 0 unless given
 * @param delayBeforeRetry from a failure to the next try: 1 s, for HTTP 3 s, for {@code DNS_CHECK} the delay loop unless
 *     given
 */
public record CheckSchedule(Duration delayLoop, Duration warmup, long retry, Duration delayBeforeRetry) {}
