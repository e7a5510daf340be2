package holdfast.vrrp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import holdfast.vrrp.wire.DecodeResult.Decoded;
import holdfast.vrrp.wire.DecodeResult.Rejected;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be believed, and must not be able to do harm. */
class HostileMessageTest {
    private static RejectionReason reason(DecodeResult result) {
        return assertInstanceOf(Rejected.class, result).reason();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2-pass", "v2-none", "v3-quarter-second", "v3-ipv6"})
    void truncatedAtAnyLengthItIsRejectedForItsLength(String name) {
        Captured packet = Captured.named(name);
        for (int length = 0; length < packet.message().length; length++) {
            byte[] cut = Arrays.copyOf(packet.message(), length);
            RejectionReason expected = length < 8 ? RejectionReason.TRUNCATED : RejectionReason.WRONG_LENGTH;
            assertEquals(expected, reason(packet.decode(length < 8 ? cut : packet.resummed(cut))), "length " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2-pass", "v3-quarter-second", "v3-ipv6"})
    void oversizedItIsRejectedEvenWithARightChecksum(String name) {
        Captured packet = Captured.named(name);
        byte[] longer = packet.resummed(Arrays.copyOf(packet.message(), packet.message().length + 1300));
        assertEquals(RejectionReason.WRONG_LENGTH, reason(packet.decode(longer)));
    }

    @Test
    void whatFollowsInPlaceOfPaddingMustBeZeros() {
        Captured packet = Captured.named("v2-pass");
        byte[] padded = Arrays.copyOf(packet.message(), 22);
        padded[21] = 1;
        assertEquals(RejectionReason.WRONG_LENGTH, reason(packet.decode(padded)));
    }

    @ParameterizedTest
    @CsvSource({"v2-pass", "v3-quarter-second", "v3-unicast", "v3-ipv6"})
    void anyFlippedBitOfTheChecksumIsNoticed(String name) {
        Captured packet = Captured.named(name);
        for (int bit = 0; bit < 16; bit++) {
            byte[] flipped = packet.message().clone();
            flipped[6 + bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(RejectionReason.WRONG_CHECKSUM, reason(packet.decode(flipped)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7, 15})
    void otherVersionsAreUnknown(int version) {
        Captured packet = Captured.named("v3-quarter-second");
        assertEquals(RejectionReason.UNKNOWN_VERSION, reason(packet.decode(packet.with(0, version << 4 | 1))));
    }

    @Test
    void version2DoesNotExistOverIpv6() {
        Captured packet = Captured.named("v3-ipv6");
        assertEquals(RejectionReason.UNKNOWN_VERSION, reason(packet.decode(packet.with(0, 0x21))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 15})
    void otherTypesAreUnknown(int type) {
        Captured packet = Captured.named("v3-quarter-second");
        assertEquals(RejectionReason.UNKNOWN_TYPE, reason(packet.decode(packet.with(0, 0x30 | type))));
    }

    /** RFC 9568, erratum 8299. */
    @Test
    void anAddressCountOfZeroIsRejected() {
        Captured packet = Captured.named("v3-quarter-second");
        assertEquals(RejectionReason.NO_ADDRESSES, reason(packet.decode(packet.with(3, 0))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 255})
    void anAddressCountThatIsNotThereIsRejected(int count) {
        Captured packet = Captured.named("v2-pass");
        assertEquals(RejectionReason.WRONG_LENGTH, reason(packet.decode(packet.with(3, count))));
    }

    /** RFC 9568, erratum 8301. */
    @ParameterizedTest
    @CsvSource({"v2-pass", "v3-ipv6"})
    void anIntervalOfZeroIsRejected(String name) {
        Captured packet = Captured.named(name);
        assertEquals(RejectionReason.ZERO_INTERVAL, reason(packet.decode(packet.with(5, 0))));
    }

    @Test
    void ahAndOtherAuthenticationTypesAreDecodedAsUnsupported() {
        Captured packet = Captured.named("v2-pass");
        Decoded decoded = assertInstanceOf(Decoded.class, packet.decode(packet.with(4, 2)));
        assertEquals(new Authentication.Unsupported(2), decoded.advertisement().authentication());
    }

    @Test
    void randomBytesAreNeverAnException() {
        Random chance = new Random(9568);
        Captured packet = Captured.named("v3-ipv6");
        for (int round = 0; round < 200_000; round++) {
            byte[] noise = round % 2 == 0 ? packet.message().clone() : new byte[chance.nextInt(80)];
            if (round % 2 == 0) {
                noise[chance.nextInt(noise.length)] = (byte) chance.nextInt();
            } else {
                chance.nextBytes(noise);
            }
            AddressFamily family = chance.nextBoolean() ? AddressFamily.IPV4 : AddressFamily.IPV6;
            assertNotNull(
                    AdvertisementCodec.decode(ByteBuffer.wrap(noise), family, packet.source(), packet.destination()));
        }
    }
}
