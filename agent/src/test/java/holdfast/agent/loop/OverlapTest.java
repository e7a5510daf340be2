package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.VrrpEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static final VrrpEvent RELIEVED = new VrrpEvent.Relieved();

    private final List<VrrpEvent> given = new ArrayList<>();
    private final Relief relief = new Relief();
    private long now = Long.MAX_VALUE - 3;

    private boolean isRelieved(Duration each) {
        // Something is due always, so nothing is waited for.
        return new Overlap(_ -> 0, (event, at) -> given.add(event), () -> now += each.toNanos()).isRelieved(relief);
    }

    @Test
    void theLoopEndsWhenTheNewProcessServes() {
        relief.end(true);
        assertTrue(isRelieved(Duration.ZERO));
        assertEquals(List.of(RELIEVED, VrrpEvent.Tick.TICK), given);
    }

    @Test
    void itGoesOnWhenTheNewProcessHasFailed() {
        relief.end(false);
        assertFalse(isRelieved(Duration.ZERO));
        assertEquals(List.of(RELIEVED, VrrpEvent.Tick.TICK, new VrrpEvent.Resumed()), given);
    }

    /** Who waits for the new process has died, then: that one has been left everything. */
    @Test
    void itAdvertisesOnlyForSoLongWhenNobodySays() {
        assertTrue(isRelieved(Duration.ofSeconds(1)));
        assertEquals(RELIEVED, given.removeFirst());
        assertFalse(given.isEmpty());
        assertTrue(given.size() <= 10, () -> given.size() + " ticks in ten seconds");
        given.forEach(event -> assertEquals(VrrpEvent.Tick.TICK, event));
    }

    @Test
    void whatIsSaidFirstCounts() {
        relief.end(true);
        relief.end(false);
        assertTrue(isRelieved(Duration.ZERO));
    }
}
