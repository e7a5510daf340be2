package holdfast.conf.lint;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people read them. */
final class Seconds {
    private Seconds() {}

    /** {@code 3.6 s}: at most three decimal places. */
    static String text(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
