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
 * By hand: the earliest takeover is 3 intervals and 2/256 of one (priority 254; RFC 9568, 6.1); the kernel removes an address
 * at the latest at (lifetime + 0.25 s) x 71/63; lifetimes are whole seconds.
 */
class LeaseTest {
    @ParameterizedTest(name = "interval {0} ms: lease {1} s, overlap {2} us")
    @CsvSource({
        "   10, 1, 1378652", // 1.408730 s - 0.030078 s
        "  100, 1, 1107948", // 1.408730 s - 0.300781 s
        "  200, 1,  807167",
        "  400, 1,  205605",
        "  500, 1,       0", // takeover after 1.503906 s
        "  750, 1,       0", // takeover after 2.255859 s, and 0.25 s to renew in
        "  760, 2,  249776", // 1 s would leave 0.24 s to renew in; 2.535714 s - 2.285937 s
        "  850, 2,       0", // takeover after 2.556640 s
        " 1000, 2,       0", // takeover after 3.007812 s; 3 s would end after up to 3.66 s
        " 1500, 3,       0", // takeover after 4.511718 s
        " 2000, 5,       0", // takeover after 6.015625 s, removal after up to 5.916666 s
        " 3000, 7,       0",
        "10000, 26,      0" // takeover after 30.078125 s, removal after up to 29.583333 s
    })
    void theLeaseEndsBeforeAnyTakeoverWhereverWholeSecondsAllow(long millis, long seconds, long overlapMicros) {
        Duration interval = Duration.ofMillis(millis);
        Lease.Limited lease = Lease.forAdverts(interval, 3);
        assertEquals(Duration.ofSeconds(seconds), lease.validity());
        assertEquals(overlapMicros, Lease.longestOverlap(lease, interval, 3).toNanos() / 1000);
    }

    @ParameterizedTest(name = "{0} addresses: lease {1} s, overlap {2} us")
    @CsvSource({
        "   1, 2,       0",
        "1249, 2,       0",
        "1250, 3,  654885", // 3.662698 s - 3.007812 s
        "5000, 6, 4035838" // 7.043650 s - 3.007812 s
    })
    void manyAddressesHaveALongerLease(int addresses, long seconds, long overlapMicros) {
        Duration interval = Duration.ofSeconds(1);
        Lease.Limited lease = Lease.forAdverts(interval, 3, addresses);
        assertEquals(Duration.ofSeconds(seconds), lease.validity());
        assertEquals(overlapMicros, Lease.longestOverlap(lease, interval, 3).toNanos() / 1000);
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
        // The renewal comes with the next advert, which may be up to 0.2 s late: 0.25 s less the margin of 0.05 s.
        for (long millis = 10; millis <= 40_950; millis += 10) {
            Duration interval = Duration.ofMillis(millis);
            assertFalse(Lease.forAdverts(interval, 3).isOver(interval.toNanos() + 199_000_000), interval.toString());
        }
    }

    @Test
    void fractionsOfSecondsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Lease.Limited(Duration.ofMillis(1500)));
        assertThrows(IllegalArgumentException.class, () -> new Lease.Limited(Duration.ZERO));
    }
}
