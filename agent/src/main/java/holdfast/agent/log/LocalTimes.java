package holdfast.agent.log;

import holdfast.linux.LocalClock;
import java.time.LocalDateTime;
import java.util.Optional;

/** Local time for log lines. Used by the writer thread alone. */
@FunctionalInterface
interface LocalTimes {
    /** The local time of a moment in milliseconds since 1970, to the second. */
    LocalDateTime at(long epochMillis);

    /** Times in the zone of this machine. */
    static LocalTimes ofThisMachine() {
        return new LocalTimes() {
            private Optional<LocalClock> clock = Optional.empty();

            @Override
            public LocalDateTime at(long epochMillis) {
                if (clock.isEmpty()) { // with the first line, on the writer thread: the main thread need not wait for
                    // the C library
                    clock = Optional.of(new LocalClock());
                }
                return clock.get().at(epochMillis);
            }
        };
    }
}
