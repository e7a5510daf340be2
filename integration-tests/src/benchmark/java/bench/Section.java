package bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A part of the comparison. */
interface Section {
    /** What it is called on the command line and in docs/performance.md. */
    String name();

    /** Measures both programs and tells the results. */
    void measure(Effort effort, Results results) throws Exception;

    /**
     * Who is measured, and how long.
     *
     * @param quick a look: a fifth of the time, and smaller sizes
     */
    record Effort(Program ours, Program theirs, boolean quick) {
        List<Program> both() {
            return List.of(ours, theirs);
        }

        int runs(int full) {
            return quick ? Math.max(2, full / 5) : full;
        }

        Duration watch(int seconds) {
            return Duration.ofSeconds(quick ? Math.max(3, seconds / 5) : seconds);
        }

        List<Integer> sizes(Integer... full) {
            return quick ? List.of(full[0], full[1]) : List.of(full);
        }
    }

    static double milliseconds(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** The figure that so much of them are not greater than: 0.5 is the median, 1 the greatest. */
    static double at(double share, List<Double> figures) {
        List<Double> sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }
}
