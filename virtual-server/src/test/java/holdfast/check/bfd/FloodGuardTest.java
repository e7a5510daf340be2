package holdfast.check.bfd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloodGuardTest {
    private static final int MOST = FloodGuard.MOST_A_SECOND;
    private static final long SECOND = FloodGuard.SECOND;

    private final FloodGuard guard = new FloodGuard(0);

    @Test
    void asManyAsAreAllowedInEachSecondAreNoFlood() {
        for (int second = 0; second < 60; second++) {
            assertFalse(guard.isFlood((long) second * MOST, second * SECOND), "second " + second);
        }
    }

    @Test
    void oneMoreIsAFloodForTenSeconds() {
        assertFalse(guard.isFlood(MOST, SECOND - 2));
        assertTrue(guard.isFlood(MOST + 1, SECOND - 1));
        assertTrue(guard.isFlood(MOST + 1, 11 * SECOND - 2));
        assertFalse(guard.isFlood(MOST + 1, 11 * SECOND - 1));
    }

    @Test
    void itLastsAsLongAsPacketsComeThrough() {
        long rejected = 0;
        for (int second = 0; second < 60; second++) {
            rejected += MOST + 1;
            assertTrue(guard.isFlood(rejected, second * SECOND), "second " + second);
        }
        assertTrue(guard.isFlood(rejected, 68 * SECOND));
        assertFalse(guard.isFlood(rejected, 69 * SECOND));
    }

    /** Nothing comes through while it is believed, and everything as soon as it is not. */
    @Test
    void whatDoesNotEndIsLookedAtLessAndLess() {
        List<Long> looks = new ArrayList<>();
        long rejected = 0;
        for (long second = 0; second < 3_000; second++) {
            if (!guard.isFlood(rejected, second * SECOND)) {
                rejected += MOST + 1;
                looks.add(second);
                assertTrue(guard.isFlood(rejected, second * SECOND));
            }
        }
        assertEquals(List.of(0L, 10L, 30L, 70L, 150L, 310L, 630L, 1_270L, 1_910L, 2_550L), looks);
    }

    @Test
    void afterAPauseItIsAnotherFlood() {
        assertTrue(guard.isFlood(MOST + 1, 0));
        assertFalse(guard.isFlood(MOST + 1, 10 * SECOND));
        assertTrue(guard.isFlood(2 * MOST + 2, 20 * SECOND));
        assertTrue(guard.isFlood(2 * MOST + 2, 30 * SECOND - 1));
        assertFalse(guard.isFlood(2 * MOST + 2, 30 * SECOND));
    }
}
