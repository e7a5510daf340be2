import holdfast.agent.lvs.IpvsTable;
import holdfast.ipvs.KernelTable;
import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.NetlinkOutcome;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** A table of virtual servers that takes what it is told. */
final class TableInMemory implements IpvsTable {
    private record Place(InetAddress address, int port) {
        static Place of(IpvsDestination destination) {
            return new Place(destination.address(), destination.port());
        }
    }

    private record Entry(IpvsService service, Map<Place, IpvsDestination> destinations) {}

    private final Map<IpvsServiceKey, Entry> table = new LinkedHashMap<>();
    private final Semaphore looks = new Semaphore(0);
    private int changes;

    @Override
    public synchronized List<NetlinkOutcome> perform(List<IpvsRequest> requests) {
        requests.forEach(this::perform);
        changes += requests.size();
        return requests.stream()
                .<NetlinkOutcome>map(_ -> new NetlinkOutcome.Done())
                .toList();
    }

    private void perform(IpvsRequest request) {
        switch (request) {
            case IpvsRequest.AddService(IpvsService service) ->
                table.put(service.key(), new Entry(service, new LinkedHashMap<>()));
            case IpvsRequest.EditService(IpvsService service) ->
                table.computeIfPresent(service.key(), (_, entry) -> new Entry(service, entry.destinations()));
            case IpvsRequest.DeleteService gone -> table.remove(gone.key());
            case IpvsRequest.AddDestination add -> put(add.key(), add.destination());
            case IpvsRequest.EditDestination edit -> put(edit.key(), edit.destination());
            case IpvsRequest.DeleteDestination gone ->
                table.get(gone.key()).destinations().remove(Place.of(gone.destination()));
            case IpvsRequest.StartSyncDaemon _,
                    IpvsRequest.StopSyncDaemon _,
                    IpvsRequest.SetTimeouts _,
                    IpvsRequest.ZeroStatistics _,
                    IpvsRequest.Flush _ -> throw new IllegalArgumentException(request.toString());
        }
    }

    private void put(IpvsServiceKey key, IpvsDestination destination) {
        table.get(key).destinations().put(Place.of(destination), destination);
    }

    @Override
    public synchronized KernelTable read() {
        Map<IpvsService, List<IpvsDestination>> services = LinkedHashMap.newLinkedHashMap(table.size());
        table.values()
                .forEach(entry -> services.put(
                        entry.service(), List.copyOf(entry.destinations().values())));
        looks.release();
        return new KernelTable(services, List.of(), KernelTable.EMPTY.timeouts());
    }

    /** Returns when the table is read the next time: from then on it is left alone for five seconds. */
    void awaitLook() throws InterruptedException {
        looks.drainPermits();
        looks.acquire();
    }

    /** How many changes there were since this was asked last. */
    synchronized int takeChanges() {
        int taken = changes;
        changes = 0;
        return taken;
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
