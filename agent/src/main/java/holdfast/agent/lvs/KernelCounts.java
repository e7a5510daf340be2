package holdfast.agent.lvs;

import holdfast.agent.lvs.operator.LvsListing.Connections;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the kernel counts, by real server: of all services of its virtual server together; a server without a port has that of the service.
 *
 * @param connections now
 * @param statistics since the server was added
 */
record KernelCounts(Map<RealServerId, Connections> connections, Map<RealServerId, IpvsStatistics> statistics) {
    private record Sum(Connections connections, IpvsStatistics statistics) {
        static Sum of(IpvsDestinationStatus one) {
            return new Sum(new Connections(one.activeConnections(), one.inactiveConnections()), one.statistics());
        }

        Sum and(Sum other) {
            IpvsStatistics more = other.statistics;
            return new Sum(
                    new Connections(
                            connections.active() + other.connections.active(),
                            connections.inactive() + other.connections.inactive()),
                    new IpvsStatistics(
                            statistics.connections() + more.connections(),
                            statistics.incomingPackets() + more.incomingPackets(),
                            statistics.outgoingPackets() + more.outgoingPackets(),
                            statistics.incomingBytes() + more.incomingBytes(),
                            statistics.outgoingBytes() + more.outgoingBytes()));
        }
    }

    /**
     * Of the real servers that are in the kernel's table.
     *
     * @param status the virtual servers
     * @param counts what the kernel says, by service
     */
    static KernelCounts of(List<VirtualServerStatus> status, Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts) {
        KernelCounts all = new KernelCounts(new HashMap<>(), new HashMap<>());
        for (VirtualServerStatus virtual : status) {
            Map<List<Object>, Sum> sums = sums(virtual, counts);
            for (RealServerStatus real : virtual.realServers()) {
                RealServerId id = real.id();
                Sum sum = sums.get(List.of(id.address(), id.port()));
                if (sum != null && real.weight().isPresent()) {
                    all.connections.put(id, sum.connections);
                    all.statistics.put(id, sum.statistics);
                }
            }
        }
        return all;
    }

    /** By address and port. */
    private static Map<List<Object>, Sum> sums(
            VirtualServerStatus virtual, Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts) {
        Map<List<Object>, Sum> sums = new HashMap<>();
        for (IpvsServiceKey key : virtual.services()) {
            int port = key instanceof IpvsServiceKey.Address service ? service.port() : 0;
            for (IpvsDestinationStatus there : counts.getOrDefault(key, List.of())) {
                int own = there.destination().port();
                sums.merge(List.of(there.destination().address(), own), Sum.of(there), Sum::and);
                if (own == port && own != 0) {
                    sums.merge(List.of(there.destination().address(), 0), Sum.of(there), Sum::and);
                }
            }
        }
        return sums;
    }
}
