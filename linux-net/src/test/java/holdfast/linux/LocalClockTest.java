package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class LocalClockTest {
    private final LocalClock clock = new LocalClock();

    /** Two seasons, the second before 1970 ends, and before it began. */
    @Test
    void itTellsWhatTheClassLibraryTells() {
        for (String moment : new String[] {
            "2026-01-15T12:00:00Z", "2026-07-15T23:59:59.999Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59.5Z"
        }) {
            Instant instant = Instant.parse(moment);
            assertEquals(
                    LocalDateTime.ofInstant(instant, ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                    clock.at(instant.toEpochMilli()));
        }
    }
}
