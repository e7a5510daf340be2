package holdfast.conf.model;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * A {@code vrrp_track_process} block: are enough processes of a kind running?
 *
 * @param name its name
 * @param process program name, as in {@code /proc/PID/comm} (or as in its command line with {@code fullCommand})
 * @param parameters arguments to compare; empty with {@link ParameterMatch#NONE}
 * @param parameterMatch how the arguments are compared
 * @param fullCommand compare with the command line instead of the short name
 * @param weight -254 to 254, default 0: too few or too many is a fault
 * @param quorum least number of processes, default 1
 * @param quorumMax greatest number of processes, if limited
 * @param forkDelay how long a new process must live to count
 * @param terminateDelay how long after its end a process still counts
 */
public record VrrpTrackProcess(
        String name,
        String process,
        List<String> parameters,
        ParameterMatch parameterMatch,
        boolean fullCommand,
        int weight,
        int quorum,
        OptionalInt quorumMax,
        Duration forkDelay,
        Duration terminateDelay) {
    /** Copies the list. */
    public VrrpTrackProcess {
        parameters = List.copyOf(parameters);
    }

    /** How the arguments of a process are compared (keepalived.conf(5), {@code param_match}). */
    public enum ParameterMatch {
        /** They are not compared. */
        NONE,
        /** All arguments must be equal, and there are no more. */
        EXACT,
        /** As {@link #PARTIAL}, and the process's argument may be longer than the last one given. */
        INITIAL,
        /** The first arguments of the process are exactly those given; it may have more. */
        PARTIAL
    }
}
