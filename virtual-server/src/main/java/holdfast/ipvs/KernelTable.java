package holdfast.ipvs;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceStatus;
import holdfast.linux.IpvsSyncDaemon;
import holdfast.linux.IpvsTimeouts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The kernel's IPVS table at one moment.
 *
 * @param services every service with its real servers
 * @param syncDaemons those that run
 * @param timeouts of the network namespace
 */
public record KernelTable(
        Map<IpvsService, List<IpvsDestination>> services, List<IpvsSyncDaemon> syncDaemons, IpvsTimeouts timeouts) {
    /** Nothing in it. */
    public static final KernelTable EMPTY = new KernelTable(Map.of(), List.of(), new IpvsTimeouts(900, 120, 300));

    /** Checks that nothing is missing; takes the map as it is. */
    public KernelTable {
        Objects.requireNonNull(services);
        Objects.requireNonNull(timeouts);
        syncDaemons = List.copyOf(syncDaemons);
    }

    /** The table as the kernel has told it (IpvsSocket). */
    public static KernelTable of(
            Map<IpvsServiceStatus, ? extends Collection<IpvsDestinationStatus>> table,
            List<IpvsSyncDaemon> syncDaemons,
            IpvsTimeouts timeouts) {
        Map<IpvsService, List<IpvsDestination>> services = LinkedHashMap.newLinkedHashMap(table.size());
        table.forEach((service, destinations) -> services.put(
                service.service(),
                destinations.stream().map(IpvsDestinationStatus::destination).toList()));
        return new KernelTable(services, syncDaemons, timeouts);
    }
}
