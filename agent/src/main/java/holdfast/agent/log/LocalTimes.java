package holdfast.agent.log;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TimeZone;

/**
 * Local time for log lines. Used by the writer thread alone, and that is its point: learning the time zone takes 50 ms of a
 * starting virtual machine, which the main thread does not have.
 */
final class LocalTimes {
    private Optional<TimeZone> zone;

    private LocalTimes(Optional<TimeZone> zone) {
        this.zone = zone;
    }

    /** Times in the zone of this machine, which is looked up with the first of them. */
    static LocalTimes ofThisMachine() {
        return new LocalTimes(Optional.empty());
    }

    static LocalTimes of(TimeZone zone) {
        return new LocalTimes(Optional.of(zone));
    }

    /** The local time to the second. */
    LocalDateTime at(long epochMillis) {
        if (zone.isEmpty()) {
            zone = Optional.of(TimeZone.getDefault());
        }
        long local = epochMillis + zone.get().getOffset(epochMillis);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(local, 1000L), 0, ZoneOffset.UTC);
    }
}
