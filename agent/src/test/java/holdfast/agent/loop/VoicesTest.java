package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class VoicesTest {
    private final Voices voices = new Voices();

    @Test
    void addressesTakenBeforeTheAdvertAreUnsaidUntilItLeft() {
        voices.tookAddresses("VI_1", 10);
        assertTrue(voices.hasUnsaid("VI_1"));
        assertTrue(voices.left("VI_1", 10), "now they may be announced");
        assertFalse(voices.hasUnsaid("VI_1"));
        assertFalse(voices.left("VI_1", 20), "once");
    }

    @Test
    void addressesTakenAfterTheAdvertOfTheSameStepAreSaid() {
        voices.left("VI_1", 10);
        voices.tookAddresses("VI_1", 10);
        assertFalse(voices.hasUnsaid("VI_1"));
        voices.tookAddresses("VI_1", 11);
        assertTrue(voices.hasUnsaid("VI_1"), "an advert of an earlier step says nothing of these");
    }

    @Test
    void onePassingRefusalIsForgivenAndTheSecondIsNot() {
        voices.tookAddresses("VI_1", 10);
        assertFalse(voices.refused("VI_1", "No buffer space available", true));
        assertTrue(voices.unheard("VI_1"));
        assertEquals(Optional.empty(), voices.mute("VI_1"));
        assertTrue(voices.refused("VI_1", "No buffer space available", true), "the addresses must go again");
        assertEquals(Optional.of("No buffer space available"), voices.mute("VI_1"));
        assertFalse(voices.refused("VI_1", "No buffer space available", true), "they have gone");
        voices.left("VI_1", 30);
        assertEquals(Optional.empty(), voices.mute("VI_1"));
        assertFalse(voices.unheard("VI_1"));
    }

    @Test
    void aRefusalThatStaysCountsAtOnceAndForThisRouterOnly() {
        voices.tookAddresses("VI_1", 10);
        voices.tookAddresses("VI_2", 10);
        assertTrue(voices.refused("VI_1", "Operation not permitted", false));
        assertEquals(Optional.of("Operation not permitted"), voices.mute("VI_1"));
        assertEquals(Optional.empty(), voices.mute("VI_2"));
        assertTrue(voices.hasUnsaid("VI_2"));
    }

    @Test
    void whoHasLetGoIsTriedAnew() {
        voices.refused("VI_1", "Operation not permitted", false);
        voices.released("VI_1");
        assertEquals(Optional.empty(), voices.mute("VI_1"));
        assertFalse(voices.unheard("VI_1"));
    }
}
