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

    /** How the arguments of a process are compared. */
    public enum ParameterMatch {
        /** They are not compared. */
        NONE,
        /** All arguments must be equal. */
        EXACT,
        /** The process's arguments must begin with those given. */
        INITIAL,
        /** As {@link #INITIAL}, and the last one given may be the beginning of the process's argument. */
        PARTIAL
    }
}
