package holdfast.ipvs;

import holdfast.linux.Errno;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All virtual servers: the function from events to changes of the kernel's table, notifications and log lines. One thread; no clock, no
 * I/O. A kernel whose table is as it was last read refuses none of these requests, unless it lacks a scheduler.
 */
public final class VirtualServers {
    private final ServerPools pools;
    private final KernelMirror kernel = new KernelMirror();
    private final Refusals refusals = new Refusals();
    private final SyncDaemons syncDaemons = new SyncDaemons();
    private final TimeoutSettings timeouts = new TimeoutSettings();
    private final PoolKeeper keeper = new PoolKeeper(kernel);
    private Phase phase = Phase.WAITING;

    private enum Phase {
        WAITING,
        RUNNING,
        ENDED
    }

    /**
     * Nothing happens before {@link BalancingEvent.Started}.
     *
     * @param plan the configuration at start
     */
    public VirtualServers(BalancingPlan plan) {
        this.pools = new ServerPools(plan);
    }

    /**
     * Takes note of an event. Before {@link BalancingEvent.Started} and after {@link BalancingEvent.Stopping} nothing is done: what the first
     * needs to know is remembered, everything else is ignored.
     *
     * @param event what has happened
     * @param now monotonic nanoseconds
     * @return what is to be done, in this order
     */
    public List<BalancingEffect> on(BalancingEvent event, long now) {
        Effects out = new Effects();
        switch (phase) {
            case WAITING -> waiting(event, out, now);
            case RUNNING -> running(event, out, now);
            case ENDED -> {}
        }
        return out.list();
    }

    private void waiting(BalancingEvent event, Effects out, long now) {
        switch (event) {
            case BalancingEvent.Started started -> start(started, out, now);
            case BalancingEvent.Reloaded reloaded -> pools.plan(reloaded.plan());
            case BalancingEvent.Commanded commanded -> remember(commanded);
            case BalancingEvent.SyncRoleChanged changed -> syncDaemons.follow(changed.role());
            case BalancingEvent.Stopping _ -> phase = Phase.ENDED;
            case BalancingEvent.AddressChanged _,
                    BalancingEvent.CheckFinished _,
                    BalancingEvent.HandingOver _,
                    BalancingEvent.Refused _,
                    BalancingEvent.SyncRoleSettled _,
                    BalancingEvent.TableRead _ -> {}
        }
    }

    private void running(BalancingEvent event, Effects out, long now) {
        switch (event) {
            case BalancingEvent.Started _ -> {}
            case BalancingEvent.CheckFinished finished -> hear(finished, out, now);
            case BalancingEvent.Commanded commanded -> command(commanded, out, now);
            case BalancingEvent.AddressChanged changed -> address(changed, out);
            case BalancingEvent.SyncRoleChanged changed -> {
                syncDaemons.change(changed.role());
                syncDaemons.apply(pools.plan().syncDaemon(), out);
            }
            case BalancingEvent.SyncRoleSettled _ -> {
                syncDaemons.settle();
                syncDaemons.apply(pools.plan().syncDaemon(), out);
            }
            case BalancingEvent.HandingOver(Duration patience) -> syncDaemons.tell(patience, out);
            case BalancingEvent.Refused refused -> refused(refused.request(), refused.errno(), out, now);
            case BalancingEvent.TableRead read -> read(read.table(), out);
            case BalancingEvent.Reloaded reloaded -> reload(reloaded.plan(), out, now);
            case BalancingEvent.Stopping stopping -> stop(stopping.end(), out);
        }
    }

    private void start(BalancingEvent.Started started, Effects out, long now) {
        phase = Phase.RUNNING;
        pools.addresses().addAll(started.addresses());
        timeouts.begin(started.table().timeouts());
        timeouts.apply(pools.plan().timeouts(), out);
        syncDaemons.read(started.table().syncDaemons());
        syncDaemons.apply(pools.plan().syncDaemon(), out);
        new Startup(pools, kernel, keeper).begin(started.table(), out, now);
    }

    private void hear(BalancingEvent.CheckFinished finished, Effects out, long now) {
        Pool pool = pools.byId().get(finished.server().virtualServer());
        Member member = pool == null ? null : pool.member(Endpoint.of(finished.server()));
        CheckState check = member == null ? null : member.check(finished.checker());
        if (check != null) {
            keeper.hear(pool, member, check, finished.verdict(), pools.plan().checkerMails(), out, now);
        }
    }

