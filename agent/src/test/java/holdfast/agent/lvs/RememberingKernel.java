package holdfast.agent.lvs;

import holdfast.ipvs.KernelTable;
import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsSyncDaemon;
import holdfast.linux.IpvsTimeouts;
import holdfast.linux.NetlinkOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A kernel's table that outlives those who fill it. It refuses nothing; nothing is ever removed from it but sync daemons. */
final class RememberingKernel implements IpvsTable {
    /** What it was asked for, in order. */
    final BlockingQueue<IpvsRequest> asked = new LinkedBlockingQueue<>();

    private final Map<IpvsServiceKey, IpvsService> services = new LinkedHashMap<>(); // guarded by this
    private final Map<IpvsServiceKey, Map<String, IpvsDestination>> destinations = new LinkedHashMap<>();
    private final Map<IpvsSyncDaemon.Role, IpvsSyncDaemon> daemons = new EnumMap<>(IpvsSyncDaemon.Role.class);

    @Override
    public synchronized List<NetlinkOutcome> perform(List<IpvsRequest> requests) {
        requests.forEach(this::perform);
        asked.addAll(requests);
        return requests.stream()
                .<NetlinkOutcome>map(_ -> new NetlinkOutcome.Done())
                .toList();
    }

    private void perform(IpvsRequest request) {
        switch (request) {
            case IpvsRequest.AddService add -> put(add.service());
            case IpvsRequest.EditService edit -> put(edit.service());
            case IpvsRequest.AddDestination add -> put(add.key(), add.destination());
            case IpvsRequest.EditDestination edit -> put(edit.key(), edit.destination());
            case IpvsRequest.StartSyncDaemon start -> daemons.put(start.daemon().role(), start.daemon());
            case IpvsRequest.StopSyncDaemon stop -> daemons.remove(stop.role());
            case IpvsRequest.DeleteService _,
                    IpvsRequest.DeleteDestination _,
                    IpvsRequest.SetTimeouts _,
                    IpvsRequest.ZeroStatistics _,
                    IpvsRequest.Flush _ -> throw new IllegalArgumentException(request.toString());
        }
    }

    private void put(IpvsService service) {
        services.put(service.key(), service);
    }

    private void put(IpvsServiceKey key, IpvsDestination destination) {
        destinations
                .computeIfAbsent(key, _ -> new LinkedHashMap<>())
                .put(destination.address().getHostAddress() + " " + destination.port(), destination);
    }

    @Override
    public synchronized KernelTable read() {
        Map<IpvsService, List<IpvsDestination>> table = new LinkedHashMap<>();
        services.forEach((key, service) -> table.put(
                service, List.copyOf(destinations.getOrDefault(key, Map.of()).values())));
        return new KernelTable(table, new ArrayList<>(daemons.values()), new IpvsTimeouts(900, 120, 300));
    }

    @Override
    public Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts() {
        return Map.of();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
