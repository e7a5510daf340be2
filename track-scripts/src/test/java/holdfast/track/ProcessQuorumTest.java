package holdfast.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProcessQuorumTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void firstCountTakesEffectWithoutDelay() {
        TrackedProcess process = process(1, OptionalInt.empty(), 5, 5);
        assertEquals(new ProcessQuorum.Settled(true), ProcessQuorum.initial().after(1, process, 0));
        assertEquals(new ProcessQuorum.Settled(false), ProcessQuorum.initial().after(0, process, 0));
    }

    @Test
    void withoutDelaysEachCountCounts() {
        TrackedProcess process = process(2, OptionalInt.empty(), 0, 0);
        ProcessQuorum two = ProcessQuorum.initial().after(2, process, 0);
        assertTrue(two.quorate());
        assertFalse(two.after(1, process, 1).quorate());
        assertTrue(two.after(1, process, 1).after(3, process, 2).quorate());
    }

    @Test
    void terminateDelayHidesAShortAbsence() {
        TrackedProcess process = process(1, OptionalInt.empty(), 0, 2);
        ProcessQuorum gone = ProcessQuorum.initial().after(1, process, 0).after(0, process, SECOND);
        assertTrue(gone.quorate());
        assertEquals(new ProcessQuorum.Settled(true), gone.after(1, process, 3 * SECOND - 1));
        assertTrue(gone.after(0, process, 3 * SECOND - 1).quorate());
        assertFalse(gone.after(0, process, 3 * SECOND).quorate());
    }

    @Test
    void forkDelayHidesAShortPresence() {
        TrackedProcess process = process(1, OptionalInt.empty(), 2, 0);
        ProcessQuorum back = ProcessQuorum.initial().after(0, process, 0).after(1, process, SECOND);
        assertFalse(back.quorate());
        assertFalse(back.after(0, process, 2 * SECOND).quorate());
        assertTrue(back.after(1, process, 3 * SECOND).quorate());
    }

    @Test
    void anAbsenceThatStartsAgainIsTimedAnew() {
        TrackedProcess process = process(1, OptionalInt.empty(), 0, 2);
        ProcessQuorum state = ProcessQuorum.initial()
                .after(1, process, 0)
                .after(0, process, SECOND)
                .after(1, process, 2 * SECOND)
                .after(0, process, 3 * SECOND);
        assertTrue(state.after(0, process, 4 * SECOND).quorate());
        assertFalse(state.after(0, process, 5 * SECOND).quorate());
    }

    @Test
    void tooManyProcessesAreAFailureToo() {
        TrackedProcess process = process(1, OptionalInt.of(2), 0, 0);
        assertTrue(process.isQuorate(1));
        assertTrue(process.isQuorate(2));
        assertFalse(process.isQuorate(3));
        assertFalse(process.isQuorate(0));
    }

    @Test
    void quorumMaxZeroMeansNoneMayRun() {
        TrackedProcess process = process(1, OptionalInt.of(0), 0, 0);
        assertTrue(process.isQuorate(0));
        assertFalse(process.isQuorate(1));
    }

    @Test
    void timesAreComparedAcrossTheWrapOfTheClock() {
        TrackedProcess process = process(1, OptionalInt.empty(), 0, 2);
        long late = Long.MAX_VALUE - SECOND;
        ProcessQuorum gone = ProcessQuorum.initial().after(1, process, late).after(0, process, late);
        assertTrue(gone.after(0, process, late + SECOND).quorate());
        assertFalse(gone.after(0, process, late + 2 * SECOND).quorate());
    }

    private static TrackedProcess process(int quorum, OptionalInt max, int forkSeconds, int terminateSeconds) {
        return new TrackedProcess(
                "p",
                ProcessPattern.named("haproxy"),
                quorum,
                max,
                Duration.ofSeconds(forkSeconds),
                Duration.ofSeconds(terminateSeconds));
    }
}
