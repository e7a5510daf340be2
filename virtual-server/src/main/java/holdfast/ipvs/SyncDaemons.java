package holdfast.ipvs;

import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsSyncDaemon;
import holdfast.linux.IpvsSyncDaemon.Role;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code lvs_sync_daemon}: which of the kernel's two threads should run, and which do. */
final class SyncDaemons {
    /** The successor listens until some time after it has taken over; keepalived's only until then. */
    private static final Duration LAST_TELLING = Duration.ofSeconds(1);

    /** Who is no longer master listens before it tells what there was: the new one tells meanwhile. */
    private static final List<Role> ORDER = List.of(Role.BACKUP, Role.MASTER);

    private final Map<Role, IpvsSyncDaemon> running = new EnumMap<>(Role.class);
    private Role role = Role.BACKUP;
    private boolean goesOnListening;
    private boolean ours;

    void read(List<IpvsSyncDaemon> daemons) {
        running.clear();
        daemons.forEach(daemon -> running.put(daemon.role(), daemon));
    }

    /** What it is before the first daemon is started. */
    void follow(Role other) {
        role = other;
    }

    /**
     * Who becomes master goes on listening for a while: its predecessor tells of its youngest connections when it has heard of it, and the
     * kernel's two threads are independent of each other.
     */
    void change(Role other) {
        if (other != role) {
            goesOnListening = other == Role.MASTER;
            role = other;
        }
    }

    /** That while is over. */
    void settle() {
        goesOnListening = false;
    }

    /** While it goes on telling. */
    void tell(Duration longest, Effects out) {
        IpvsSyncDaemon teller = running.get(Role.MASTER);
        if (ours && teller != null) {
            out.add(new BalancingEffect.TellConnections(teller, BalancingEffect.Telling.FOR_NOW, longest));
        }
    }

    /** The kernel has not done what it was asked for. */
    void refused(IpvsRequest.StartSyncDaemon request) {
        running.remove(request.daemon().role());
    }

    /** Brings the kernel's threads to where they should be; without a plan those of others are left alone. */
    void apply(Optional<SyncDaemonPlan> plan, Effects out) {
        if (plan.isEmpty() && !ours) {
            return;
        }
        ours = plan.isPresent();
        for (Role each : ORDER) {
            IpvsSyncDaemon there = running.get(each);
            if (there != null
                    && plan.filter(daemon -> mayRun(daemon, each) && daemon.describes(there))
                            .isEmpty()) {
                stop(there, out);
            }
            if (plan.filter(daemon -> wanted(daemon, each)).isPresent() && !running.containsKey(each)) {
                start(plan.get().in(each), out);
            }
        }
    }

    private void stop(IpvsSyncDaemon daemon, Effects out) {
        running.remove(daemon.role());
        if (daemon.role() == Role.MASTER) {
            out.add(new BalancingEffect.TellConnections(
                    daemon, BalancingEffect.Telling.FOR_THE_LAST_TIME, LAST_TELLING));
        }
        out.ipvs(new IpvsRequest.StopSyncDaemon(daemon.role()));
    }

    private void start(IpvsSyncDaemon daemon, Effects out) {
        running.put(daemon.role(), daemon);
        out.ipvs(new IpvsRequest.StartSyncDaemon(daemon));
    }

    private boolean mayRun(SyncDaemonPlan plan, Role which) {
        return wanted(plan, which) || (which == Role.BACKUP && goesOnListening);
    }

    private boolean wanted(SyncDaemonPlan plan, Role which) {
        return !plan.followsInstance() || which == role;
    }
}
