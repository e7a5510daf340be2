package holdfast.agent.lvs.operator;

import holdfast.ipvs.RealServerId;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.IpvsStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How every virtual server is doing, at one moment.
 *
 * @param virtualServers in the order of the file
 * @param overrideEnds when what an operator wanted ends by itself, in monotonic nanoseconds; only those that do
 * @param connections as the kernel counts them; of real servers that are in its table
 * @param statistics what the kernel has counted, of the same real servers, over all services
 * @param tries health checks made since the start of load balancing, by kind of check
 * @param now the moment, in monotonic nanoseconds, which the other times are compared with
 */
public record LvsListing(
        List<VirtualServerStatus> virtualServers,
        Map<RealServerId, Long> overrideEnds,
        Map<RealServerId, Connections> connections,
        Map<RealServerId, IpvsStatistics> statistics,
        Map<String, Tries> tries,
        long now) {
    /** Copies the collections. */
    public LvsListing {
        virtualServers = List.copyOf(virtualServers);
        overrideEnds = Map.copyOf(overrideEnds);
        connections = Map.copyOf(connections);
        statistics = Map.copyOf(statistics);
        tries = Map.copyOf(tries);
    }

    /**
     * Connections of a real server, of all services of its virtual server together.
     *
     * @param active established
     * @param inactive all others, such as closing ones
     */
    public record Connections(long active, long inactive) {}

    /**
     * Tries of checks.
     *
     * @param passed the service answered as wanted
     * @param failed it did not
     * @param undecided the try could not be made or said nothing
     * @param spent how long all of them took together
     */
    public record Tries(long passed, long failed, long undecided, Duration spent) {
        /** None yet. */
        public static final Tries NONE = new Tries(0, 0, 0, Duration.ZERO);
    }
}
