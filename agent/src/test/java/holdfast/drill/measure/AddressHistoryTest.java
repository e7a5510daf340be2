package holdfast.drill.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressHistoryTest {
    private static final Instant START = Instant.parse("2026-11-21T21:00:00Z");
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    private final AddressHistory handover = new AddressHistory(List.of(
            change(0, "node1", "eth0", true),
            change(1_000, "node2", "eth0", true),
            change(1_005, "node1", "eth0", false)));

    @Test
    void knowsWhoHoldsAnAddress() {
        assertFalse(handover.holds("node1", ADDRESS));
        assertTrue(handover.holds("node2", ADDRESS));
        assertFalse(handover.holds("node2", InetAddress.ofLiteral("192.0.2.2")));
    }

    @Test
    void measuresHowLongTwoHeldIt() {
        assertEquals(Duration.ofMillis(5), handover.overlap("node1", "node2", ADDRESS, at(0), at(9_000)));
        assertEquals(
                Duration.ofMillis(2),
                handover.overlap("node1", "node2", ADDRESS, at(1_003), at(9_000)),
                "from 1003 on");
        assertEquals(Duration.ZERO, handover.overlap("node1", "node2", ADDRESS, at(2_000), at(9_000)));
    }

    @Test
    void measuresAnOverlapThatGoesOnUpToTheEnd() {
        AddressHistory both =
                new AddressHistory(List.of(change(0, "node1", "eth0", true), change(1_000, "node2", "eth0", true)));
        assertEquals(Duration.ofMillis(500), both.overlap("node1", "node2", ADDRESS, at(0), at(1_500)));
    }

    @Test
    void takesAnAddressOnTwoInterfacesAsHeldUntilItIsGoneFromBoth() {
        AddressHistory moved = new AddressHistory(List.of(
                change(0, "node1", "eth0", true),
                change(10, "node1", "vrrp.51", true),
                change(20, "node1", "eth0", false),
                change(30, "node1", "vrrp.51", false)));
        assertEquals(List.of(new AddressHistory.Holding(at(0), Optional.of(at(30)))), moved.holdings("node1", ADDRESS));
    }

    @Test
    void findsTheFirstChangeSinceAMoment() {
        assertEquals(Optional.of(at(1_005)), handover.first("node1", ADDRESS, false, at(0)));
        assertEquals(Optional.empty(), handover.first("node1", ADDRESS, true, at(1)));
    }

    private static Fact.AddressChange change(int milliseconds, String host, String interfaceName, boolean present) {
        return new Fact.AddressChange(at(milliseconds), host, interfaceName, ADDRESS, present);
    }

    private static Instant at(int milliseconds) {
        return START.plusMillis(milliseconds);
    }
}
