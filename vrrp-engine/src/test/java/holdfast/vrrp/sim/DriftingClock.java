package holdfast.vrrp.sim;

/**
 * A node's monotonic clock. It starts anywhere, also where it will soon overflow, and runs a little fast or slow.
 *
 * @param startNanos what it shows, or would have shown, when the simulation begins
 * @param partsPerMillion how much faster than true time it runs, -1000..1000
 */
record DriftingClock(long startNanos, int partsPerMillion) {
    /** More than any simulated quartz is off, as a factor on true time: for bounds. */
    static final double GREATEST_RATE = 1.0011;

    /** A clock that shows true time. */
    static final DriftingClock EXACT = new DriftingClock(0, 0);

    private static final long MILLION = 1_000_000;

    /** A clock that shows something at a true time, and goes on from there. */
    static DriftingClock from(long trueNanos, long localNanos, int partsPerMillion) {
        return new DriftingClock(localNanos - trueNanos - trueNanos * partsPerMillion / MILLION, partsPerMillion);
    }

    /** What it shows at a true time. */
    long at(long trueNanos) {
        return startNanos + trueNanos + trueNanos * partsPerMillion / MILLION;
    }

    /** The first true nanosecond at which it shows this, or more. */
    long firstMomentAt(long localNanos) {
        long elapsed = localNanos - startNanos;
        long moment = elapsed - elapsed * partsPerMillion / (MILLION + partsPerMillion);
        while (at(moment) - localNanos < 0) {
            moment++;
        }
        while (at(moment - 1) - localNanos >= 0) {
            moment--;
        }
        return moment;
    }
}
