package holdfast.vrrp.wire;

import java.time.Duration;

/** The two versions in use; they differ in the unit of the interval, the checksum and the authentication field. */
public enum ProtocolVersion {
    /** RFC 3768 (and RFC 2338 for the password): IPv4 only, whole seconds, 1..255. */
    V2(2, 1_000_000_000L, 255),
    /** RFC 9568: IPv4 and IPv6, centiseconds, 1..4095. */
    V3(3, 10_000_000L, 4095);

    private final int number;
    private final long unitNanos;
    private final int greatest;

    ProtocolVersion(int number, long unitNanos, int greatest) {
        this.number = number;
        this.unitNanos = unitNanos;
        this.greatest = greatest;
    }

    /** The number in the first four bits of a message. */
    public int number() {
        return number;
    }

    /** What one step of the interval field stands for: 1 s or 10 ms. */
    public Duration intervalUnit() {
        return Duration.ofNanos(unitNanos);
    }

    /** The interval of a field value. */
    Duration interval(int units) {
        return Duration.ofNanos(units * unitNanos);
    }

    /** The field value of an interval that this version can express. */
    int units(Duration interval) {
        return Math.toIntExact(interval.toNanos() / unitNanos);
    }

    /**
     * The interval nearest to the wanted one that a packet can carry, as keepalived rounds: halves go up, at least
     * one unit, at most 255 s or 40.95 s.
     */
    public Duration nearestInterval(Duration wanted) {
        // In nanoseconds: Duration divides by way of BigDecimal, which is too dear for every packet.
        long units = (wanted.toNanos() + unitNanos / 2) / unitNanos;
        return interval(Math.clamp(units, 1, greatest));
    }

    /** Whether a packet can carry exactly this interval. */
    public boolean canCarry(Duration interval) {
        long nanos = interval.toNanos();
        return nanos % unitNanos == 0 && nanos >= unitNanos && nanos <= greatest * unitNanos;
    }
}
