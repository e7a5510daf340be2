package holdfast.vrrp;

import holdfast.vrrp.RouterState.Backup;
import java.time.Duration;

/** What others may know of a virtual router, copied. */
final class Snapshot {
    private Snapshot() {}

    static RouterStatus of(Router router) {
        VirtualRouter config = router.config();
        long interval =
                router.state() instanceof Backup backup ? backup.watch().activeIntervalNanos() : router.intervalNanos();
        long down = Timing.activeDown(config.version(), router.priority(), interval, config.downTimerAdverts());
        return new RouterStatus(
                config,
                router.state(),
                router.lastTransition(),
                config.priority(),
                router.priority(),
                router.activeRouter(),
                router.activePriority(),
                Duration.ofNanos(interval),
                Duration.ofNanos(down),
                router.source(),
                router.companions().groupName(),
                router.fitness().contributions(),
                router.peers().snapshot(),
                router.tally().snapshot(),
                router.handOver().isHeld(),
                router.handOver().isUnderWay());
    }
}
