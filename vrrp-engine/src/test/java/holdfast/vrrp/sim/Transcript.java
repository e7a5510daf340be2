package holdfast.vrrp.sim;

import java.util.ArrayList;
import java.util.List;

/** What happened in a simulation, line by line, for a reader. Switched off, it costs nothing: callers ask {@link #isOn()} first. */
final class Transcript {
    private final boolean on;
    private final List<String> lines = new ArrayList<>();

    private Transcript(boolean on) {
        this.on = on;
    }

    static Transcript recording() {
        return new Transcript(true);
    }

    static Transcript none() {
        return new Transcript(false);
    }

    boolean isOn() {
        return on;
    }

    /**
     * Adds a line.
     *
     * @param trueNanos when
     * @param who the node, or something short for what concerns none
     */
    void note(long trueNanos, String who, String what) {
        if (on) {
            lines.add("%14s  %-3s %s".formatted(seconds(trueNanos), who, what));
        }
    }

    /** Adds a line without a time. */
    void head(String text) {
        if (on) {
            lines.add(text);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Exact seconds, with no more digits than needed but at least three: {@code 3.609375}. */
    static String seconds(long nanos) {
        String digits = "%d.%09d".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0' && digits.charAt(end - 4) != '.') {
            end--;
        }
        return digits.substring(0, end);
    }
}
