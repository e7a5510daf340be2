package holdfast.agent.status.operator;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people read them. */
public final class Spans {
    private Spans() {}

    /** {@code 0.4 s}, {@code 12 s}, {@code 3m20s}, {@code 2h05m}, {@code 3d04h}: two units at most. */
    public static String text(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, span.toMillis() / 100) / 10.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
        }
        return String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds / 3600 % 24);
    }

    /** Seconds as a number with milliseconds, for programs. */
    static double seconds(Duration span) {
        return span.toMillis() / 1000.0;
    }
}
