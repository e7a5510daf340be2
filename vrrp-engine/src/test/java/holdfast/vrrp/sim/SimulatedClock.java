package holdfast.vrrp.sim;

/** The monotonic clock of a node over time: its rate changes, and it stands still with its machine. */
final class SimulatedClock {
    private final SimulatedLan lan;
    private DriftingClock stretch;
    private boolean standing;
    private long haltedAt;
    private long haltedLocal;
    private long resumedAt = Long.MIN_VALUE;

    SimulatedClock(SimulatedLan lan, DriftingClock stretch) {
        this.lan = lan;
        this.stretch = stretch;
    }

    /** What it shows. */
    long now() {
        return standing ? haltedLocal : stretch.at(lan.now());
    }

    /** The first true nanosecond at which it shows this, or more, if nothing happens to it. */
    long firstMomentAt(long localNanos) {
        return stretch.firstMomentAt(localNanos);
    }

    /** It runs at another rate from now on, without a jump. */
    void rate(int partsPerMillion) {
        stretch = DriftingClock.from(lan.now(), now(), partsPerMillion);
    }

    /** The process, or the whole machine, stands still. */
    void halt(boolean machine) {
        haltedAt = lan.now();
        haltedLocal = now();
        standing = machine;
    }

    /**
     * It goes on.
     *
     * @return for how long it stood still, nanoseconds
     */
    long goOn() {
        if (standing) {
            resumedAt = lan.now();
            standing = false;
            stretch = DriftingClock.from(lan.now(), haltedLocal, stretch.partsPerMillion());
        }
        return lan.now() - haltedAt;
    }

    /** When the machine last ceased to stand still, in true time. */
    long resumedAt() {
        return resumedAt;
    }
}
