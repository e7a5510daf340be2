package holdfast.agent.cli.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntilTest {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 22, 15, 30, 0, 0, ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "90s, PT1M30S",
        "30m, PT30M",
        "30min, PT30M",
        "2h30m, PT2H30M",
        "3d, PT72H",
        "18:00, PT2H30M",
        "15:00, PT23H30M",
        "2026-11-23, PT8H30M",
        "2026-11-22T16:00, PT30M",
        "2026-11-22 16:00:30, PT30M30S",
        "2026-11-22T16:00:00Z, PT1H30M",
        "2026-11-22T16:00+01:00, PT30M"
    })
    void aTimeOrALength(String word, Duration expected) {
        assertEquals(expected, Until.from(word, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T15:00, is in the past",
        "0s, is in the past",
        "2099-01-01, is too far away",
        "30, is no time",
        "noon, is no time",
        "25:00, is no time"
    })
    void nonsenseIsRefusedWithTheReason(String word, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Until.from(word, NOW))
                .getMessage();
        assertTrue(message.startsWith("'" + word + "' after --until " + reason), message);
    }
}
