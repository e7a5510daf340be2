package holdfast.conf.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code global_defs} say about virtual servers as a whole.
 *
 * @param syncDaemon {@code lvs_sync_daemon}: connections are told to the other node
 * @param timeouts {@code lvs_timeouts}
 * @param flush {@code lvs_flush}: whatever virtual servers there are, they are removed at start
 * @param flushOnStop {@code lvs_flush_on_stop}
 * @param realServerInitNotifies {@code rs_init_notifies}: the first state of a real server is notified, too
 * @param logAllFailures {@code checker_log_all_failures}: each failed check is logged
 * @param notifyFifo {@code lvs_notify_fifo}: told about virtual and real servers
 */
public record LvsSettings(
        Optional<SyncDaemon> syncDaemon,
        Timeouts timeouts,
        boolean flush,
        FlushOnStop flushOnStop,
        boolean realServerInitNotifies,
        boolean logAllFailures,
        Optional<NotifyFifo> notifyFifo) {

    /** What is removed at the end. */
    public enum FlushOnStop {
        /** Each real server, then each virtual server. */
        NONE,
        /** Everything at once. */
        ALL,
        /** Each virtual server, its real servers with it. */
        VIRTUAL_SERVERS
    }

    /**
     * The kernel's threads that tell connections to other nodes and hear about theirs.
     *
     * @param interfaceName where
     * @param vrrpInstance the instance whose state decides who speaks; empty: both threads always run
     * @param syncId 0 to 255; empty: the number of the instance, or 0
     * @param maxLength longest packet, 1 to 65507 bytes; empty: what fits the interface
     * @param port UDP port, 1 to 65535, default 8848
     * @param ttl 1 to 255; empty: the kernel's
     * @param group multicast group; empty: 224.0.0.81
     */
    public record SyncDaemon(
            String interfaceName,
            Optional<String> vrrpInstance,
            OptionalInt syncId,
            OptionalInt maxLength,
            int port,
            OptionalInt ttl,
            Optional<InetAddress> group) {}

    /**
     * How long idle connections are kept; empty: as the kernel has it.
     *
     * @param tcp established, up to 31 days
     * @param tcpFin closing, up to 31 days
     * @param udp up to 31 days
     */
    public record Timeouts(Optional<Duration> tcp, Optional<Duration> tcpFin, Optional<Duration> udp) {}
}
