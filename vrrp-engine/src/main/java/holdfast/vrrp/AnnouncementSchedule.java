package holdfast.vrrp;

import holdfast.vrrp.Effect.AnnounceAddresses;
import holdfast.vrrp.Effect.AnnounceAddresses.Cause;

/**
 * When an active router announces its addresses again. Leaving Active stops it: a backup announces nothing (RFC
 * 9568, 8.1.2).
 */
final class AnnouncementSchedule {
    private final Alarm repeat = new Alarm();
    private final Alarm refresh = new Alarm();
    private final Alarm afterRival = new Alarm();

    /** A deadline that is set or not. */
    private static final class Alarm {
        private boolean set;
        private long at;

        void set(long when) {
            set = true;
            at = when;
        }

        void clear() {
            set = false;
        }

        boolean isDue(long now) {
            return set && now - at >= 0;
        }

        long nanosLeft(long now) {
            return set ? Math.max(0, at - now) : VrrpEngine.NO_DEADLINE;
        }
    }

    /** The router became active and announces at once; what follows later. */
    void becameActive(AnnouncementPlan plan, long now) {
        stop();
        if (plan.masterDelay().isPositive()) {
            repeat.set(now + plan.masterDelay().toNanos());
        }
        if (plan.refreshEvery().isPositive()) {
            refresh.set(now + plan.refreshEvery().toNanos());
        }
    }

    /** A rival was heard and answered; once more after a while, for its last words may come after ours. */
    void heardRival(AnnouncementPlan plan, long now) {
        if (plan.rivalDelay().isPositive() && plan.rivalRounds() > 0) {
            afterRival.set(now + plan.rivalDelay().toNanos());
        }
    }

    /** Nothing more. */
    void stop() {
        repeat.clear();
        refresh.clear();
        afterRival.clear();
    }

    /** Emits what is due. */
    void tick(VirtualRouter router, Surroundings around, long now) {
        AnnouncementPlan plan = router.announcements();
        if (repeat.isDue(now)) {
            repeat.clear();
            around.emit(new AnnounceAddresses(router.name(), plan.masterRounds(), Cause.REPEAT));
        }
        if (afterRival.isDue(now)) {
            afterRival.clear();
            around.emit(new AnnounceAddresses(router.name(), plan.rivalRounds(), Cause.REPEAT));
        }
        if (refresh.isDue(now)) {
            around.emit(new AnnounceAddresses(router.name(), plan.refreshRounds(), Cause.REFRESH));
            if (plan.refreshEvery().isPositive()) {
                refresh.set(now + plan.refreshEvery().toNanos());
            } else {
                refresh.clear();
            }
        }
    }

    long nanosLeft(long now) {
        return Math.min(repeat.nanosLeft(now), Math.min(refresh.nanosLeft(now), afterRival.nanosLeft(now)));
    }
}
