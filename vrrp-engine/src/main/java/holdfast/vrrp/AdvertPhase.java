package holdfast.vrrp;

/**
 * Where in the interval a router of many sends its adverts. Those that become active together would stay together for good: hundreds of packets in a
 * row, each of which waits for all before it, and bursts for everybody who listens. So only {@value #TOGETHER} of them do; the first interval of the
 * others is shorter, by less than half. RFC 9568 (6.4.3) bounds how seldom adverts are sent, and an early one disturbs nobody; all further ones are one
 * interval apart.
 */
final class AdvertPhase {
    /** Few enough to be sent in about a millisecond; more groups would cost a wake-up each. */
    private static final int TOGETHER = 64;

    /** They are a sixteenth of the interval apart. */
    private static final int SHARES = 16;

    private static final int PHASES = SHARES / 2;

    private final int shares;

    private AdvertPhase(int shares) {
        this.shares = shares;
    }

    /** Of a router, by its place in the configuration, from 0. */
    static AdvertPhase of(int place) {
        return new AdvertPhase(place / TOGETHER % PHASES);
    }

    /**
     * What comes before the first advert after one that did not wait for its turn.
     *
     * @param interval nanoseconds between any other two
     */
    long firstInterval(long interval) {
        return interval - interval / SHARES * shares;
    }
}
