package holdfast.vrrp.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import holdfast.vrrp.wire.Authentication.SimpleText;
import holdfast.vrrp.wire.DecodeResult.Decoded;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes from a capture of keepalived, or computed by hand from RFC 9568, 5.2. */
class AdvertisementCodecTest {
    private static final InetAddress SOURCE = InetAddress.ofLiteral("10.88.0.1");
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");

    private static AddressList v4(String... addresses) {
        return AddressList.of(
                AddressFamily.IPV4,
                Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    private static Decoded decoded(Captured packet) {
        return assertInstanceOf(Decoded.class, packet.decode());
    }

    @Test
    void keepalivedsVersion2WithPasswordIsDecoded() {
        Decoded decoded = decoded(Captured.named("v2-pass"));
        assertEquals(
                new Advertisement(
                        ProtocolVersion.V2,
                        51,
                        100,
                        Duration.ofSeconds(1),
                        SimpleText.of("secret12"),
                        v4("10.88.0.100")),
                decoded.advertisement());
        assertEquals(ChecksumDialect.MESSAGE_ONLY, decoded.dialect());
    }

    @Test
    void keepalivedsVersion2WithTwoAddressesIsDecoded() {
        assertEquals(
                new Advertisement(
                        ProtocolVersion.V2,
                        52,
                        101,
                        Duration.ofSeconds(1),
                        Authentication.NONE,
                        v4("10.88.0.101", "10.88.0.102")),
                decoded(Captured.named("v2-none")).advertisement());
    }

    @Test
    void keepalivedsLastWordHasPriorityZero() {
        assertEquals(
                0, decoded(Captured.named("v2-pass-release")).advertisement().priority());
    }

    @Test
    void keepalivedsVersion3OverIpv4HasAPseudoHeader() {
        Decoded decoded = decoded(Captured.named("v3-quarter-second"));
        assertEquals(
                new Advertisement(
                        ProtocolVersion.V3, 53, 150, Duration.ofMillis(250), Authentication.NONE, v4("10.88.0.103")),
                decoded.advertisement());
        assertEquals(ChecksumDialect.WITH_PSEUDO_HEADER, decoded.dialect());
    }

    @Test
    void keepalivedsUnicastHasThePeerInThePseudoHeader() {
        assertEquals(
                ChecksumDialect.WITH_PSEUDO_HEADER,
                decoded(Captured.named("v3-unicast")).dialect());
    }

    @Test
    void keepalivedsIpv6IsDecoded() {
        Advertisement advertisement = decoded(Captured.named("v3-ipv6")).advertisement();
        assertEquals(
                List.of(InetAddress.ofLiteral("fe80::88:1"), InetAddress.ofLiteral("fd00:88::100")),
                advertisement.addresses().toList());
        assertEquals(200, advertisement.priority());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2-pass", "v2-pass-release", "v2-none", "v3-quarter-second", "v3-unicast", "v3-ipv6"})
    void whatKeepalivedSentIsWhatWeWouldSend(String name) {
        Captured packet = Captured.named(name);
        EncodedMessage ours = AdvertisementCodec.encode(
                decoded(packet).advertisement(),
                packet.source(),
                packet.destination(),
                ChecksumDialect.WITH_PSEUDO_HEADER);
        assertArrayEquals(packet.message(), ours.toByteArray());
    }

    /** 3135 + 9601 + 0019 + 0a58 + 0067 = d20e, and its complement is 2df1: RFC 9568, 5.2.8, by hand. */
    @Test
    void rfc9568ChecksumOverTheMessageAloneIsAcceptedAndCanBeSent() {
        byte[] message = HexFormat.of().parseHex("3135960100192df10a580067");
        Decoded decoded = assertInstanceOf(
                Decoded.class, AdvertisementCodec.decode(ByteBuffer.wrap(message), AddressFamily.IPV4, SOURCE, GROUP));
        assertEquals(ChecksumDialect.MESSAGE_ONLY, decoded.dialect());
        EncodedMessage ours =
                AdvertisementCodec.encode(decoded.advertisement(), SOURCE, GROUP, ChecksumDialect.MESSAGE_ONLY);
        assertEquals("3135960100192df10a580067", ours.toString());
    }

    /**
     * The unicast capture, its checksum turned by hand from 10.88.0.2 to 224.0.0.18: 36a5 + 0a58 + 0002 - e000 -
     * 0012 = 60ec.
     */
    @Test
    void oldKeepalivedsUnicastChecksumWithTheGroupIsAccepted() {
        byte[] message = HexFormat.of().parseHex("31377801003260ec0a580069");
        Decoded decoded =
                assertInstanceOf(Decoded.class, Captured.named("v3-unicast").decode(message));
        assertEquals(ChecksumDialect.PSEUDO_HEADER_OF_GROUP, decoded.dialect());
    }

    @Test
    void thatDialectIsNeverSent() {
        Advertisement advertisement = decoded(Captured.named("v3-unicast")).advertisement();
        assertThrows(
                IllegalArgumentException.class,
                () -> AdvertisementCodec.encode(advertisement, SOURCE, GROUP, ChecksumDialect.PSEUDO_HEADER_OF_GROUP));
    }

    /** RFC 9568, 5.2.6. */
    @Test
    void reservedBitsAreIgnoredWhenReceivedAndZeroWhenSent() {
        Captured packet = Captured.named("v3-quarter-second");
        byte[] withBits = packet.with(4, 0xf0);
        Decoded decoded = assertInstanceOf(Decoded.class, packet.decode(withBits));
        assertEquals(Duration.ofMillis(250), decoded.advertisement().interval());
        byte[] ours = AdvertisementCodec.encode(
                        decoded.advertisement(), SOURCE, GROUP, ChecksumDialect.WITH_PSEUDO_HEADER)
                .toByteArray();
        assertEquals(0, ours[4] & 0xf0);
    }

    /** RFC 9568, 5.2.7: 12 bits of centiseconds. */
    @Test
    void theLongestIntervalIs4095Centiseconds() {
        Advertisement slow = new Advertisement(
                ProtocolVersion.V3, 1, 100, Duration.ofMillis(40_950), Authentication.NONE, v4("10.0.0.1"));
        byte[] bytes = AdvertisementCodec.encode(slow, SOURCE, GROUP, ChecksumDialect.MESSAGE_ONLY)
                .toByteArray();
        assertEquals(0x0f, bytes[4]);
        assertEquals((byte) 0xff, bytes[5]);
    }

    @Test
    void theBuffersPositionIsTheStartAndStaysWhereItIs() {
        Captured packet = Captured.named("v2-pass");
        ByteBuffer buffer = ByteBuffer.allocate(60)
                .position(20)
                .put(packet.message())
                .limit(40)
                .position(20);
        assertInstanceOf(
                Decoded.class,
                AdvertisementCodec.decode(buffer, AddressFamily.IPV4, packet.source(), packet.destination()));
        assertEquals(20, buffer.position());
        assertEquals(51, AdvertisementCodec.vridOf(buffer));
    }

    /** Version 2 with one address is 20 bytes, and Ethernet's least payload of 46 leaves room for 6 more. */
    @Test
    void item21_ethernetPaddingIsTolerated() {
        Captured packet = Captured.named("v2-pass");
        assertInstanceOf(Decoded.class, packet.decode(Arrays.copyOf(packet.message(), 26)));
    }

    @Test
    void encodedMessagesAreValues() {
        Advertisement advertisement = decoded(Captured.named("v2-pass")).advertisement();
        EncodedMessage one = AdvertisementCodec.encode(advertisement, SOURCE, GROUP, ChecksumDialect.MESSAGE_ONLY);
        EncodedMessage two = AdvertisementCodec.encode(advertisement, SOURCE, GROUP, ChecksumDialect.MESSAGE_ONLY);
        assertEquals(one, two);
        assertEquals(one.hashCode(), two.hashCode());
        ByteBuffer out = ByteBuffer.allocate(one.length());
        one.writeTo(out);
        assertArrayEquals(Captured.named("v2-pass").message(), out.array());
    }
}
