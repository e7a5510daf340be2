package holdfast.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.log.LogLine.Importance;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RepeatFilterTest {
    private static final String FAULT = "(VI_1) cannot renew 192.0.2.100: no such device";

    private final RepeatFilter filter = new RepeatFilter();

    private List<String> written(long at, Importance importance, String text) {
        return words(filter.lines(new LogLine(0, at, importance, text)));
    }

    private static List<String> words(List<LogLine> lines) {
        return lines.stream().map(line -> line.text() + line.moreWords()).toList();
    }

    @Test
    void theSixthOfTheSameInAMinuteIsCountedAndToldAtItsEnd() {
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of(FAULT), written(i * 1000L, Importance.WARNING, FAULT));
        }
        assertEquals(OptionalLong.empty(), filter.millisUntilDue(4000));
        for (int i = 5; i < 40; i++) {
            assertEquals(List.of(), written(i * 1000L, Importance.WARNING, FAULT));
        }
        assertEquals(OptionalLong.of(20_000), filter.millisUntilDue(40_000));
        assertEquals(List.of(), words(filter.due(59_999)));
        assertEquals(List.of(FAULT + " (35 more in the last minute)"), words(filter.due(60_000)));
        assertEquals(List.of(), words(filter.due(60_001)));
        assertEquals(List.of(FAULT), written(61_000, Importance.WARNING, FAULT));
    }

    @Test
    void aLineAfterTheMinuteComesBehindTheSum() {
        for (int i = 0; i < 7; i++) {
            written(0, Importance.ERROR, FAULT);
        }
        assertEquals(
                List.of(FAULT + " (2 more in the last minute)", "other"),
                written(60_000, Importance.INFORMATION, "other"));
    }

    @Test
    void otherFaultsAndWhatIsNoFaultAreWritten() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.addAll(written(i, Importance.INFORMATION, "(VI_1) Entering MASTER STATE"));
            all.addAll(written(i, Importance.WARNING, "fault " + i));
        }
        assertEquals(40, all.size());
    }

    @Test
    void whatIsCountedIsToldAtTheEndOfTheLog() {
        for (int i = 0; i < 6; i++) {
            written(i, Importance.WARNING, FAULT);
        }
        assertEquals(List.of(FAULT + " (1 more in the last minute)"), words(filter.rest()));
    }

    @Test
    void thousandsOfDifferentFaultsAreNotRemembered() {
        for (int i = 0; i < 6; i++) {
            written(0, Importance.WARNING, FAULT);
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.addAll(written(1, Importance.WARNING, "fault " + i));
        }
        assertEquals(301, all.size());
        assertTrue(all.contains(FAULT + " (1 more in the last minute)"));
    }

    @Test
    void aClockThatIsSetBackByAnHourHidesNothingForAnHour() {
        for (int i = 0; i < 6; i++) {
            written(7_200_000, Importance.WARNING, FAULT);
        }
        assertEquals(
                List.of(FAULT + " (1 more in the last minute)", FAULT), written(3_600_000, Importance.WARNING, FAULT));
    }
}
