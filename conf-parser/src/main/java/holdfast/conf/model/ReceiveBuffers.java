package holdfast.conf.model;

import java.util.Optional;

/**
 * Sizes of receive buffers, in bytes; zero: the kernel's. Nothing acts on this so far.
 *
 * @param vrrp {@code vrrp_netlink_*}
 * @param lvs {@code lvs_netlink_*}
 * @param processMonitor {@code process_monitor_rcv_bufs}
 * @param processMonitorForce {@code process_monitor_rcv_bufs_force}: beyond the limit of the system
 * @param adverts {@code vrrp_rx_bufs_policy}; empty: the kernel's
 * @param advertsMultiplier {@code vrrp_rx_bufs_multiplier}: how many such messages fit, default 3
 */
public record ReceiveBuffers(
        Netlink vrrp,
        Netlink lvs,
        int processMonitor,
        boolean processMonitorForce,
        Optional<AdvertSize> adverts,
        int advertsMultiplier) {

    /**
     * Buffers of the netlink sockets of one of keepalived's processes.
     *
     * @param command {@code …_netlink_cmd_rcv_bufs}
     * @param commandForce {@code …_netlink_cmd_rcv_bufs_force}: beyond the limit of the system
     * @param monitor {@code …_netlink_monitor_rcv_bufs}
     * @param monitorForce {@code …_netlink_monitor_rcv_bufs_force}: beyond the limit of the system
     */
    public record Netlink(int command, boolean commandForce, int monitor, boolean monitorForce) {}

    /** How much room an advertisement gets. */
    public sealed interface AdvertSize {
        /** {@code MTU}: that of the largest interface. */
        record Mtu() implements AdvertSize {}

        /** {@code ADVERT}: that of the largest advertisement. */
        record Advert() implements AdvertSize {}

        /**
         * A number.
         *
         * @param count 0 or more
         */
        record Bytes(int count) implements AdvertSize {}
    }
}
