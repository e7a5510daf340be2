package holdfast.ipvs;

import holdfast.linux.Errno;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsSyncDaemon;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** Everything that can happen to virtual servers; nothing else changes the table. */
public sealed interface BalancingEvent {
    /**
     * The first event: this is what there is.
     *
     * @param table the kernel's, perhaps left by an agent that died
     * @param addresses all addresses of this node, for {@code ha_suspend}
     */
    record Started(KernelTable table, Set<InetAddress> addresses) implements BalancingEvent {
        /** Copies the set. */
        public Started {
            Objects.requireNonNull(table);
            addresses = Set.copyOf(addresses);
        }
    }

    /**
     * A check has come to a verdict, the same as before or another.
     *
     * @param server whose
     * @param checker {@link Checker#id()}
     * @param verdict which
     */
    record CheckFinished(RealServerId server, String checker, CheckVerdict verdict) implements BalancingEvent {}

    /**
     * An operator wants something.
     *
     * @param server with which real server; one that is not configured is remembered for the time when it is
     * @param command what
     */
    record Commanded(RealServerId server, OperatorCommand command) implements BalancingEvent {}

    /**
     * An address of this node came or went.
     *
     * @param address which
     * @param present whether this node holds it now
     */
    record AddressChanged(InetAddress address, boolean present) implements BalancingEvent {}

    /**
     * The VRRP instance of the sync daemon changed its state: {@code MASTER} tells connections, everything else listens.
     *
     * @param role of this node's sync daemon
     */
    record SyncRoleChanged(IpvsSyncDaemon.Role role) implements BalancingEvent {}

    /** Some time after it became {@code MASTER}: whoever was it before has told what there was to tell. */
    record SyncRoleSettled() implements BalancingEvent {}

    /**
     * The VRRP instance of the sync daemon is about to let go. May come again and again until another takes over.
     *
     * @param patience how long telling of connections may take now
     */
    record HandingOver(Duration patience) implements BalancingEvent {}

    /**
     * The kernel did not do what an effect asked for.
     *
     * @param request what
     * @param errno why not
     */
    record Refused(IpvsRequest request, Errno errno) implements BalancingEvent {}

    /**
     * The kernel's table was read, because an effect asked for it or because it was time to look. Requests that came out of earlier events
     * must have been performed before it was read.
     *
     * @param table as it is
     */
    record TableRead(KernelTable table) implements BalancingEvent {}

    /**
     * There is a new configuration.
     *
     * @param plan all of it
     */
    record Reloaded(BalancingPlan plan) implements BalancingEvent {}

    /**
     * The last event: the agent ends.
     *
     * @param end what becomes of the service
     */
    record Stopping(End end) implements BalancingEvent {}

    /** What becomes of the service when the agent ends. */
    enum End {
        /** What is ours goes out of the kernel's table. */
        CLEARED,
        /** The kernel goes on by itself ({@code --dont-release-ipvs}). */
        KEPT,
        /** Another process of this node goes on with the table: nothing is down. */
        LEFT
    }
}
