package holdfast.agent.status.operator;

import java.time.Duration;

/** Lengths of time as people read them. */
public final class Spans {
    private Spans() {}

    /** {@code 0.4 s}, {@code 12 s}, {@code 3m20s}, {@code 2h05m}, {@code 3d04h}: two units at most. */
    public static String text(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 10) {
            long tenths = Math.max(0, span.toMillis() / 100);
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + twoDigits(seconds % 60) + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h" + twoDigits(seconds / 60 % 60) + "m";
        }
        return seconds / 86_400 + "d" + twoDigits(seconds / 3600 % 24) + "h";
    }

    private static String twoDigits(long number) {
        return (number < 10 ? "0" : "") + number;
    }

    /** Seconds as a number with milliseconds, for programs. */
    static double seconds(Duration span) {
        return span.toMillis() / 1000.0;
    }
}
