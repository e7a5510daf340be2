package holdfast.agent.doctor.machine;

import java.time.Duration;

/**
 * When the time of a run is up.
 *
 * @param nanos of {@link System#nanoTime()}
 */
public record Deadline(long nanos) {
    /** So long from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left of the time, but no more than this; zero when it is up. */
    public Duration atMost(Duration longest) {
        long left = Math.max(0, nanos - System.nanoTime());
        return left < longest.toNanos() ? Duration.ofNanos(left) : longest;
    }

    /** Whether it is up. */
    public boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }
}
