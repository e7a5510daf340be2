package holdfast.check;

import java.time.Duration;

/**
 * What came of one try.
 *
 * @param id of which check
 * @param status of the service after it
 * @param changed whether that is news: true for the first result, unless {@code alpha} foretold it
 * @param verdict how the try ended, with words and perhaps a weight
 * @param part which part was tried, 0 unless the check has several
 * @param failures tries that failed in a row, this one included
 * @param worthLogging whether Keepalived would log it: news, with {@code log_all_failures} every failure of a service that is up, and the
 *     first of several tries that could not be made
 * @param took from the start of the try to its end
 */
public record CheckReport(
        CheckId id,
        CheckStatus status,
        boolean changed,
        Verdict verdict,
        int part,
        long failures,
        boolean worthLogging,
        Duration took) {}
