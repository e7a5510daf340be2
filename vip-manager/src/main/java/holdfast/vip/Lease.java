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

    /** How much the kernel rounds up the moment at which it looks for ended lifetimes (ADDRCONF_TIMER_FUZZ, a quarter second). */
    Duration ROUNDING = Duration.ofMillis(250);

    /** How many addresses are worth a second of lease more. */
    int ADDRESSES_A_SECOND = 1250;

    /** How much longer than one interval a lease is at least, so that a renewal a little late is no loss. */
    Duration RENEWAL_ROOM = Duration.ofMillis(250);

    /**
     * The longest lease that ends before any backup takes over; where whole seconds are too coarse for that, the shortest that
     * an advert a little late does not lose.
     *
     * <p>The shortest time after which a backup takes over is that of priority 254: {@code downTimerAdverts} intervals and
     * 2/256 of one (RFC 9568, 6.1, Skew_Time).
     *
     * @param advertisementInterval the master's own
     * @param downTimerAdverts how many missed adverts make it dead, 3 in the RFC
     */
    static Limited forAdverts(Duration advertisementInterval, int downTimerAdverts) {
        Duration takeover = earliestTakeover(advertisementInterval, downTimerAdverts);
        long longest = times(takeover, 63, 71).minus(ROUNDING).toSeconds();
        long shortest = secondsRoundedUp(advertisementInterval.plus(RENEWAL_ROOM));
        return new Limited(Duration.ofSeconds(Math.max(longest, shortest)));
    }

    /**
     * The same for a router with many addresses: a second more for each {@value #ADDRESSES_A_SECOND}. Where other programs keep the kernel's
     * routing lock busy, renewing thousands takes seconds, and a living master must not lose what it cannot renew fast enough.
     *
     * @param advertisementInterval the master's own
     * @param downTimerAdverts how many missed adverts make it dead, 3 in the RFC
     * @param addresses how many are renewed together
     */
    static Limited forAdverts(Duration advertisementInterval, int downTimerAdverts, int addresses) {
        Limited few = forAdverts(advertisementInterval, downTimerAdverts);
        return new Limited(few.validity().plusSeconds(addresses / ADDRESSES_A_SECOND));
    }

    /**
     * How long a dead master's address can still be there when a backup of priority 254 already has it; zero where the lease
     * is short enough.
     *
     * @param lease of the address
     * @param advertisementInterval the master's own
     * @param downTimerAdverts as configured, 3 in the RFC
     */
    static Duration longestOverlap(Limited lease, Duration advertisementInterval, int downTimerAdverts) {
        Duration removal = latestRemoval(lease.validity());
        Duration overlap = removal.minus(earliestTakeover(advertisementInterval, downTimerAdverts));
        return overlap.isNegative() ? Duration.ZERO : overlap;
    }

    /**
     * When the kernel has removed an address at the latest: it rounds up by a quarter second, and its timers, of a wheel whose
     * slots widen eightfold a level of 63, are late by up to 8/63 of their length (kernel/time/timer.c).
     *
     * @param validity of the lease
     */
    static Duration latestRemoval(Duration validity) {
        return times(validity.plus(ROUNDING), 71, 63);
    }

    /**
     * How long after an advert another router takes over at the earliest: one of priority 254, after as many intervals and 2/256 of one
     * (RFC 9568, 6.1).
     *
     * @param advertisementInterval the master's own
     * @param downTimerAdverts as configured, 3 in the RFC
     */
    static Duration earliestTakeover(Duration advertisementInterval, int downTimerAdverts) {
        return times(advertisementInterval, 256L * downTimerAdverts + 2, 256);
    }

    /** A fraction of a duration in a long: at most 100 intervals of 255 s. The arithmetic of Duration is BigDecimal's, dear at start. */
    private static Duration times(Duration duration, long numerator, long denominator) {
        return Duration.ofNanos(duration.toNanos() * numerator / denominator);
    }

    private static long secondsRoundedUp(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
