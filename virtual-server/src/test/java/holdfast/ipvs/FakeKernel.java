package holdfast.ipvs;

import holdfast.linux.Errno;
import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsSyncDaemon;
import holdfast.linux.IpvsTimeouts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An IPVS table with the kernel's rules of refusal (net/netfilter/ipvs/ip_vs_ctl.c, as measured on Linux 6.1): EEXIST for what is there,
 * ESRCH for a service that is not, ENOENT for a destination that is not and for an unknown scheduler.
 */
final class FakeKernel {
    private final Map<IpvsServiceKey, IpvsService> services = new LinkedHashMap<>();
    private final Map<IpvsServiceKey, Map<String, IpvsDestination>> destinations = new HashMap<>();
    private final Map<IpvsSyncDaemon.Role, IpvsSyncDaemon> daemons = new EnumMap<>(IpvsSyncDaemon.Role.class);
    private final Set<String> missingSchedulers = new HashSet<>();
    private IpvsTimeouts timeouts = new IpvsTimeouts(900, 120, 300);

    /** Does it, or says why not. */
    Optional<Errno> perform(IpvsRequest request) {
        return switch (request) {
            case IpvsRequest.AddService add
            when services.containsKey(add.service().key()) -> Optional.of(Errno.EEXIST);
            case IpvsRequest.AddService add -> set(add.service());
            case IpvsRequest.EditService edit
            when !services.containsKey(edit.service().key()) -> Optional.of(Errno.ESRCH);
            case IpvsRequest.EditService edit -> set(edit.service());
            case IpvsRequest.DeleteService delete -> {
                destinations.remove(delete.key());
                yield services.remove(delete.key()) == null ? Optional.of(Errno.ESRCH) : Optional.empty();
            }
            case IpvsRequest.AddDestination add -> destination(add.key(), add.destination(), true);
            case IpvsRequest.EditDestination edit -> destination(edit.key(), edit.destination(), false);
            case IpvsRequest.DeleteDestination delete -> {
                if (!services.containsKey(delete.key())) {
                    yield Optional.of(Errno.ESRCH);
                }
                boolean there = destinations.get(delete.key()).remove(place(delete.destination())) != null;
                yield there ? Optional.empty() : Optional.of(Errno.ENOENT);
            }
            case IpvsRequest.StartSyncDaemon start -> {
                boolean runs = daemons.putIfAbsent(start.daemon().role(), start.daemon()) != null;
                yield runs ? Optional.of(Errno.EEXIST) : Optional.empty();
            }
            case IpvsRequest.StopSyncDaemon stop ->
                daemons.remove(stop.role()) == null ? Optional.of(Errno.ESRCH) : Optional.empty();
            case IpvsRequest.SetTimeouts set -> {
                timeouts = set.timeouts();
                yield Optional.empty();
            }
            case IpvsRequest.ZeroStatistics _ -> Optional.empty();
            case IpvsRequest.Flush _ -> {
                services.clear();
                destinations.clear();
                yield Optional.empty();
            }
        };
    }

    private Optional<Errno> set(IpvsService service) {
        if (missingSchedulers.contains(service.scheduler())) {
            return Optional.of(Errno.ENOENT);
        }
        services.put(service.key(), service);
        destinations.computeIfAbsent(service.key(), _ -> new LinkedHashMap<>());
        return Optional.empty();
    }

    private Optional<Errno> destination(IpvsServiceKey key, IpvsDestination destination, boolean add) {
        if (!services.containsKey(key)) {
            return Optional.of(Errno.ESRCH);
        }
        Map<String, IpvsDestination> there = destinations.get(key);
        if (there.containsKey(place(destination)) == add) {
            return Optional.of(add ? Errno.EEXIST : Errno.ENOENT);
        }
        there.put(place(destination), destination);
        return Optional.empty();
    }

    private static String place(IpvsDestination destination) {
        return destination.address().getHostAddress() + " " + destination.port();
    }

    /** Schedulers without a module. */
    void lacks(String scheduler) {
        missingSchedulers.add(scheduler);
    }

    /** The module is there now. */
    void has(String scheduler) {
        missingSchedulers.remove(scheduler);
    }

    Map<IpvsServiceKey, IpvsService> services() {
        return services;
    }

    /** The destinations of a service in the order in which they came. */
    List<IpvsDestination> destinations(IpvsServiceKey key) {
        return List.copyOf(destinations.getOrDefault(key, Map.of()).values());
    }

    /** Whether a service has a server that gets connections. */
    boolean serves(IpvsServiceKey key) {
        return destinations.getOrDefault(key, Map.of()).values().stream()
                .anyMatch(destination -> destination.weight() > 0);
    }

    /** What a dump would say. */
    KernelTable table() {
        Map<IpvsService, List<IpvsDestination>> table = new LinkedHashMap<>();
        services.forEach((key, service) -> table.put(service, destinations(key)));
        return new KernelTable(table, new ArrayList<>(daemons.values()), timeouts);
    }
}
