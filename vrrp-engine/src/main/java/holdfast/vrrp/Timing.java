package holdfast.vrrp;

import holdfast.vrrp.wire.ProtocolVersion;

/** The two intervals of RFC 9568, 6.1, in nanoseconds, and how times are said in a log. */
final class Timing {
    private static final long SECOND = 1_000_000_000L;

    private Timing() {}

    /**
     * Skew_Time: version 3, (256 - priority) x Active_Adver_Interval / 256; version 2, (256 - priority) / 256 s (RFC
     * 3768, 6.1).
     *
     * @param activeInterval Active_Adver_Interval
     */
    static long skew(ProtocolVersion version, int priority, long activeInterval) {
        long unit = version == ProtocolVersion.V2 ? SECOND : activeInterval;
        return (256 - priority) * unit / 256;
    }

    /** Active_Down_Interval: so many intervals, the RFC's three unless configured, and Skew_Time. */
    static long activeDown(ProtocolVersion version, int priority, long activeInterval, int adverts) {
        return adverts * activeInterval + skew(version, priority, activeInterval);
    }

    /** Seconds with three digits, cut: {@code 3.648 s}. */
    static String seconds(long nanos) {
        long millis = nanos / 1_000_000;
        long fraction = millis % 1000;
        return millis / 1000 + "." + (fraction < 100 ? "0" : "") + (fraction < 10 ? "0" : "") + fraction + " s";
    }

    /** Seconds with one digit, cut: {@code 10.0 s}. */
    static String roughly(long nanos) {
        long tenths = nanos / 100_000_000;
        return tenths / 10 + "." + tenths % 10 + " s";
    }
}
