package holdfast.vrrp.sim;

/**
 * The part of a node that goes on when its process does not: it holds the addresses of virtual routers until their lifetime ends, and refuses
 * now and then.
 */
final class SimulatedKernel {
    private final boolean[] held;
    private final long[] endsAt;
    private final long[] lasts;
    private final boolean[] watched;
    private final SimulatedPacket[] renewedWith;
    private double refusesAddresses;
    private double refusesPackets;

    SimulatedKernel(int routers) {
        held = new boolean[routers];
        endsAt = new long[routers];
        lasts = new long[routers];
        watched = new boolean[routers];
        renewedWith = new SimulatedPacket[routers];
    }

    /**
     * Adds a router's addresses or extends their lifetime.
     *
     * @param nowTrueNanos when it begins
     * @param untilTrueNanos when it ends
     * @param advert what was sent right before, or null if that was refused or comes only now
     */
    void hold(int router, long nowTrueNanos, long untilTrueNanos, SimulatedPacket advert) {
        lasts[router] = untilTrueNanos - nowTrueNanos;
        endsAt[router] = held[router] ? Math.max(endsAt[router], untilTrueNanos) : untilTrueNanos;
        held[router] = true;
        renewedWith[router] = advert;
    }

    /** What a router sends tells of its hold if nothing did yet. */
    void sent(int router, SimulatedPacket advert) {
        if (renewedWith[router] == null) {
            renewedWith[router] = advert;
        }
    }

    void remove(int router) {
        held[router] = false;
    }

    boolean holds(int router) {
        return held[router];
    }

    /** When a router's addresses go if nothing more is done about them. */
    long leaseEnd(int router) {
        return endsAt[router];
    }

    /** How long a router's addresses were to last after the last renewal, nanoseconds. */
    long leaseNanos(int router) {
        return lasts[router];
    }

    /** The advertisement that left with the last renewal, or null. */
    SimulatedPacket renewedWith(int router) {
        return renewedWith[router];
    }

    /** Whether the end of the lease still has to be queued; afterwards it counts as queued. */
    boolean beginWatch(int router) {
        boolean begin = !watched[router];
        watched[router] = true;
        return begin;
    }

    /** The queued end of the lease has come. */
    void endWatch(int router) {
        watched[router] = false;
    }

    void setMood(double addresses, double packets) {
        refusesAddresses = addresses;
        refusesPackets = packets;
    }

    double refusesAddresses() {
        return refusesAddresses;
    }

    double refusesPackets() {
        return refusesPackets;
    }
}
