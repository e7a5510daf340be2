package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    @Test
    void plusSetsAndMinusClearsTheHostBits() throws Exception {
        InetAddress address = InetAddress.getByName("192.0.2.100");
        assertEquals(
                Optional.of(InetAddress.getByName("192.0.2.127")), new Broadcast.HostBitsSet().resolve(address, 25));
        assertEquals(
                Optional.of(InetAddress.getByName("192.0.2.0")), new Broadcast.HostBitsClear().resolve(address, 25));
        assertEquals(Optional.empty(), new Broadcast.None().resolve(address, 25));
    }

    @Test
    void pointToPointPrefixesHaveNone() throws Exception {
        InetAddress address = InetAddress.getByName("192.0.2.100");
        assertEquals(Optional.empty(), new Broadcast.HostBitsSet().resolve(address, 31)); // RFC 3021, 2.2
        assertEquals(Optional.empty(), new Broadcast.HostBitsSet().resolve(address, 32));
    }
}
