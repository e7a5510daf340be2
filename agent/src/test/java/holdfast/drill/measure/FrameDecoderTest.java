package holdfast.drill.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.measure.Fact.Checksum;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Frames captured from keepalived 2.2.7, and frames put together by hand from the RFCs. */
class FrameDecoderTest {
    private static final Instant AT = Instant.parse("2026-11-21T21:49:23.420173Z");

    /** LINUX_SLL2: IPv4, from interface 7, multicast, 02:00:00:00:01:05. */
    private static final String IPV4_ON_PORT_7 = "0800 0000 00000007 0001 02 06 0200000001050000";

    private static final String IPV6_ON_PORT_7 = "86dd 0000 00000007 0001 02 06 0200000001050000";
    private static final String ARP_ON_PORT_7 = "0806 0000 00000007 0001 01 06 0200000001050000";

    /** keepalived, version 2, PASS 1111, VRID 51, priority 103, 192.168.1.100. */
    private static final String CAPTURED_V2 =
            "45c00028 00010000 ff7018df c0a8010b e0000012" + "2133670101 01525b c0a80164 31313131 00000000";

    private final FrameDecoder decoder = new FrameDecoder(Map.of(7, new FrameDecoder.Port("node1", "br0")));

    @Test
    void decodesAnAdvertOfVersion2CapturedFromKeepalived() {
        assertEquals(
                Optional.of(new Fact.Advert(
                        AT,
                        "node1",
                        "br0",
                        InetAddress.ofLiteral("192.168.1.11"),
                        255,
                        2,
                        51,
                        103,
                        Duration.ofSeconds(1),
                        List.of(InetAddress.ofLiteral("192.168.1.100")),
                        Checksum.MESSAGE)),
                decode(IPV4_ON_PORT_7, CAPTURED_V2));
    }

    @Test
    void noticesAChecksumThatFitsNothing() {
        String broken = CAPTURED_V2.replace("525b", "525c");
        assertEquals(Checksum.WRONG, advert(IPV4_ON_PORT_7, broken).checksum());
    }

    /** RFC 9568, 5.2: 31 33 64 01 00 0a, the ones' complement sum over the message by hand: a8b4. */
    @Test
    void acceptsTheChecksumOfVersion3OverTheMessageAlone() {
        Fact.Advert advert = advert(IPV4_ON_PORT_7, ipv4v3("a8b4"));
        assertEquals(Checksum.MESSAGE, advert.checksum());
        assertEquals(Duration.ofMillis(100), advert.interval());
        assertEquals(100, advert.priority());
    }

    /** The same with 192.168.1.11, 224.0.0.18, protocol 112 and length 12 in the sum: 0672. */
    @Test
    void tellsTheChecksumOfVersion3WithPseudoHeaderApart() {
        assertEquals(
                Checksum.PSEUDO_HEADER, advert(IPV4_ON_PORT_7, ipv4v3("0672")).checksum());
    }

    private static String ipv4v3(String checksum) {
        return "45c00020 00010000 ff7018e7 c0a8010b e0000012 3133640100 0a" + checksum + "c0a80164";
    }

    @Test
    void readsOnlyTwelveBitsOfTheInterval() {
        String reserved = ipv4v3("a8b4").replace("3133640100 0a", "31336401f0 0a");
        assertEquals(Duration.ofMillis(100), advert(IPV4_ON_PORT_7, reserved).interval());
    }

    @Test
    void decodesAnAdvertOverIpv6() {
        // fe80::b to ff02::12, VRID 9, priority 0, 1 s, one address fd00::64
        String packet = "6c000000 0018 70 ff fe80000000000000000000000000000b ff020000000000000000000000000012"
                + "3109000100640000 fd000000000000000000000000000064";
        Fact.Advert advert = advert(IPV6_ON_PORT_7, packet);
        assertTrue(advert.isRelease());
        assertEquals(9, advert.virtualRouterId());
        assertEquals(255, advert.timeToLive());
        assertEquals(List.of(InetAddress.ofLiteral("fd00::64")), advert.addresses());
        assertEquals(Checksum.WRONG, advert.checksum());
    }

    @Test
    void seesAGratuitousArp() {
        String packet = "0001 0800 06 04 0001 020000000105 c0a80164 ffffffffffff c0a80164";
        assertEquals(
                Optional.of(new Fact.Announcement(AT, "node1", InetAddress.ofLiteral("192.168.1.100"))),
                decode(ARP_ON_PORT_7, packet));
    }

    @Test
    void passesOverAnOrdinaryArpRequest() {
        String packet = "0001 0800 06 04 0001 020000000105 c0a8010b 000000000000 c0a80164";
        assertEquals(Optional.empty(), decode(ARP_ON_PORT_7, packet));
    }

    @Test
    void seesAnUnsolicitedNeighbourAdvertisement() {
        String packet = "60000000 0020 3a ff fe80000000000000000000000000000b ff020000000000000000000000000001"
                + "88000000 20000000 fd000000000000000000000000000064 0201020000000105";
        assertEquals(
                Optional.of(new Fact.Announcement(AT, "node1", InetAddress.ofLiteral("fd00::64"))),
                decode(IPV6_ON_PORT_7, packet));
    }

    @Test
    void passesOverWhatWasSeenOnAnotherInterface() {
        assertEquals(Optional.empty(), decode(IPV4_ON_PORT_7.replace("00000007", "00000002"), CAPTURED_V2));
    }

    @Test
    void reportsAnAdvertThatListsMoreThanItHolds() {
        String packet = CAPTURED_V2.replace("2133670101", "2133670201");
        Fact fact = decode(IPV4_ON_PORT_7, packet).orElseThrow();
        assertEquals(
                "20 octets, 24 needed for 2 addresses",
                assertInstanceOf(Fact.Malformed.class, fact).problem());
    }

    @Test
    void reportsAPacketThatIsCutShort() {
        Fact fact = decode(IPV4_ON_PORT_7, CAPTURED_V2.substring(0, 70)).orElseThrow();
        assertTrue(assertInstanceOf(Fact.Malformed.class, fact).problem().startsWith("cut short"));
    }

    private Fact.Advert advert(String header, String packet) {
        return assertInstanceOf(Fact.Advert.class, decode(header, packet).orElseThrow());
    }

    private Optional<Fact> decode(String header, String packet) {
        return decoder.decode(AT, HexFormat.of().parseHex((header + packet).replace(" ", "")));
    }
}
