package holdfast.track;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a tracked script is doing.
 *
 * @param name its name
 * @param status good or bad; empty: not known yet
 * @param interval from start to start
 * @param runningSince when the run under way began, in monotonic nanoseconds
 * @param last the last run that ended
 * @param runs how many have ended, since the script was configured
 * @param failures how many of them failed
 * @param spent how long all of them took together
 */
public record ScriptReport(
        String name,
        Optional<ScriptStatus> status,
        Duration interval,
        OptionalLong runningSince,
        Optional<Run> last,
        long runs,
        long failures,
        Duration spent) {
    /**
     * A run that is over.
     *
     * @param endedAt when, in monotonic nanoseconds
     * @param took how long it took
     * @param succeeded whether it succeeded
     * @param words how it ended: {@code exited with status 1}
     */
    public record Run(long endedAt, Duration took, boolean succeeded, String words) {}
}
