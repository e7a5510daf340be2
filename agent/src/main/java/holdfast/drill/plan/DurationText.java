package holdfast.drill.plan;

import java.time.Duration;
import java.util.Locale;

/** How durations are written for people, the same everywhere in a drill. */
public final class DurationText {
    private DurationText() {}

    /**
     * In milliseconds, with a tenth where it matters.
     *
     * @param duration any duration
     * @return for example {@code 601.6 ms} or {@code 3102 ms}
     */
    public static String milliseconds(Duration duration) {
        double value = duration.toNanos() / 1e6;
        String pattern = Math.abs(value) < 1000 && value != Math.rint(value) ? "%.1f ms" : "%.0f ms";
        return String.format(Locale.ROOT, pattern, value);
    }

    /**
     * In seconds, as a configuration file has it.
     *
     * @param duration any duration
     * @return for example {@code 1 s} or {@code 0.25 s}
     */
    public static String seconds(Duration duration) {
        String value = String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1e3);
        return value.replaceAll("\\.?0+$", "") + " s";
    }
}
