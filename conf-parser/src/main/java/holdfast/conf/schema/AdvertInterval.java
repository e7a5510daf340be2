package holdfast.conf.schema;

import java.time.Duration;

/** What an advert can say about its interval. */
final class AdvertInterval {
    /** RFC 9568, 5.2.7: 12 bits of centiseconds. */
    private static final Duration MAX_VERSION_3 = Duration.ofMillis(40_950);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration CENTISECOND = Duration.ofMillis(10);

    private AdvertInterval() {}

    /** The nearest interval that version can express; at least one unit. */
    static Duration inVersion(int version, Duration wanted) {
        // Counted in a long: the division and multiplication of Duration go through BigDecimal, dear at start.
        long unit = (version == 2 ? SECOND : CENTISECOND).toNanos();
        Duration rounded = Duration.ofNanos(Math.max(1, (wanted.toNanos() + unit / 2) / unit) * unit);
        return version == 3 && rounded.compareTo(MAX_VERSION_3) > 0 ? MAX_VERSION_3 : rounded;
    }

    /** Seconds as people write them. */
    static String text(Duration duration) {
        return java.math.BigDecimal.valueOf(duration.toNanos(), 9)
                        .stripTrailingZeros()
                        .toPlainString() + " s";
    }
}