    private Wish remember(BalancingEvent.Commanded commanded) {
        Wish wish = pools.wish(commanded.server()).after(commanded.command());
        pools.wish(commanded.server(), wish);
        return wish;
    }

    private void command(BalancingEvent.Commanded commanded, Effects out, long now) {
        Wish wish = remember(commanded);
        Pool pool = pools.byId().get(commanded.server().virtualServer());
        Member member = pool == null ? null : pool.member(Endpoint.of(commanded.server()));
        if (member != null) {
            keeper.want(pool, member, wish, out, now);
        }
    }

    private void address(BalancingEvent.AddressChanged changed, Effects out) {
        boolean news = changed.present()
                ? pools.addresses().add(changed.address())
                : pools.addresses().remove(changed.address());
        if (news) {
            pools.byId().values().stream()
                    .filter(pool -> pool.plan().suspendWithout().contains(changed.address()))
                    .forEach(pool -> Suspension.follow(pool, pools.addresses(), out));
        }
    }

    private void refused(IpvsRequest request, Errno errno, Effects out, long now) {
        switch (request) {
            case IpvsRequest.AddService add -> serviceRefused(add.service(), errno, out, now);
            case IpvsRequest.StartSyncDaemon start -> {
                syncDaemons.refused(start);
                refusals.other(request, errno, out, now);
            }
            case IpvsRequest.AddDestination add -> destinationRefused(request, add.key(), errno, out, now);
            case IpvsRequest.EditDestination edit -> destinationRefused(request, edit.key(), errno, out, now);
            case IpvsRequest.DeleteDestination delete -> destinationRefused(request, delete.key(), errno, out, now);
            case IpvsRequest.EditService _,
                    IpvsRequest.DeleteService _,
                    IpvsRequest.StopSyncDaemon _,
                    IpvsRequest.SetTimeouts _,
                    IpvsRequest.ZeroStatistics _,
                    IpvsRequest.Flush _ -> refusals.other(request, errno, out, now);
        }
    }

    private void serviceRefused(IpvsService service, Errno errno, Effects out, long now) {
        Pool pool = pools.owner(service.key());
        if (pool == null) {
            return;
        }
        kernel.forget(service.key());
        refusals.service(service, errno, pool.plan().name(), out, now);
        if (refusals.unavailable(service.key())) {
            pool.trouble(Optional.of(Refusals.whyNot(service, errno, pool.plan().name())));
        }
    }

    /** Without its service no real server can be added: that was said already. */
    private void destinationRefused(IpvsRequest request, IpvsServiceKey key, Errno errno, Effects out, long now) {
        if (!refusals.unavailable(key)) {
            refusals.other(request, errno, out, now);
        }
    }

    private void read(KernelTable table, Effects out) {
        syncDaemons.read(table.syncDaemons());
        syncDaemons.apply(pools.plan().syncDaemon(), out);
        timeouts.read(table.timeouts());
        timeouts.apply(pools.plan().timeouts(), out);
        new Reconciliation(pools, kernel, keeper, refusals).compare(table, out);
    }

    private void reload(BalancingPlan plan, Effects out, long now) {
        boolean mirrorHolds = refusals.areNone();
        refusals.forget();
        timeouts.apply(plan.timeouts(), out);
        syncDaemons.apply(plan.syncDaemon(), out);
        new Reload(pools, kernel, keeper, mirrorHolds).to(plan, out, now);
    }

    private void stop(BalancingEvent.End end, Effects out) {
        phase = Phase.ENDED;
        if (end == BalancingEvent.End.CLEARED) {
            syncDaemons.apply(Optional.empty(), out);
        }
        new Shutdown(pools, kernel, keeper).run(end, out);
        if (end == BalancingEvent.End.CLEARED) {
            timeouts.restore(out);
        }
    }

    /** Every virtual server with its real servers, in the order of the file. */
    public List<VirtualServerStatus> status() {
        return pools.byId().values().stream()
                .map(pool -> StatusView.of(pool, kernel))
                .toList();
    }

    /** How many virtual servers have enough living servers; for whoever weighs this node by what it can serve. */
    public Quorums quorums() {
        int up = (int) pools.byId().values().stream().filter(Pool::quorumUp).count();
        return new Quorums(up, pools.byId().size());
    }

    /**
     * How much of what is configured can be served.
     *
     * @param up virtual servers with quorum
     * @param total all virtual servers
     */
    public record Quorums(int up, int total) {}

    /** The configuration in force. */
    public BalancingPlan plan() {
        return pools.plan();
    }
}
