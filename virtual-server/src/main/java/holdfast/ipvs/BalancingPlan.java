package holdfast.ipvs;

import holdfast.linux.IpvsTimeouts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything a configuration says about the IPVS table.
 *
 * @param virtualServers in the order of the file
 * @param timeouts {@code lvs_timeouts}; 0 leaves one as the kernel has it
 * @param syncDaemon {@code lvs_sync_daemon}
 * @param flushAtStart {@code lvs_flush}: whatever is in the table at start is removed, also what others have put there
 * @param flushAtStop {@code lvs_flush_on_stop}
 * @param initialNotifies {@code rs_init_notifies}: the first state of a real server is notified, too
 * @param checkerMails mail whenever a check of a real server changes its mind; without it ({@code no_checker_emails}) only when the real
 *     server goes up or down
 */
public record BalancingPlan(
        List<VirtualServer> virtualServers,
        IpvsTimeouts timeouts,
        Optional<SyncDaemonPlan> syncDaemon,
        boolean flushAtStart,
        FlushAtStop flushAtStop,
        boolean initialNotifies,
        boolean checkerMails) {
    /** Copies the list. */
    public BalancingPlan {
        Objects.requireNonNull(timeouts);
        Objects.requireNonNull(syncDaemon);
        Objects.requireNonNull(flushAtStop);
        virtualServers = List.copyOf(virtualServers);
    }

    /** These virtual servers and nothing special. */
    public static BalancingPlan of(VirtualServer... virtualServers) {
        return new BalancingPlan(
                List.of(virtualServers),
                new IpvsTimeouts(0, 0, 0),
                Optional.empty(),
                false,
                FlushAtStop.NONE,
                false,
                true);
    }

    /** What is removed at the end (keepalived.conf(5), {@code lvs_flush_on_stop}). */
    public enum FlushAtStop {
        /** Each real server, then each virtual server. */
        NONE,
        /** The whole table at once, also what others have put there. */
        ALL,
        /** Each virtual server, its real servers with it. */
        VIRTUAL_SERVERS
    }
}
