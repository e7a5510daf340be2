package holdfast.conf.model.lvs;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a virtual or real server says about its checks; real servers inherit it from virtual ones, checkers from real ones.
 *
 * @param connectTimeout time for a connection, default 5 s
 * @param delayLoop time between two checks, default 60 s
 * @param retry failures in a row that are forgiven; default: the checker's own
 * @param delayBeforeRetry time from a failure to the next try; default: the checker's own
 * @param warmup the first check is made at a random moment within that time; default: {@code delayLoop}
 */
public record CheckDefaults(
        Duration connectTimeout,
        Duration delayLoop,
        OptionalLong retry,
        Optional<Duration> delayBeforeRetry,
        Optional<Duration> warmup) {}
