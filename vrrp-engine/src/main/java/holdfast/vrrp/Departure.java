package holdfast.vrrp;

import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.RouterState.Active;
import holdfast.vrrp.wire.Advertisement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An orderly stop. Priority 0 is said first, and the best backup takes over after its Skew_Time (RFC 9568, 6.4.2): for so long nobody would serve.
 * So the addresses serve on for a while that is shorter than the Skew_Time of any backup of priority 204 or less, and no longer than until an
 * advertisement of a faster one is heard: as when an operator has it {@linkplain HandOver hand over}, but for the wait.
 */
final class Departure {
    /** A stop is not to take noticeably longer for it. */
    private static final long LONGEST = Duration.ofMillis(200).toNanos();

    /** Of an advertisement interval, this part. */
    private static final int SHARE = 5;

    private final Set<Router> gone = new HashSet<>();
    private boolean begun;
    private long endsAt;

    /** All say priority 0, those that are Active; what they hold stays, and its lease begins anew. */
    void begin(List<Router> routers, long now) {
        sayPriorityZero(routers);
        long stay = LONGEST;
        for (Router router : routers) {
            if (router.state() instanceof Active) {
                router.around().emit(new Effect.RenewAddresses(router.name()));
                stay = Math.min(stay, router.intervalNanos() / SHARE);
            }
        }
        endsAt = now + stay;
    }

    private void sayPriorityZero(List<Router> routers) {
        begun = true;
        routers.forEach(Router::sayPriorityZero);
    }

    /** Whether priority 0 has been said, so that nothing counts any more but who follows. */
    boolean hasBegun() {
        return begun;
    }

    /** Whoever speaks is active now; priority 0 says nothing about that. */
    void hear(Router router, Advertisement advert, long now) {
        if (router.state() instanceof Active && advert.priority() != Advertisement.RELEASE) {
            router.companions().members().forEach(member -> stop(member, now));
        }
    }

    /** How long what is left of the addresses stays; 0 when all are gone. */
    long nanosLeft(List<Router> routers, long now) {
        boolean serves = routers.stream().anyMatch(router -> router.state() instanceof Active);
        return serves ? Math.max(0, endsAt - now) : 0;
    }

    /** All stop that have not. Where it has not begun, all say priority 0 before the first address is touched: the sooner others take over. */
    void end(List<Router> routers, long now) {
        if (!begun) {
            sayPriorityZero(routers);
        }
        routers.forEach(router -> stop(router, now));
    }

    private void stop(Router router, long now) {
        if (gone.add(router)) {
            router.stop(NotifiedState.STOP, new Cause.Stopping(), now);
        }
    }
}
