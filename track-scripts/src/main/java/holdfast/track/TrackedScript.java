package holdfast.track;

import holdfast.track.run.RunAs;
import java.time.Duration;

/**
 * One {@code vrrp_script}.
 *
 * @param name its name in the configuration, unique
 * @param command what is run
 * @param interval from the start of one run to the start of the next; positive
 * @param timeout how long a run may take; positive. keepalived's default, and its meaning of 0, is the interval
 * @param rise successes in a row that make a bad script good; at least 1
 * @param fall failures in a row that make a good script bad; at least 1
 * @param initFail true if the script counts as failed until its first result ({@code init_fail})
 * @param runAs the account it runs under
 */
public record TrackedScript(
        String name,
        ScriptCommand command,
        Duration interval,
        Duration timeout,
        int rise,
        int fall,
        boolean initFail,
        RunAs runAs) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if an interval is not positive, or rise or fall below 1
     */
    public TrackedScript {
        if (!interval.isPositive() || timeout.isNegative()) {
            throw new IllegalArgumentException("interval and timeout of script " + name + " must be positive");
        }
        if (rise < 1 || fall < 1) {
            throw new IllegalArgumentException("rise and fall of script " + name + " must be at least 1");
        }
        if (timeout.isZero()) {
            timeout = interval;
        }
    }

    /** True if the other script runs the same thing as the same user, so that what is known of one holds for both. */
    public boolean runsTheSameAs(TrackedScript other) {
        return command.equals(other.command) && runAs.equals(other.runAs);
    }
}
