package holdfast.agent.doctor.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Gravity;
import holdfast.agent.doctor.Notebook;
import holdfast.linux.PacketReceiver;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.AddressList;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Frames with IPv4 headers by RFC 791, put on a segment one second apart. */
class SegmentExaminationTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");

    private final Given given = new Given();
    private Listening listening;

    SegmentExaminationTest() {
        listening = new Listening(given.subject().instances());
    }

    /** What a node may say, with what our file says where nothing else is given. */
    private record Said(
            ProtocolVersion version, int vrid, int priority, int seconds, String password, String addresses) {}

    private static Said like(String password) {
        return new Said(ProtocolVersion.V2, 51, 150, 1, password, "192.0.2.100");
    }

    private void speaks(String source, boolean ourselves, int ttl, Said said, int... atSeconds) {
        InetAddress from = InetAddress.ofLiteral(source);
        byte[] message = AdvertisementCodec.encode(
                        new Advertisement(
                                said.version(),
                                said.vrid(),
                                said.priority(),
                                Duration.ofSeconds(said.seconds()),
                                said.password().isEmpty()
                                        ? Authentication.NONE
                                        : Authentication.SimpleText.of(said.password()),
                                AddressList.of(
                                        AddressFamily.IPV4,
                                        Arrays.stream(said.addresses().split(" ", -1))
                                                .map(InetAddress::ofLiteral)
                                                .toList())),
                        from,
                        GROUP,
                        ChecksumDialect.WITH_PSEUDO_HEADER)
                .toByteArray();
        ByteBuffer frame = ByteBuffer.allocate(34 + message.length);
        frame.put(HexFormat.of().parseHex("01005e00001202000000000" + source.charAt(source.length() - 1) + "0800"));
        frame.put((byte) 0x45)
                .put((byte) 0xc0)
                .putShort((short) (20 + message.length))
                .putInt(0);
        frame.put((byte) ttl).put((byte) 112).putShort((short) 0);
        frame.put(from.getAddress()).put(GROUP.getAddress()).put(message);
        frame.flip();
        for (int at : atSeconds) {
            listening.hear("eth0", new PacketReceiver.Frame(frame, ourselves, BEGIN.plusSeconds(at)));
        }
    }

    private Notebook examined() {
        given.capture(new Capture(Duration.ofSeconds(5), Set.of("eth0"), listening.speakers()));
        return given.examine(new SegmentExamination());
    }

    @Test
    void aNodeLikeOursIsInOrder() {
        speaks("192.0.2.2", false, 255, like("s3cr3tpw"), 0, 1, 2);
        Notebook notebook = examined();
        assertEquals(List.of(), Given.ids(notebook));
        assertEquals(1, notebook.findings().size());
        Speaker speaker = listening.speakers().getFirst();
        assertEquals(Optional.of(Duration.ofSeconds(1)), speaker.measured());
        assertEquals(3, speaker.packets());
        assertEquals("02:00:00:00:00:02", speaker.mac().toString());
        assertEquals(Speaker.Password.MATCHES, speaker.password());
    }

    @Test
    void anotherGroupIsFound() {
        given.file(Given.INSTANCE.replace("priority 100", "priority 100\n    mcast_dst_ip 224.0.0.200"));
        speaks("192.0.2.2", false, 255, like("s3cr3tpw"), 0, 1, 2);
        assertTrue(Given.ids(examined()).contains("heard-destination"));
    }

    @Test
    void anotherPasswordIsFoundAndNotShown() {
        speaks("192.0.2.2", false, 255, like("0therpw"), 0, 1);
        Finding finding = Given.only(examined());
        assertEquals("heard-password", finding.id().word());
        String everything = finding.toString() + listening.speakers();
        assertFalse(everything.contains("0therpw") || everything.contains("s3cr3tpw"), everything);
    }

    @Test
    void noPasswordWhereWeHaveOneIsAnotherAuthentication() {
        speaks("192.0.2.2", false, 255, like(""), 0, 1);
        assertEquals(List.of("heard-authentication"), Given.ids(examined()));
    }

    @Test
    void anotherVersionAndAnotherIntervalAreFound() {
        speaks("192.0.2.2", false, 255, new Said(ProtocolVersion.V3, 51, 150, 1, "", "192.0.2.100"), 0, 1);
        assertEquals(List.of("heard-version"), Given.ids(examined()));
        listening = new Listening(given.subject().instances());
        speaks("192.0.2.2", false, 255, new Said(ProtocolVersion.V2, 51, 150, 2, "s3cr3tpw", "192.0.2.100"), 0, 2);
        assertEquals(List.of("heard-interval"), Given.ids(examined()));
    }

    @Test
    void oneMoreAddressIsADifferenceAndNoneInCommonADuplicate() {
        speaks(
                "192.0.2.2",
                false,
                255,
                new Said(ProtocolVersion.V2, 51, 150, 1, "s3cr3tpw", "192.0.2.100 192.0.2.101"),
                0,
                1);
        assertEquals(List.of("heard-addresses"), Given.ids(examined()));
        listening = new Listening(given.subject().instances());
        speaks("192.0.2.2", false, 255, new Said(ProtocolVersion.V2, 51, 150, 1, "x", "192.0.2.200"), 0, 1);
        Finding finding = Given.only(examined());
        assertEquals("vrid-duplicate", finding.id().word());
        assertTrue(finding.remedy().advice().contains("nobody here uses 52"), finding.toString());
    }

    @Test
    void anAdvertThatCameThroughARouterIsFound() {
        speaks("192.0.2.2", false, 254, like("s3cr3tpw"), 0, 1);
        assertEquals(List.of("heard-ttl"), Given.ids(examined()));
    }

    @Test
    void twoAtTheSameTimeAreTwoMastersAndOneAfterTheOtherIsAHandover() {
        speaks("192.0.2.1", true, 255, like("s3cr3tpw"), 0, 1, 2);
        speaks("192.0.2.2", false, 255, like("s3cr3tpw"), 1, 2, 3);
        assertEquals(List.of("two-masters"), Given.ids(examined()));
        listening = new Listening(given.subject().instances());
        speaks("192.0.2.1", true, 255, like("s3cr3tpw"), 0, 1, 2);
        speaks("192.0.2.2", false, 255, like("s3cr3tpw"), 3, 4);
        assertEquals(List.of(), Given.ids(examined()));
    }

    @Test
    void ourAddressesUnderAnotherNumberAreFoundAndOtherNumbersAreNoted() {
        speaks("192.0.2.2", false, 255, new Said(ProtocolVersion.V2, 61, 150, 1, "s3cr3tpw", "192.0.2.100"), 0, 1);
        assertEquals(List.of("vrid-differs"), Given.ids(examined()));
        listening = new Listening(given.subject().instances());
        speaks("192.0.2.9", false, 255, new Said(ProtocolVersion.V2, 61, 150, 1, "", "192.0.2.200"), 0, 1);
        Finding finding = Given.only(examined());
        assertEquals("vrid-unknown", finding.id().word());
        assertEquals(Gravity.NOTE, finding.gravity());
    }

    @Test
    void aMasterWhoseAdvertsAreNotOnTheWireIsFound() {
        given.running("MASTER", Optional.empty());
        assertEquals(List.of("adverts-not-leaving"), Given.ids(examined()));
        speaks("192.0.2.1", true, 255, like("s3cr3tpw"), 0, 1, 2);
        assertEquals(List.of(), Given.ids(examined()));
    }

    @Test
    void advertsOnTheWireThatTheDaemonDoesNotHearAreFound() {
        given.running("BACKUP", Optional.empty());
        speaks("192.0.2.2", false, 255, like("s3cr3tpw"), 0, 1, 2);
        assertEquals(List.of("adverts-not-arriving"), Given.ids(examined()));
        given.running("BACKUP", Optional.of("192.0.2.2"), Given.peer("192.0.2.2", 800));
        assertEquals(List.of(), Given.ids(examined()));
    }

    @Test
    void bytesThatAreNoAdvertAreFound() {
        String frame = "01005e0000120200000000020800" + "45c0001c00000000ff700000c0000202e0000012" + "2133640000010000";
        listening.hear(
                "eth0", new PacketReceiver.Frame(ByteBuffer.wrap(HexFormat.of().parseHex(frame)), false, BEGIN));
        Finding finding = Given.only(examined());
        assertEquals("heard-broken", finding.id().word());
        assertTrue(finding.evidence().contains("no addresses"), finding.evidence());
    }

    @Test
    void whoDidNotListenSaysSo() {
        assertEquals(1, given.examine(new SegmentExamination()).unseen().size());
    }
}
