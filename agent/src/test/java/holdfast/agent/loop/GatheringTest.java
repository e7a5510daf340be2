package holdfast.agent.loop;

import static holdfast.agent.loop.Gathering.PAUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets that come in quick succession gather. */
class GatheringTest {
    private static final long TURN = 20_000;
    private static final long FAR = 100 * PAUSE;

    private final List<Long> pauses = new ArrayList<>();
    private final Gathering gathering = new Gathering(this::pause);
    /** The clock overflows on the way. */
    private long now = Long.MAX_VALUE - 3 * PAUSE / 2;

    private void pause(long nanos) {
        pauses.add(nanos);
        now += nanos;
    }

    /** A packet arrives after so long. */
    private void packet(long after, long due) {
        now += after;
        long woken = now;
        now += TURN;
        gathering.heard();
        gathering.turned(woken, now, now + due);
    }

    @Test
    void theFirstIsNotWaitedAfterNorOneThatComesAlone() {
        packet(0, FAR);
        packet(PAUSE, FAR);
        packet(10 * PAUSE, FAR);
        assertEquals(List.of(), pauses);
    }

    @Test
    void afterTheSecondOfABurstMoreMayGatherUntilItIsOver() {
        packet(0, FAR);
        packet(TURN, FAR);
        packet(TURN, FAR);
        packet(TURN, FAR);
        assertEquals(List.of(PAUSE, PAUSE, PAUSE), pauses);
        packet(PAUSE, FAR);
        assertEquals(3, pauses.size(), "nothing came in the last pause nor soon after");
    }

    @Test
    void turnsWithoutPacketsArePassedOver() {
        packet(0, FAR);
        now += TURN;
        gathering.turned(now, now, now + FAR);
        assertEquals(List.of(), pauses);
        packet(TURN, FAR);
        assertEquals(List.of(PAUSE), pauses);
    }

    @Test
    void whatIsDueIsNotWaitedWith() {
        packet(0, FAR);
        packet(TURN, PAUSE);
        packet(TURN, 0);
        packet(TURN, -TURN);
        assertEquals(List.of(), pauses);
        packet(TURN, PAUSE + 1);
        assertEquals(List.of(PAUSE), pauses);
    }
}
