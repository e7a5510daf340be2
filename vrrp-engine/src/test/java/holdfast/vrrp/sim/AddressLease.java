package holdfast.vrrp.sim;

import java.time.Duration;

/**
 * For how long the kernel is told to keep a virtual address when nobody renews it: a router that is killed, frozen
 * or starved loses its addresses by itself before another takes them.
 *
 * <p>The simulated kernel's; the real one's is {@code holdfast.vip.Lease}, measured more finely. Linux counts lifetimes in whole seconds ({@code ifa_valid}, rtnetlink(7)) and ends them up to {@link
 * #KERNEL_SLACK} late (measured: 1, 2 and 3 s end after 1.02, 2.02 and 3.26 s). The lease is renewed with each
 * advertisement; nobody takes over before downTimerAdverts x interval after one. So the lease is the greatest whole
 * number of seconds that with the slack is less than that, but always long enough to last from one renewal to the
 * next, and at least a second.
 *
 * @param lifetime what the kernel is told, whole seconds
 * @param longestOverlap how long, at most, a dead router's addresses can outlive the earliest takeover; zero where
 *     the interval leaves room for whole seconds
 */
record AddressLease(Duration lifetime, Duration longestOverlap) {
    /** How much later than asked Linux may remove an address. */
    static final Duration KERNEL_SLACK = Duration.ofMillis(300);

    /** The lease for an advertisement interval and the number of them that silence must last. */
    static AddressLease of(Duration advertisementInterval, int downTimerAdverts) {
        Duration earliestTakeover = advertisementInterval.multipliedBy(downTimerAdverts);
        long fitting = earliestTakeover.minus(KERNEL_SLACK).minusNanos(1).toSeconds();
        // A quarter of the interval is left for a renewal that comes late.
        long lasting = advertisementInterval
                .multipliedBy(5)
                .dividedBy(4)
                .plusSeconds(1)
                .minusNanos(1)
                .toSeconds();
        Duration lifetime = Duration.ofSeconds(Math.max(1, Math.max(fitting, lasting)));
        Duration overlap = lifetime.plus(KERNEL_SLACK).minus(earliestTakeover);
        return new AddressLease(lifetime, overlap.isNegative() ? Duration.ZERO : overlap);
    }
}
