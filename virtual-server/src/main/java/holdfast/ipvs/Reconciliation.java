package holdfast.ipvs;

import holdfast.ipvs.BalancingEffect.Ipvs;
import holdfast.ipvs.BalancingEffect.Severity;
import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsServiceKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Compares the kernel's table with what it should be, repairs what somebody else has changed, and says so. */
final class Reconciliation {
    private static final int LINES = 10;

    private final ServerPools pools;
    private final KernelMirror kernel;
    private final PoolKeeper keeper;
    private final Refusals refusals;

    Reconciliation(ServerPools pools, KernelMirror kernel, PoolKeeper keeper, Refusals refusals) {
        this.pools = pools;
        this.kernel = kernel;
        this.keeper = keeper;
        this.refusals = refusals;
    }

    /** The table has been read. */
    void compare(KernelTable table, Effects out) {
        kernel.read(table);
        refusals.read(out);
        Effects repairs = new Effects();
        for (Pool pool : pools.byId().values()) {
            available(pool);
            keeper.repair(pool, refusals::unavailable, repairs);
        }
        report(repairs, out);
    }

    private void available(Pool pool) {
        for (IpvsServiceKey key : pool.services()) {
            if (kernel.has(key)) {
                refusals.available(key);
            }
        }
        if (pool.services().stream().noneMatch(refusals::unavailable)) {
            pool.trouble(Optional.empty());
        }
    }

    private void report(Effects repairs, Effects out) {
        Set<IpvsServiceKey> gone = new HashSet<>();
        int lines = 0;
        int unsaid = 0;
        for (BalancingEffect effect : repairs.list()) {
            out.add(effect);
            if (!(effect instanceof Ipvs(IpvsRequest request)) || refusals.knows(request)) {
                continue;
            }
            Optional<String> words = words(request, gone);
            if (words.isPresent() && lines++ < LINES) {
                out.log(Severity.WARNING, "IPVS table changed by somebody else: " + words.get());
            } else if (words.isPresent()) {
                unsaid++;
            }
        }
        if (unsaid > 0) {
            out.log(Severity.WARNING, "IPVS table changed by somebody else: " + unsaid + " more entries restored");
        }
    }

    /** What was wrong; nothing for real servers of a service that is missing altogether. */
    private Optional<String> words(IpvsRequest request, Set<IpvsServiceKey> gone) {
        return switch (request) {
            case IpvsRequest.AddService add -> {
                gone.add(add.service().key());
                yield Optional.of(service(add.service().key()) + " was removed, adding it again");
            }
            case IpvsRequest.EditService edit ->
                Optional.of(service(edit.service().key()) + " was edited, setting it back");
            case IpvsRequest.AddDestination add when gone.contains(add.key()) -> Optional.empty();
            case IpvsRequest.AddDestination add ->
                Optional.of(server(add.key(), add.destination()) + " was removed, adding it again");
            case IpvsRequest.EditDestination edit ->
                Optional.of(server(edit.key(), edit.destination()) + " was edited, setting it back to weight "
                        + edit.destination().weight());
            case IpvsRequest.DeleteDestination delete ->
                Optional.of(server(delete.key(), delete.destination()) + " was added, removing it");
            case IpvsRequest.DeleteService _,
                    IpvsRequest.StartSyncDaemon _,
                    IpvsRequest.StopSyncDaemon _,
                    IpvsRequest.SetTimeouts _,
                    IpvsRequest.ZeroStatistics _,
                    IpvsRequest.Flush _ -> Optional.empty();
        };
    }

    private String service(IpvsServiceKey key) {
        Pool owner = pools.owner(key);
        String name = ServerNames.virtualServer(key);
        return owner == null || owner.plan().name().equals(name)
                ? "VS " + name
                : "VS " + owner.plan().name() + " (" + name + ")";
    }

    private String server(IpvsServiceKey key, IpvsDestination destination) {
        return "service " + RequestWords.destination(key, destination) + " of " + service(key);
    }
}
