package holdfast.agent.reload;

import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.VirtualServer;
import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The changes of the kernel's table that a reload makes, found by the server they are about; and which of them nobody has asked for. */
final class TableChanges {
    private final Map<IpvsServiceKey, IpvsRequest> services = new HashMap<>();
    private final Map<Place, IpvsRequest> destinations = new HashMap<>();
    private final Set<IpvsServiceKey> concerned = new HashSet<>();
    private final List<IpvsRequest> others = new ArrayList<>();
    private final Set<Object> told = new HashSet<>();
    private final Set<IpvsServiceKey> whole = new HashSet<>(); // come or gone with all their destinations

    private record Place(IpvsServiceKey key, InetAddress address, int port) {
        static Place of(IpvsServiceKey key, IpvsDestination destination) {
            return new Place(key, destination.address(), destination.port());
        }
    }

    TableChanges(List<BalancingEffect> effects) {
        for (BalancingEffect effect : effects) {
            if (effect instanceof BalancingEffect.Ipvs(IpvsRequest request)) {
                sort(request);
            }
        }
        concerned.addAll(services.keySet());
        destinations.keySet().forEach(place -> concerned.add(place.key()));
    }

    /** Whether a virtual server or one of its real servers changes in the table. */
    boolean concern(VirtualServer server) {
        return server.services().stream().anyMatch(concerned::contains);
    }

    private void sort(IpvsRequest request) {
        switch (request) {
            case IpvsRequest.AddService add -> services.put(add.service().key(), request);
            case IpvsRequest.EditService edit -> services.put(edit.service().key(), request);
            case IpvsRequest.DeleteService delete -> services.put(delete.key(), request);
            case IpvsRequest.AddDestination add -> destinations.put(Place.of(add.key(), add.destination()), request);
            case IpvsRequest.EditDestination edit ->
                destinations.put(Place.of(edit.key(), edit.destination()), request);
            case IpvsRequest.DeleteDestination delete ->
                destinations.put(Place.of(delete.key(), delete.destination()), request);
            case IpvsRequest.StartSyncDaemon _,
                    IpvsRequest.StopSyncDaemon _,
                    IpvsRequest.SetTimeouts _,
                    IpvsRequest.ZeroStatistics _,
                    IpvsRequest.Flush _ -> others.add(request);
        }
    }

    /** What happens to a service of a virtual server. */
    Optional<IpvsRequest> of(IpvsServiceKey key) {
        told.add(key);
        Optional<IpvsRequest> request = Optional.ofNullable(services.get(key));
        request.filter(found -> !(found instanceof IpvsRequest.EditService)).ifPresent(_ -> whole.add(key));
        return request;
    }

    /** What happens to a real server in the first service of its virtual server; the others are alike. */
    Optional<IpvsRequest> of(VirtualServer server, RealServer real) {
        Optional<IpvsRequest> first = Optional.empty();
        for (IpvsServiceKey key : server.services()) {
            Place place = new Place(key, real.address(), port(key, real));
            told.add(place);
            if (first.isEmpty()) {
                first = Optional.ofNullable(destinations.get(place));
            }
        }
        return first;
    }

    /** What is not behind NAT gets the port of the service in the kernel. */
    private static int port(IpvsServiceKey key, RealServer real) {
        boolean translated = real.forwarding() instanceof IpvsForwarding.Masquerade && real.port() != 0;
        return key instanceof IpvsServiceKey.Address address && !translated ? address.port() : real.port();
    }

    /** Requests about the table as a whole: the sync daemon, time-outs. */
    List<IpvsRequest> others() {
        return others;
    }

    /** How many requests nobody has asked for here. */
    int untold() {
        long servicesLeft =
                services.keySet().stream().filter(key -> !told.contains(key)).count();
        long destinationsLeft = destinations.keySet().stream()
                .filter(place -> !told.contains(place) && !whole.contains(place.key()))
                .count();
        return Math.toIntExact(servicesLeft + destinationsLeft);
    }
}
