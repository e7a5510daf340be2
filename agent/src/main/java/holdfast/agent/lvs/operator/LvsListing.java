package holdfast.agent.lvs.operator;

import holdfast.ipvs.RealServerId;
import holdfast.ipvs.VirtualServerStatus;
import java.util.List;
import java.util.Map;

/**
 * How every virtual server is doing, at one moment.
 *
 * @param virtualServers in the order of the file
 * @param overrideEnds when what an operator wanted ends by itself, in monotonic nanoseconds; only those that do
 * @param connections as the kernel counts them; of real servers that are in its table
 * @param now the moment, in monotonic nanoseconds, which the other times are compared with
 */
public record LvsListing(
        List<VirtualServerStatus> virtualServers,
        Map<RealServerId, Long> overrideEnds,
        Map<RealServerId, Connections> connections,
        long now) {
    /** Copies the collections. */
    public LvsListing {
        virtualServers = List.copyOf(virtualServers);
        overrideEnds = Map.copyOf(overrideEnds);
        connections = Map.copyOf(connections);
    }

    /**
     * Connections of a real server, of all services of its virtual server together.
     *
     * @param active established
     * @param inactive all others, such as closing ones
     */
    public record Connections(long active, long inactive) {}
}
