package holdfast.conf.schema;

import java.time.Duration;

/** What an advert can say about its interval. */
final class AdvertInterval {
    /** RFC 9568, 5.2.7: 12 bits of centiseconds. */
    private static final Duration MAX_VERSION_3 = Duration.ofMillis(40_950);

    private static final Duration CENTISECOND = Duration.ofMillis(10);

    private AdvertInterval() {}

    /** The nearest interval that version can express; at least one unit. */
    static Duration inVersion(int version, Duration wanted) {
        Duration unit = version == 2 ? Duration.ofSeconds(1) : CENTISECOND;
        long units = Math.max(1, wanted.plus(unit.dividedBy(2)).dividedBy(unit));
        Duration rounded = unit.multipliedBy(units);
        return version == 3 && rounded.compareTo(MAX_VERSION_3) > 0 ? MAX_VERSION_3 : rounded;
    }

    /** Seconds as people write them. */
    static String text(Duration duration) {
        return java.math.BigDecimal.valueOf(duration.toNanos(), 9)
                        .stripTrailingZeros()
                        .toPlainString() + " s";
    }
}
