package holdfast.check;

import java.math.BigDecimal;
import java.time.Duration;

/** Times for messages. */
final class Seconds {
    private Seconds() {}

    /** {@code 3 s}, {@code 0.25 s}. */
    static String of(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
    }
}
