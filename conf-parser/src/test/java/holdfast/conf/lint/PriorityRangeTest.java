package holdfast.conf.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.TrackReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sums by hand, after keepalived.conf(5): above 0 added while good, below 0 subtracted while bad. */
class PriorityRangeTest {
    private static TrackReference weight(int weight) {
        return new TrackReference("t" + weight, weight, false);
    }

    private static TrackReference reverse(int weight) {
        return new TrackReference("r" + weight, weight, true);
    }

    private static PriorityRange range(int base, TrackReference... trackers) {
        return PriorityRange.of(base, List.of(trackers));
    }

    @Test
    void withoutTrackersItIsThePriority() {
        assertEquals(new PriorityRange(100, 100), range(100));
    }

    @Test
    void aNegativeWeightIsSubtractedOnFailure() {
        assertEquals(new PriorityRange(150, 130), range(150, weight(-20)));
    }

    @Test
    void aPositiveWeightIsAddedWhileGood() {
        assertEquals(new PriorityRange(120, 100), range(100, weight(20)));
    }

    @Test
    void weightsOfBothKindsAddUp() {
        assertEquals(new PriorityRange(120, 60), range(100, weight(20), weight(-30), weight(-10)));
    }

    @Test
    void reverseExchangesGoodAndBad() {
        assertEquals(new PriorityRange(100, 110), range(100, reverse(10)));
        assertEquals(new PriorityRange(80, 100), range(100, reverse(-20)));
    }

    @Test
    void weightZeroLeavesThePriorityAlone() {
        assertEquals(new PriorityRange(100, 100), range(100, weight(0), reverse(0)));
    }

    @Test
    void anAdvertSaysAtMost254() {
        PriorityRange range = range(150, weight(200));
        assertTrue(range.isCutAbove());
        assertEquals(254, range.effectiveGood());
        assertEquals(150, range.effectiveFailed());
        assertEquals(104, range.swing());
    }

    @Test
    void exactly254And1AreNotCut() {
        assertFalse(range(200, weight(54)).isCutAbove());
        assertFalse(range(100, weight(-99)).isCutBelow());
        assertTrue(range(200, weight(55)).isCutAbove());
        assertTrue(range(100, weight(-100)).isCutBelow());
    }

    @Test
    void anAdvertSaysAtLeast1() {
        PriorityRange range = range(100, weight(-60), weight(-60));
        assertTrue(range.isCutBelow());
        assertEquals(1, range.effectiveFailed());
        assertEquals(99, range.swing());
    }

    @Test
    void at254APositiveWeightHasNoRoom() {
        assertEquals(0, range(254, weight(20)).swing());
    }
}
