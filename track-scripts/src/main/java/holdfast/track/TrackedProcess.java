package holdfast.track;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * One {@code vrrp_track_process}.
 *
 * @param name its name in the configuration, unique
 * @param pattern which processes count
 * @param quorum how many must run, 1 to 65535; not looked at when {@code quorumMax} is 0
 * @param quorumMax how many may run, 0 to 65535; 0 means none may; empty for no limit
 * @param forkDelay how long the quorum must hold before it counts as gained; zero or positive
 * @param terminateDelay how long the quorum must be lost before it counts as lost; zero or positive
 */
public record TrackedProcess(
        String name,
        ProcessPattern pattern,
        int quorum,
        OptionalInt quorumMax,
        Duration forkDelay,
        Duration terminateDelay) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the quorum is below 1 or a delay negative
     */
    public TrackedProcess {
        if (quorum < 1) {
            throw new IllegalArgumentException("quorum of " + name + " must be at least 1");
        }
        if (forkDelay.isNegative() || terminateDelay.isNegative()) {
            throw new IllegalArgumentException("delays of " + name + " must not be negative");
        }
    }

    /** True if the other one counts the same processes, so that what is known of one holds for both. */
    public boolean countsTheSameAs(TrackedProcess other) {
        return pattern.equals(other.pattern);
    }

    /** True if this many running processes are neither too few nor too many. */
    boolean isQuorate(int running) {
        if (quorumMax.isPresent() && quorumMax.getAsInt() == 0) {
            return running == 0;
        }
        return running >= quorum && running <= quorumMax.orElse(Integer.MAX_VALUE);
    }
}
