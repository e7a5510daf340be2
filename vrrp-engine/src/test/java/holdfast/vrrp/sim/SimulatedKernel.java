package holdfast.vrrp.sim;

/**
 * The part of a node that goes on when its process does not: it holds the addresses of virtual routers until their lifetime ends, refuses now
 * and then, and may be slow.
 */
final class SimulatedKernel {
    private static final long NOT_WATCHED = Long.MAX_VALUE;

    private final Holding[] holdings;
    private double refusesAll;
    private double refusesOne;
    private double refusesPackets;
    private int packetsWithoutRoom;
    private long greatestDelay;

    /** The addresses of one virtual router. */
    static final class Holding {
        private boolean held;
        private int missing;
        private long endsAt;
        private long lasts;
        private long intervalNanos;
        private long watchedFor = NOT_WATCHED;
        private SimulatedPacket renewedWith;
        private long renewedAt;
        private long renewedLateBy;
        private long stoodStillBefore;

        boolean isHeld() {
            return held;
        }

        /** How many of the addresses the kernel refused. */
        int missing() {
            return missing;
        }

        void missing(int count) {
            missing = count;
        }

        /** When the addresses go if nothing more is done about them. */
        long endsAt() {
            return endsAt;
        }

        /** How long they were to last after the last renewal, nanoseconds. */
        long lasts() {
            return lasts;
        }

        /** The advertisement interval at the last renewal, which said when the next one was due. */
        long intervalNanos() {
            return intervalNanos;
        }

        /** The advertisement that left with the last renewal, or null. */
        SimulatedPacket renewedWith() {
            return renewedWith;
        }

        /** When the last renewal was, in true time. */
        long renewedAt() {
            return renewedAt;
        }

        /** How long after its advertisement the last renewal was done: the kernel was slow, and the lease ends later by that. */
        long renewedLateBy() {
            return renewedLateBy;
        }

        /** How long its process had stood still in all when it was renewed last. */
        long stoodStillBefore() {
            return stoodStillBefore;
        }

        /**
         * The addresses are added, or their lifetime is extended.
         *
         * @param now when it begins, in true time
         * @param until when it ends
         * @param interval after which the next renewal is due, nanoseconds
         * @param stoodStill how long the process has stood still in all until now
         */
        void hold(long now, long until, long interval, long stoodStill) {
            lasts = until - now;
            endsAt = until;
            intervalNanos = interval;
            held = true;
            renewedAt = now;
            stoodStillBefore = stoodStill;
        }

        /**
         * What was sent right before that.
         *
         * @param advert null if that was refused or comes only now
         * @param lateBy how long ago that was
         */
        void tellsOfIt(SimulatedPacket advert, long lateBy) {
            renewedWith = advert;
            renewedLateBy = lateBy;
        }

        /** What a router sends tells of its hold if nothing did yet. */
        void sent(SimulatedPacket advert) {
            if (renewedWith == null) {
                tellsOfIt(advert, 0);
            }
        }

        void remove() {
            held = false;
            missing = 0;
        }

        /** The machine stood still, and with it the timer. */
        void stoodStill(long nanos) {
            endsAt += nanos;
        }

        /** Whether the end of the lease still has to be queued; afterwards it counts as queued. */
        boolean beginWatch() {
            boolean begin = endsAt < watchedFor;
            watchedFor = begin ? endsAt : watchedFor;
            return begin;
        }

        /** The queued end of the lease has come. */
        void endWatch() {
            watchedFor = NOT_WATCHED;
        }
    }

    SimulatedKernel(int routers) {
        holdings = new Holding[routers];
        for (int router = 0; router < routers; router++) {
            holdings[router] = new Holding();
        }
    }

    /** What it has of a virtual router. */
    Holding of(int router) {
        return holdings[router];
    }

    boolean holds(int router) {
        return holdings[router].held;
    }

    void remove(int router) {
        holdings[router].remove();
    }

    void setMood(double all, double one, double packets) {
        refusesAll = all;
        refusesOne = one;
        refusesPackets = packets;
    }

    double refusesAll() {
        return refusesAll;
    }

    double refusesOne() {
        return refusesOne;
    }

    double refusesPackets() {
        return refusesPackets;
    }

    void fillQueue(int packets) {
        packetsWithoutRoom = packets;
    }

    /** Whether the queue is full; there is room for one more afterwards. */
    boolean takesPlaceInFullQueue() {
        boolean full = packetsWithoutRoom > 0;
        packetsWithoutRoom -= full ? 1 : 0;
        return full;
    }

    void setDelay(long greatestNanos) {
        greatestDelay = greatestNanos;
    }

    /** How long a change of addresses takes, at most. */
    long greatestDelay() {
        return greatestDelay;
    }
}
