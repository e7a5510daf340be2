package holdfast.vrrp;

import holdfast.vrrp.RouterState.Active;
import java.time.Duration;
import java.util.List;

/**
 * Where in the interval a router of several sends its adverts. RFC 9568 (6.4.3) bounds how seldom they are sent, and an early one disturbs nobody: what
 * comes of the Adver_Timer when it is set anew is moved forward, never back, and all further adverts are one interval apart.
 *
 * <p>Routers of one interval send together. Their leases end together then, and the kernel, which looks for ended lifetimes once a second at most,
 * finds all of a dead node in one look.
 *
 * <p>Hundreds in a short interval are another matter: packets in a row, each of which waits for all before it, and bursts for everybody who listens. There
 * only {@value #TOGETHER} send together.
 */
final class AdvertPhase {
    /** Few enough to be sent in about a millisecond; more groups would cost a wake-up each. */
    private static final int TOGETHER = 64;

    /** Groups are a sixteenth of the interval apart. */
    private static final int SHARES = 16;

    private static final int GROUPS = SHARES / 2;

    /** From here on the kernel ends a dead node's lease before another takes over, if only it looks in time (docs/lease.md). */
    private static final long LONG_INTERVAL = Duration.ofMillis(500).toNanos();

    private final List<Router> all;
    private final int place;
    private final int group;

    private AdvertPhase(List<Router> all, int place) {
        this.all = all;
        this.place = place;
        this.group = place / TOGETHER % GROUPS;
    }

    /** Of a router nobody else is beside. */
    static AdvertPhase alone() {
        return new AdvertPhase(List.of(), 0);
    }

    /**
     * Of one of all routers.
     *
     * @param place in the configuration, from 0
     */
    static AdvertPhase of(List<Router> all, int place) {
        return new AdvertPhase(all, place);
    }

    /**
     * When the Adver_Timer of a router fires that is set anew now, and not because it has fired.
     *
     * @param interval nanoseconds between any other two adverts
     */
    long firstAdvert(long interval, long now) {
        for (int i = 0; i < all.size(); i++) {
            Router other = all.get(i);
            if (i != place
                    && other.state() instanceof Active active
                    && other.intervalNanos() == interval
                    && (interval >= LONG_INTERVAL || other.activeRole().phase().group == group)) {
                long left = active.nextAdvertAtNanos() - now;
                if (left > 0 && left <= interval) {
                    return now + left;
                }
            }
        }
        return now + interval - (interval >= LONG_INTERVAL ? 0 : interval / SHARES * group);
    }
}
