package holdfast.ipvs;

import holdfast.linux.IpvsSyncDaemon;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code lvs_sync_daemon}: the kernel's threads that tell connections to the other node and hear about its own.
 *
 * @param interfaceName where
 * @param followsInstance whether the state of a VRRP instance decides who speaks; otherwise both threads run
 * @param syncId 0 to 255
 * @param maxLength longest packet, 1 to 65507 bytes; empty: what fits the interface
 * @param port UDP port; empty: 8848
 * @param timeToLive 1 to 255; empty: the kernel's
 * @param group multicast group; empty: 224.0.0.81
 */
public record SyncDaemonPlan(
        String interfaceName,
        boolean followsInstance,
        int syncId,
        OptionalInt maxLength,
        OptionalInt port,
        OptionalInt timeToLive,
        Optional<InetAddress> group) {
    /** Checks that nothing is missing. */
    public SyncDaemonPlan {
        Objects.requireNonNull(interfaceName);
        Objects.requireNonNull(group);
    }

    /** The kernel's daemon in a role. */
    IpvsSyncDaemon in(IpvsSyncDaemon.Role role) {
        return new IpvsSyncDaemon(role, interfaceName, syncId, maxLength, group, port, timeToLive);
    }

    /** Whether a running daemon is this one; what is not given may be anything, for the kernel fills it in. */
    boolean describes(IpvsSyncDaemon running) {
        return running.interfaceName().equals(interfaceName)
                && running.syncId() == syncId
                && (maxLength.isEmpty() || maxLength.equals(running.maxLength()))
                && (port.isEmpty() || port.equals(running.port()))
                && (timeToLive.isEmpty() || timeToLive.equals(running.timeToLive()))
                && (group.isEmpty() || group.equals(running.group()));
    }
}
