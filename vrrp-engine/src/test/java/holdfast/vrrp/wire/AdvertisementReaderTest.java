package holdfast.vrrp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import holdfast.vrrp.wire.DecodeResult.Decoded;
import holdfast.vrrp.wire.DecodeResult.Rejected;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is the same as before is not decoded again, and nothing else is taken for it. */
class AdvertisementReaderTest {
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress GROUP = AddressFamily.IPV4.multicastGroup();

    private final AdvertisementReader reader = new AdvertisementReader();

    private static byte[] message(int priority) {
        Advertisement advert = new Advertisement(
                ProtocolVersion.V3,
                51,
                priority,
                Duration.ofMillis(100),
                Authentication.NONE,
                AddressList.of(AddressFamily.IPV4, List.of(InetAddress.ofLiteral("192.0.2.100"))));
        return AdvertisementCodec.encode(advert, PEER, GROUP, ChecksumDialect.WITH_PSEUDO_HEADER)
                .toByteArray();
    }

    private DecodeResult read(byte[] bytes, InetAddress from) {
        return reader.read(ByteBuffer.wrap(bytes), AddressFamily.IPV4, from, GROUP);
    }

    private int priority(byte[] bytes) {
        return assertInstanceOf(Decoded.class, read(bytes, PEER))
                .advertisement()
                .priority();
    }

    @Test
    void theSameMessageIsDecodedOnce() {
        DecodeResult first = read(message(100), PEER);
        assertInstanceOf(Decoded.class, first);
        assertSame(first, read(message(100), PEER));
    }

    @Test
    void itIsFoundBetweenPositionAndLimit() {
        DecodeResult first = read(message(100), PEER);
        byte[] bytes = message(100);
        ByteBuffer packet = ByteBuffer.allocateDirect(100).put(20, bytes);
        packet.limit(20 + bytes.length).position(20);
        assertSame(first, reader.read(packet, AddressFamily.IPV4, PEER, GROUP));
        assertEquals(20, packet.position());
    }

    @Test
    void anotherMessageIsDecoded() {
        assertEquals(100, priority(message(100)));
        assertEquals(101, priority(message(101)));
        assertEquals(100, priority(message(100)));
    }

    @Test
    void oneWrongBitAnywhereIsSeenAfterTheRightMessage() {
        byte[] right = message(100);
        for (int bit = 0; bit < right.length * Byte.SIZE; bit++) {
            read(right, PEER);
            byte[] wrong = right.clone();
            wrong[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            DecodeResult alone = AdvertisementCodec.decode(ByteBuffer.wrap(wrong), AddressFamily.IPV4, PEER, GROUP);
            assertEquals(alone, read(wrong, PEER), "bit " + bit);
        }
    }

    @Test
    void theSameBytesFromAnotherAddressHaveAnotherChecksum() {
        read(message(100), PEER);
        assertInstanceOf(Rejected.class, read(message(100), OTHER));
        assertInstanceOf(Decoded.class, read(message(100), PEER));
    }

    @Test
    void aShorterOrLongerMessageIsAnotherOne() {
        byte[] right = message(100);
        read(right, PEER);
        assertInstanceOf(Rejected.class, read(Arrays.copyOf(right, right.length - 1), PEER));
        read(right, PEER);
        byte[] longer = Arrays.copyOf(right, right.length + 1);
        longer[right.length] = 1;
        assertInstanceOf(Rejected.class, read(longer, PEER));
    }
}
