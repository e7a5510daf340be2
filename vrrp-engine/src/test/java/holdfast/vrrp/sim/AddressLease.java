package holdfast.vrrp.sim;

import java.time.Duration;

/**
 * For how long a simulated kernel is told to keep an address when nobody renews it, and how late it may be. The same reckoning as {@code
 * holdfast.vip.Lease}, which this module does not know: the longest whole seconds that end before a backup of priority 254 takes over,
 * but long enough to last from one renewal to the next.
 *
 * @param validityNanos what the kernel is told
 * @param latestRemovalNanos when it has removed the address at the latest
 * @param longestOverlapNanos how long, at most, a dead router's addresses can outlive the earliest takeover; 0 where the interval leaves
 *     room for whole seconds
 */
record AddressLease(long validityNanos, long latestRemovalNanos, long longestOverlapNanos) {
    private static final long SECOND = 1_000_000_000L;
    /** The kernel looks for ended lifetimes at moments it rounds up by this (ADDRCONF_TIMER_FUZZ). */
    private static final long ROUNDING = SECOND / 4;

    /** A lease is at least so much longer than an interval. */
    private static final long RENEWAL_ROOM = SECOND / 4;

    /** The lease that goes with an advertisement interval, where the RFC's three are missed before a takeover. */
    static AddressLease of(Duration advertisementInterval) {
        long interval = advertisementInterval.toNanos();
        long takeover = interval * (256 * SilenceLedger.INTERVALS + 2) / 256;
        // Its timers are late by up to 8/63 of their length (kernel/time/timer.c).
        long longest = (takeover * 63 / 71 - ROUNDING) / SECOND;
        long shortest = (interval + RENEWAL_ROOM + SECOND - 1) / SECOND;
        long validity = Math.max(longest, shortest) * SECOND;
        long removal = (validity + ROUNDING) * 71 / 63;
        return new AddressLease(validity, removal, Math.max(0, removal - takeover));
    }
}
