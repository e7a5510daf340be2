package holdfast.linux;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The kernel thread that tells another director of connections, or listens to one (ipvsadm(8), --start-daemon).
 *
 * @param role which of the two
 * @param interfaceName where it multicasts
 * @param syncId 0 to 255; a backup with 0 listens to every master
 * @param maxLength longest payload in bytes, 1 to 65507; the kernel takes the interface's MTU when not given
 * @param group multicast group, 224.0.0.81 when not given
 * @param port 1 to 65535, 8848 when not given
 * @param timeToLive 1 to 255, 1 when not given
 */
public record IpvsSyncDaemon(
        Role role,
        String interfaceName,
        int syncId,
        OptionalInt maxLength,
        Optional<InetAddress> group,
        OptionalInt port,
        OptionalInt timeToLive) {
    /** Checks the range of the id. */
    public IpvsSyncDaemon {
        Objects.requireNonNull(role);
        Objects.requireNonNull(interfaceName);
        Objects.requireNonNull(group);
        if (syncId < 0 || syncId > 255) {
            throw new IllegalArgumentException("sync id " + syncId);
        }
    }

    /** What a sync daemon does; a namespace can have one of each. */
    public enum Role {
        /** Tells. */
        MASTER(1),
        /** Listens. */
        BACKUP(2);

        private final int number;

        Role(int number) {
            this.number = number;
        }

        /** IP_VS_STATE_MASTER or IP_VS_STATE_BACKUP. */
        int number() {
            return number;
        }
    }

    /** A daemon with the kernel's choice of everything else. */
    public static IpvsSyncDaemon of(Role role, String interfaceName, int syncId) {
        return new IpvsSyncDaemon(
                role,
                interfaceName,
                syncId,
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }
}
