package holdfast.vrrp;

import holdfast.vrrp.Effect.AnnounceAddresses;
import holdfast.vrrp.Effect.AnnounceAddresses.Occasion;

/**
 * When an active router announces its addresses again. Leaving Active stops it: a backup announces nothing (RFC
 * 9568, 8.1.2).
 */
final class AnnouncementSchedule {
    /** keepalived was seen to send its ARPs 8 ms after its advert when it has just started, and a busy one takes longer. */
    private static final long[] ECHOES_NANOS = {20_000_000L, 200_000_000L};

    private final Alarm repeat = new Alarm();
    private final Alarm refresh = new Alarm();
    private final Alarm echo = new Alarm();
    private final Alarm afterRival = new Alarm();
    private long contestedAt;

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

        boolean isSet() {
            return set;
        }

        boolean isDue(long now) {
            return set && now - at >= 0;
        }

        long nanosLeft(long now) {
            return set ? Math.max(0, at - now) : VrrpEngine.NO_DEADLINE;
        }
    }

    /**
     * The router became active and announces at once; what follows later.
     *
     * @param contested another router holds the addresses and is about to give them up
     */
    void becameActive(AnnouncementPlan plan, boolean contested, long now) {
        stop();
        if (contested) {
            beginEchoes(plan, now);
        }
        if (plan.masterDelay().isPositive()) {
            repeat.set(now + plan.masterDelay().toNanos());
        }
        if (plan.refreshEvery().isPositive()) {
            refresh.set(now + plan.refreshEvery().toNanos());
        }
    }

    /** A rival was heard and answered; once more after a while, for its last words may come after ours. */
    void heardRival(AnnouncementPlan plan, long now) {
        beginEchoes(plan, now);
        if (plan.rivalDelay().isPositive() && plan.rivalRounds() > 0) {
            afterRival.set(now + plan.rivalDelay().toNanos());
        }
    }

    /**
     * Until a rival has given the addresses up, its own ARPs and its answers to others' go on. What they taught clients and switches is put
     * right by one announcement soon after, and one more: the late one is seconds away.
     */
    private void beginEchoes(AnnouncementPlan plan, long now) {
        if (plan.rivalRounds() > 0 && !echo.isSet()) {
            contestedAt = now;
            setEcho(now);
        }
    }

    /** The first that is still to come: one that was overslept makes no second one necessary at once. */
    private void setEcho(long now) {
        for (long after : ECHOES_NANOS) {
            if (contestedAt + after - now > 0) {
                echo.set(contestedAt + after);
                return;
            }
        }
    }

    /** Nothing more. */
    void stop() {
        repeat.clear();
        refresh.clear();
        echo.clear();
        afterRival.clear();
    }

    /** Emits what is due; tells whether there was anything. */
    boolean tick(VirtualRouter router, Surroundings around, long now) {
        if (nanosLeft(now) > 0) {
            return false;
        }
        AnnouncementPlan plan = router.announcements();
        if (repeat.isDue(now)) {
            repeat.clear();
            around.emit(new AnnounceAddresses(router.name(), plan.masterRounds(), Occasion.REPEAT));
        }
        if (echo.isDue(now)) {
            echo.clear();
            around.emit(new AnnounceAddresses(router.name(), 1, Occasion.REPEAT));
            setEcho(now);
        }
        if (afterRival.isDue(now)) {
            afterRival.clear();
            around.emit(new AnnounceAddresses(router.name(), plan.rivalRounds(), Occasion.REPEAT));
        }
        if (refresh.isDue(now)) {
            around.emit(new AnnounceAddresses(router.name(), plan.refreshRounds(), Occasion.REFRESH));
            if (plan.refreshEvery().isPositive()) {
                refresh.set(now + plan.refreshEvery().toNanos());
            } else {
                refresh.clear();
            }
        }
        return true;
    }

    long nanosLeft(long now) {
        long own = Math.min(repeat.nanosLeft(now), refresh.nanosLeft(now));
        return Math.min(own, Math.min(echo.nanosLeft(now), afterRival.nanosLeft(now)));
    }
}
