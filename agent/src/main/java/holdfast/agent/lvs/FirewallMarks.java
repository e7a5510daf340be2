package holdfast.agent.lvs;

import holdfast.ipvs.BalancingPlan;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.VirtualServer;
import holdfast.linux.AddressFamily;
import holdfast.linux.IpvsConnection;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** By which firewall mark the kernel has found the service of a connection, which it does not say. */
final class FirewallMarks {
    private final Set<Place> addresses = new HashSet<>();
    private final Map<InetAddress, Long> marks = new HashMap<>();

    /** Where a service is. */
    private record Place(InetAddress address, int port) {}

    FirewallMarks(BalancingPlan plan) {
        plan.virtualServers()
                .forEach(server -> server.services().forEach(key -> {
                    switch (key) {
                        case IpvsServiceKey.Address place -> addresses.add(new Place(place.address(), place.port()));
                        case IpvsServiceKey.FirewallMark mark -> add(server, mark.mark(), mark.family());
                    }
                }));
    }

    private void add(VirtualServer server, long mark, AddressFamily family) {
        for (RealServer each : server.realServers()) {
            if (AddressFamily.of(each.address()) == family) {
                marks.putIfAbsent(each.address(), mark);
            }
        }
    }

    /** The mark; 0 for a service at an address. Of several services for marks with the same real server, the first of the file. */
    long of(IpvsConnection connection) {
        boolean byAddress = addresses.contains(new Place(connection.virtual(), connection.virtualPort()))
                || addresses.contains(new Place(connection.virtual(), 0));
        return byAddress ? 0 : marks.getOrDefault(connection.server(), 0L);
    }
}
