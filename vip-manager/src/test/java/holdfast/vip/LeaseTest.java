package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * By hand: the earliest takeover is 3 intervals and 2/256 of one (priority 254; RFC 9568, 6.1); the kernel removes an address up
 * to 0.25 s after its lifetime; lifetimes are whole seconds.
 */
class LeaseTest {
    @ParameterizedTest(name = "interval {0} ms: lease {1} s, overlap {2} us")
    @CsvSource({
        "  10, 1, 1219921", // 1.25 s - 0.030078125 s
        " 100, 1,  949218", // 1.25 s - 0.30078125 s
        " 200, 1,  648437", // 1.25 s - 0.6015625 s
        " 400, 1,   46875", // 1.25 s - 1.203125 s
        " 500, 1,       0", // takeover after 1.50390625 s
        " 700, 1,       0", // takeover after 2.10546875 s: 2 s would end too late
        " 750, 2,       0", // takeover after 2.255859375 s
        "1000, 2,       0", // takeover after 3.0078125 s
        "2000, 5,       0", // takeover after 6.015625 s
        "3000, 8,       0",
        "10000, 29,     0"
    })
    void theLeaseEndsBeforeAnyTakeoverWhereverWholeSecondsAllow(long millis, long seconds, long overlapMicros) {
        Duration interval = Duration.ofMillis(millis);
        assertEquals(Duration.ofSeconds(seconds), Lease.forAdverts(interval, 3).validity());
        assertEquals(overlapMicros, Lease.longestOverlap(interval, 3).toNanos() / 1000);
    }

    @Test
    void moreMissedAdvertsAllowALongerLease() {
        // down_timer_adverts 5: takeover after 5.0078125 s
        assertEquals(
                Duration.ofSeconds(4),
                Lease.forAdverts(Duration.ofSeconds(1), 5).validity());
    }

    @Test
    void aLeaseIsDueAfterAQuarterAndOverShortlyBeforeItsEnd() {
        Lease.Limited lease = new Lease.Limited(Duration.ofSeconds(2));
        assertFalse(lease.isDue(499_999_999));
        assertTrue(lease.isDue(500_000_000));
        assertFalse(lease.isOver(1_949_999_999));
        assertTrue(lease.isOver(1_950_000_000));
    }

    @Test
    void everyIntervalLeavesRoomToRenew() {
        // The renewal comes with the next advert: one interval later it must not be over yet.
        for (long millis = 10; millis <= 40_950; millis += 10) {
            Duration interval = Duration.ofMillis(millis);
            assertFalse(Lease.forAdverts(interval, 3).isOver(interval.toNanos() + 200_000_000), interval.toString());
        }
    }

    @Test
    void fractionsOfSecondsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Lease.Limited(Duration.ofMillis(1500)));
        assertThrows(IllegalArgumentException.class, () -> new Lease.Limited(Duration.ZERO));
    }
}
