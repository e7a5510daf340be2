package holdfast.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressLeaseTest {
    /**
     * Worked by hand: the greatest L with L + 0.3 s below adverts x interval, but lasting to the next renewal, and
     * at least 1 s.
     */
    @ParameterizedTest
    @CsvSource({
        "PT1S, 3, PT2S, PT0S",
        "PT2S, 3, PT5S, PT0S",
        "PT0.5S, 3, PT1S, PT0S",
        "PT0.43S, 3, PT1S, PT0.01S",
        "PT0.1S, 3, PT1S, PT1S",
        "PT0.01S, 3, PT1S, PT1.27S",
        "PT0.8S, 3, PT2S, PT0S",
        "PT10S, 3, PT29S, PT0S",
        "PT1S, 2, PT2S, PT0.3S",
        "PT1S, 1, PT2S, PT1.3S",
        "PT255S, 3, PT764S, PT0S"
    })
    void theLeaseIsTheLongestThatEndsBeforeATakeover(
            Duration interval, int adverts, Duration lifetime, Duration overlap) {
        AddressLease lease = AddressLease.of(interval, adverts);
        assertEquals(lifetime, lease.lifetime());
        assertEquals(overlap, lease.longestOverlap());
        assertEquals(overlap.isPositive(), lease.canOverlap());
    }
}
