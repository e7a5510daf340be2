package holdfast.vrrp;

import java.time.Duration;
import java.util.Optional;

/**
 * After the kernel refused all its addresses, a router stays out of the election for a while. Otherwise the one with
 * the highest priority would take over, fail and let go again every few seconds, and take the service from a node
 * that can provide it.
 */
final class RefusalHold {
    /** For how long; a link that comes up or has another address ends it earlier, as does a reload. */
    static final Duration LENGTH = Duration.ofSeconds(30);

    private Optional<String> reason = Optional.empty();
    private long until;

    void begin(String why, long now) {
        reason = Optional.of(why);
        until = now + LENGTH.toNanos();
    }

    void clear() {
        reason = Optional.empty();
    }

    /** Ends the hold if its time is up; tells whether it did. */
    boolean endsBy(long now) {
        boolean ends = reason.isPresent() && now - until >= 0;
        if (ends) {
            clear();
        }
        return ends;
    }

    Optional<String> reason() {
        return reason;
    }

    long nanosLeft(long now) {
        return reason.isPresent() ? Math.max(0, until - now) : VrrpEngine.NO_DEADLINE;
    }
}
