package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.RouterKey;
import holdfast.vrrp.VrrpEvent;
import holdfast.vrrp.wire.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuccessorsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Successors two = new Successors(Map.of(key("eth0", 51), SECOND, key("eth0", 52), SECOND));

    private static RouterKey key(String interfaceName, int vrid) {
        return new RouterKey(interfaceName, vrid, AddressFamily.IPV4);
    }

    private static VrrpEvent packet(String interfaceName, AddressFamily family, int... octets) {
        ByteBuffer message = ByteBuffer.allocate(octets.length);
        for (int octet : octets) {
            message.put((byte) octet);
        }
        InetAddress anybody = InetAddress.ofLiteral("192.0.2.2");
        return new VrrpEvent.PacketReceived(interfaceName, family, anybody, anybody, 255, message.flip());
    }

    private static VrrpEvent advert(int vrid, int priority) {
        return packet("eth0", AddressFamily.IPV4, 0x31, vrid, priority, 1);
    }

    @Test
    void allHaveToSpeak() {
        two.hear(advert(51, 100));
        assertFalse(two.areAllHeard());
        two.hear(advert(52, 255));
        assertTrue(two.areAllHeard());
    }

    /** No advert of the fastest is missed for what is said before. */
    @Test
    void theLastWordWaitsForHalfAnIntervalAtMost() {
        assertEquals(Optional.of(Duration.ofMillis(200)), two.patience());
        Successors fast = new Successors(Map.of(key("eth0", 51), SECOND, key("eth0", 52), Duration.ofMillis(100)));
        assertEquals(Optional.of(Duration.ofMillis(50)), fast.patience());
        assertEquals(Optional.empty(), Successors.NONE.patience());
    }

    @Test
    void nobodyIsAwaitedWhereNothingWasServed() {
        assertTrue(Successors.NONE.areAllHeard());
    }

    @Test
    void aFarewellIsNoSuccession() {
        two.hear(advert(51, 0));
        two.hear(advert(52, 100));
        assertFalse(two.areAllHeard());
    }

    @Test
    void othersAreNotMeant() {
        Successors one = new Successors(Map.of(key("eth0", 51), SECOND));
        one.hear(advert(50, 100));
        one.hear(packet("eth1", AddressFamily.IPV4, 0x31, 51, 100, 1));
        one.hear(packet("eth0", AddressFamily.IPV6, 0x31, 51, 100, 1));
        one.hear(packet("eth0", AddressFamily.IPV4, 0x31, 0, 100, 1));
        one.hear(packet("eth0", AddressFamily.IPV4, 0x31, 51));
        assertFalse(one.areAllHeard());
    }

    @Test
    void theSlowestDecidesForHowLong() {
        assertEquals(
                Duration.ofMillis(1_100),
                new Successors(Map.of(key("eth0", 51), SECOND, key("eth0", 52), Duration.ofMillis(10))).longest());
        assertEquals(Duration.ofSeconds(3), new Successors(Map.of(key("eth0", 51), Duration.ofSeconds(40))).longest());
    }
}
