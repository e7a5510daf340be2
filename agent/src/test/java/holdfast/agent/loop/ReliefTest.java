package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.loop.Relief.NotRelieved;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReliefTest {
    private static final Inheritance INHERITANCE = new Inheritance(
            1, 2, Map.of(), List.of("VI_1"), List.of(), StandingOrders.NONE, Map.of(), Set.of(), List.of(), List.of());

    private final Relief relief = new Relief();

    @Test
    void theLoopEndsForWhoWaits() throws Exception {
        assertTrue(relief.take(INHERITANCE));
        assertSame(INHERITANCE, relief.await(Duration.ZERO));
    }

    /** Else both processes would end: the new one, which was given up, and this one. */
    @Test
    void theLoopGoesOnWhenNobodyWaitsAnyMore() {
        NotRelieved why = assertThrows(NotRelieved.class, () -> relief.await(Duration.ZERO));
        assertEquals("the VRRP loop does not answer", why.getMessage());
        assertFalse(relief.take(INHERITANCE));
    }

    @Test
    void whyTheLoopGoesOnIsTold() {
        relief.refuse("a hand-over is under way");
        NotRelieved why = assertThrows(NotRelieved.class, () -> relief.await(Duration.ZERO));
        assertEquals("a hand-over is under way", why.getMessage());
        assertFalse(relief.take(INHERITANCE));
    }

    @Test
    void whoIsInterruptedDoesNotWaitAnyMore() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> relief.await(Duration.ofSeconds(1)));
        assertFalse(relief.take(INHERITANCE));
    }
}
