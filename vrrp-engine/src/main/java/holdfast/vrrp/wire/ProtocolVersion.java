package holdfast.vrrp.wire;

import java.time.Duration;

/** The two versions in use; they differ in the unit of the interval, the checksum and the authentication field. */
public enum ProtocolVersion {
    /** RFC 3768 (and RFC 2338 for the password): IPv4 only, whole seconds, 1..255. */
    V2(2, Duration.ofSeconds(1), 255),
    /** RFC 9568: IPv4 and IPv6, centiseconds, 1..4095. */
    V3(3, Duration.ofMillis(10), 4095);

    private final int number;
    private final Duration unit;
    private final int greatest;

    ProtocolVersion(int number, Duration unit, int greatest) {
        this.number = number;
        this.unit = unit;
        this.greatest = greatest;
    }

    /** The number in the first four bits of a message. */
    public int number() {
        return number;
    }

    /** What one step of the interval field stands for: 1 s or 10 ms. */
    public Duration intervalUnit() {
        return unit;
    }

    /** The interval of a field value. */
    Duration interval(int units) {
        return unit.multipliedBy(units);
    }

    /** The field value of an interval that this version can express. */
    int units(Duration interval) {
        return Math.toIntExact(interval.dividedBy(unit));
    }

    /**
     * The interval nearest to the wanted one that a packet can carry, as keepalived rounds: halves go up, at least one unit,
     * at most 255 s or 40.95 s.
     */
    public Duration nearestInterval(Duration wanted) {
        long units = wanted.plus(unit.dividedBy(2)).dividedBy(unit);
        return unit.multipliedBy(Math.clamp(units, 1, greatest));
    }

    /** Whether a packet can carry exactly this interval. */
    public boolean canCarry(Duration interval) {
        return interval.isPositive() && nearestInterval(interval).equals(interval);
    }
}
