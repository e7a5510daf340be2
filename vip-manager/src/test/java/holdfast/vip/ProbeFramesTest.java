package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Frames written by hand from RFC 826, 5227 and 4861. */
class ProbeFramesTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");

    private static String compact(String hexadecimal) {
        return hexadecimal.replaceAll("\\s", "");
    }

    private static Optional<HeardFrame> heard(String hexadecimal) {
        return HeardFrame.of(ByteBuffer.wrap(HexFormat.of().parseHex(compact(hexadecimal))));
    }

    private static String payload(HeardFrame.Ip ip, int bytes) {
        byte[] first = new byte[bytes];
        ip.payload().get(0, first);
        return HexFormat.of().formatHex(first);
    }

    @Test
    void anArpProbeHasNoSenderAddress() {
        assertEquals(compact("""
                ffff ffff ffff 0200 0000 0001 0806 0001
                0800 0604 0001 0200 0000 0001 0000 0000
                0000 0000 0000 c000 0264
                """), HexFormat.of().formatHex(ProbeFrames.of(InetAddress.ofLiteral("192.0.2.100"), MAC)));
    }

    @Test
    void aSolicitationGoesToTheSolicitedNodeGroupFromNobody() {
        String frame = HexFormat.of().formatHex(ProbeFrames.of(InetAddress.ofLiteral("2001:db8::1:203"), MAC));
        assertTrue(frame.startsWith(compact("3333 ff01 0203 0200 0000 0001 86dd 6000 0000 0018 3aff")), frame);
        assertTrue(
                frame.contains(compact("0000000000000000 0000000000000000 ff02000000000000 00000001ff010203 8700")),
                frame);
        assertTrue(frame.endsWith(compact("0000 0000 20010db800000000 0000000000010203")), frame);
    }

    @Test
    void anArpReplyIsAClaim() {
        assertEquals(
                Optional.of(new HeardFrame.Claim(
                        MacAddress.parse("02:00:00:00:00:02"), InetAddress.ofLiteral("192.0.2.100"))),
                heard("""
                        0200 0000 0001 0200 0000 0002 0806 0001
                        0800 0604 0002 0200 0000 0002 c000 0264
                        0200 0000 0001 0000 0000
                        """));
    }

    @Test
    void anAdvertisementIsAClaimOfItsTarget() {
        assertEquals(Optional.of(new HeardFrame.Claim(MAC, InetAddress.ofLiteral("2001:db8::100"))), heard("""
                        3333 0000 0001 0200 0000 0001 86dd 6000
                        0000 0020 3aff 2001 0db8 0000 0000 0000
                        0000 0000 0100 ff02 0000 0000 0000 0000
                        0000 0000 0001 8800 f72c 2000 0000 2001
                        0db8 0000 0000 0000 0000 0000 0100 0201
                        0200 0000 0001
                        """));
    }

    @Test
    void aVrrpPacketKeepsItsBytesAndItsTtl() {
        HeardFrame.Ip ip = (HeardFrame.Ip) heard("""
                0100 5e00 0012 0200 0000 0001 0800
                45c0 0028 0001 0000 ff70 0000 c000 0201 e000 0012
                2133 6401 0001 0000 c000 0264 0000 0000 0000 0000
                """).orElseThrow();
        assertEquals(InetAddress.ofLiteral("192.0.2.1"), ip.source());
        assertEquals(255, ip.hopLimit());
        assertEquals(112, ip.protocol());
        assertEquals("213364010001", payload(ip, 6));
    }

    @Test
    void whatIsBehindAnAuthenticationHeaderIsFound() {
        HeardFrame.Ip ip = (HeardFrame.Ip) heard("""
                0100 5e00 0012 0200 0000 0001 0800
                45c0 003c 0001 0000 ff33 0000 c000 0201 e000 0012
                7004 0000 c000 0201 0000 0001 0011 2233 4455 6677 8899 aabb
                2133 6401 0201 0000 c000 0264 0000 0000 0000 0000
                """).orElseThrow();
        assertTrue(ip.authenticated());
        assertEquals(112, ip.protocol());
        assertEquals("2133", payload(ip, 2));
    }

    @Test
    void brokenFramesSayNothing() {
        assertEquals(Optional.empty(), heard("0200"));
        assertEquals(Optional.empty(), heard("0200 0000 0001 0200 0000 0002 0806 0001 0800"));
        assertEquals(Optional.empty(), heard("0200 0000 0001 0200 0000 0002 88cc 0207"));
    }
}
