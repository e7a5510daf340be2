package holdfast.vip;

import java.time.Duration;

/**
 * How long a virtual address outlives the last sign of life of its holder.
 *
 * <p>The kernel itself takes a leased address away when it is not renewed in time, so a master that is killed, frozen or
 * starved loses its addresses before another router takes them. {@code docs/lease.md} tells the whole story.
 */
public sealed interface Lease {
    /** Without end: {@code --no-vip-lease}. */
    record Unlimited() implements Lease {}

    /**
     * For so long after each renewal.
     *
     * @param validity whole seconds, at least 1: the kernel's unit
     */
    record Limited(Duration validity) implements Lease {
        public Limited {
            if (validity.toSeconds() < 1 || !validity.equals(Duration.ofSeconds(validity.toSeconds()))) {
                throw new IllegalArgumentException("the kernel counts whole seconds: " + validity);
            }
        }

        /** Whether a renewal made {@code sinceRenewal} ago should be followed by another now: after a quarter of the lease. */
        boolean isDue(long nanosSinceRenewal) {
            return nanosSinceRenewal >= validity.toNanos() / 4;
        }

        /**
         * Whether the address must be taken for lost. The kernel counts in ticks and ends a lease up to 20 ms early
         * (net/ipv4/devinet.c, net/ipv6/addrconf.c: ADDRCONF_TIMER_FUZZ_MINUS); the rest of the margin is for the renewal to
         * arrive. Renewing later than this could make anew an address that another router has taken meanwhile.
         */
        boolean isOver(long nanosSinceRenewal) {
            return nanosSinceRenewal >= validity.toNanos() - RENEWAL_MARGIN.toNanos();
        }
    }

    /** How long before its end a lease counts as over. */
    Duration RENEWAL_MARGIN = Duration.ofMillis(50);

    /** How much later than asked the kernel removes an address when nothing else touches a lifetime (ADDRCONF_TIMER_FUZZ). */
    Duration USUAL_LATENESS = Duration.ofMillis(250);

    /**
     * The longest lease that ends before any backup takes over, or 1 s where whole seconds are too coarse for that.
     *
     * <p>The shortest time after which a backup takes over is that of priority 254: {@code downTimerAdverts} intervals and
     * 2/256 of one (RFC 9568, 6.1, Skew_Time).
     *
     * @param advertisementInterval the master's own
     * @param downTimerAdverts how many missed adverts make it dead, 3 in the RFC
     */
    static Limited forAdverts(Duration advertisementInterval, int downTimerAdverts) {
        Duration shortestTakeover = shortestTakeover(advertisementInterval, downTimerAdverts);
        long seconds = shortestTakeover.minus(USUAL_LATENESS).toSeconds();
        return new Limited(Duration.ofSeconds(Math.max(seconds, 1)));
    }

    /**
     * How long a dead master's address can still be there when a backup of priority 254 already has it; zero where the lease
     * is short enough.
     *
     * @param advertisementInterval the master's own
     * @param downTimerAdverts as configured, 3 in the RFC
     */
    static Duration longestOverlap(Duration advertisementInterval, int downTimerAdverts) {
        Duration removal =
                forAdverts(advertisementInterval, downTimerAdverts).validity().plus(USUAL_LATENESS);
        Duration overlap = removal.minus(shortestTakeover(advertisementInterval, downTimerAdverts));
        return overlap.isNegative() ? Duration.ZERO : overlap;
    }

    private static Duration shortestTakeover(Duration advertisementInterval, int downTimerAdverts) {
        Duration shortestSkew = advertisementInterval.multipliedBy(2).dividedBy(256);
        return advertisementInterval.multipliedBy(downTimerAdverts).plus(shortestSkew);
    }
}
