package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.timing.LatenessWatch;
import org.junit.jupiter.api.Test;

class LoopMeasurementsTest {
    private static final long DUE = 5_000_000_000L;

    private final LoopMeasurements measurements = new LoopMeasurements(LatenessWatch.ofCallingThread(_ -> {}));

    private long counted() {
        return measurements.lateness().read().counts().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    void whoeverWokeTheLoopWhatWasDueIsCountedAsLate() {
        assertTrue(measurements.awoke(DUE, DUE + 1_000_000_000));
        assertEquals(1, counted());
        assertEquals(1, measurements.lateness().read().sum().toSeconds());
    }

    @Test
    void whoIsWokenBeforeTheTimeIsNotLate() {
        assertFalse(measurements.awoke(DUE, DUE - 1));
        assertEquals(0, counted());
    }

    @Test
    void withoutATimerNothingIsLate() {
        assertFalse(measurements.awoke(Long.MIN_VALUE, DUE));
        assertEquals(0, counted());
    }
}
