package holdfast.agent.lvs;

import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.CheckVerdict;
import holdfast.ipvs.KernelTable;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.VirtualServer;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.ipvs.VirtualServers;
import java.util.List;
import java.util.Set;

/** A reload of virtual servers played with ones of their own: nothing of it happens. Any thread. */
public final class BalancingRehearsal {
    private final LvsPlan before;
    private final LvsPlan after;
    private final List<VirtualServerStatus> statuses;

    /**
     * To be played.
     *
     * @param before the plan in force
     * @param after the plan to come
     * @param statuses how the virtual servers are doing; empty: they have not begun
     */
    BalancingRehearsal(LvsPlan before, LvsPlan after, List<VirtualServerStatus> statuses) {
        this.before = before;
        this.after = after;
        this.statuses = List.copyOf(statuses);
    }

    /** Nothing runs yet. */
    public static BalancingRehearsal fromNothing(LvsPlan after) {
        return new BalancingRehearsal(Rebalancing.from(after).before(), after, List.of());
    }

    /** Without a daemon: as if all checks had passed. */
    public static Rebalancing allUp(LvsPlan before, LvsPlan after) {
        if (before.isIdle()) {
            return new Rebalancing(before, after, false, List.of());
        }
        VirtualServers servers = begun(before);
        for (VirtualServer server : before.pool().virtualServers()) {
            for (RealServer real : server.realServers()) {
                RealServerId id = new RealServerId(server.id(), real.address(), real.port());
                real.checkers()
                        .forEach(checker -> servers.on(
                                new BalancingEvent.CheckFinished(id, checker.id(), CheckVerdict.passed()), 0));
            }
        }
        return new Rebalancing(before, after, true, reload(servers, after));
    }

    /** What the reload would do. */
    public Rebalancing play() {
        if (statuses.isEmpty()) {
            return new Rebalancing(before, after, false, List.of());
        }
        VirtualServers servers = begun(before);
        statuses.stream().flatMap(server -> server.realServers().stream()).forEach(real -> resemble(servers, real));
        return new Rebalancing(before, after, true, reload(servers, after));
    }

    private static VirtualServers begun(LvsPlan plan) {
        VirtualServers servers = new VirtualServers(plan.pool());
        servers.on(new BalancingEvent.Started(KernelTable.EMPTY, Set.of()), 0);
        return servers;
    }

    private static List<BalancingEffect> reload(VirtualServers servers, LvsPlan after) {
        return servers.on(new BalancingEvent.Reloaded(after.pool()), 0);
    }

    private static void resemble(VirtualServers servers, RealServerStatus real) {
        switch (real.admission()) {
            case ENABLED -> {}
            case DRAINED -> servers.on(new BalancingEvent.Commanded(real.id(), new OperatorCommand.Drain()), 0);
            case DISABLED -> servers.on(new BalancingEvent.Commanded(real.id(), new OperatorCommand.Disable()), 0);
        }
        real.operatorWeight()
                .ifPresent(weight ->
                        servers.on(new BalancingEvent.Commanded(real.id(), new OperatorCommand.SetWeight(weight)), 0));
        for (RealServerStatus.CheckStatus check : real.checks()) {
            switch (check.health()) {
                case UNKNOWN -> {}
                case UP ->
                    servers.on(new BalancingEvent.CheckFinished(real.id(), check.checker(), CheckVerdict.passed()), 0);
                case DOWN ->
                    servers.on(
                            new BalancingEvent.CheckFinished(
                                    real.id(), check.checker(), new CheckVerdict.Failed(check.reason())),
                            0);
            }
        }
    }
}
