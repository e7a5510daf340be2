package holdfast.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.log.LogLine.Importance;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LineFormatTest {
    private static String format(String instant, String zone, String text) {
        return new LineFormat(at -> LocalDateTime.ofInstant(Instant.ofEpochMilli(at), ZoneId.of(zone)))
                .format(new LogLine(0, Instant.parse(instant).toEpochMilli(), Importance.INFORMATION, text));
    }

    /** A line as keepalived 2.2.7 writes it with -l. */
    @Test
    void linesOnTheConsoleHaveKeepalivedsShape() {
        assertEquals(
                "Sat Nov 21 20:39:00 2026: (VI_1) Entering MASTER STATE\n",
                format("2026-11-21T20:39:00Z", "UTC", "(VI_1) Entering MASTER STATE"));
    }

    /** ctime(3) fills the day of the month with a blank: {@code date -d @1772410089 -u} gives Mon Mar  2 00:08:09. */
    @Test
    void theDayIsFilledWithABlankAndTheTimeWithZeros() {
        assertEquals("Mon Mar  2 00:08:09 2026: x\n", format("2026-03-02T00:08:09.999Z", "UTC", "x"));
    }

    @Test
    void theTimeIsLocal() {
        assertEquals("Sun Nov 22 05:39:00 2026: x\n", format("2026-11-21T20:39:00Z", "Asia/Tokyo", "x"));
    }
}
