package holdfast.agent.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A {@code vrrp_script} that is tracked.
 *
 * @param name its name
 * @param health {@code good}, {@code bad}, {@code unknown}
 * @param interval from start to start
 * @param running since when a run is under way
 * @param last how the last run ended; empty: none has
 * @param runs how many have ended
 * @param failures how many of them failed
 * @param spent how long all of them took together
 */
public record TrackedScriptStatus(
        String name,
        String health,
        Duration interval,
        Optional<Instant> running,
        Optional<Run> last,
        long runs,
        long failures,
        Duration spent) {
    /**
     * A run.
     *
     * @param at when it ended
     * @param took how long it took
     * @param succeeded whether it succeeded
     * @param words how it ended, such as {@code exited with status 1}
     */
    public record Run(Instant at, Duration took, boolean succeeded, String words) {}
}
