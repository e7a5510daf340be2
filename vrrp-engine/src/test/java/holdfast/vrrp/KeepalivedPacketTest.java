package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.STRANGER;
import static holdfast.vrrp.EngineBench.VIP;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.addresses;
import static holdfast.vrrp.EngineBench.advert;
import static holdfast.vrrp.EngineBench.ip;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.notified;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.packet;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static holdfast.vrrp.EngineBench.v3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.Effect.SendAdvertisement;
import holdfast.vrrp.VrrpEvent.LinkChanged;
import holdfast.vrrp.VrrpEvent.PacketReceived;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.ProtocolVersion;
import holdfast.vrrp.wire.RejectionReason;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets: docs/keepalived-behaviours.md, items 16 to 23. */
class KeepalivedPacketTest {
    private static VirtualRouter unicast(boolean checkSource, Peering.Peer... peers) {
        return v2(100).peering(new Peering.Unicast(List.of(peers), checkSource, 64))
                .build();
    }

    private static PacketReceived unicastPacket(InetAddress from, int priority, int timeToLive) {
        PacketReceived multicast = packet(from, advert(51, priority), timeToLive);
        return new PacketReceived("eth0", AddressFamily.IPV4, from, OURS, timeToLive, multicast.message());
    }

    private static Map<RejectionReason, Long> rejections(EngineBench bench) {
        return bench.status("VI_1").counters().rejected();
    }

    @Test
    void item16_unicastSendsOneAdvertToEachPeerWithTheTtlSet() {
        EngineBench bench = active(unicast(false, Peering.Peer.of(PEER), Peering.Peer.of(STRANGER)));
        List<SendAdvertisement> sent = only(SendAdvertisement.class, bench.advance(seconds(1)));
        assertEquals(1, sent.size());
        assertEquals(64, sent.getFirst().timeToLive());
        assertEquals(
                List.of(PEER, STRANGER),
                sent.getFirst().packets().stream()
                        .map(Effect.Packet::destination)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 254})
    void item16_multicastNeedsTtl255(int timeToLive) {
        EngineBench bench = started(v2(100).build());
        EngineBench.Fingerprint before = bench.fingerprint();
        bench.on(packet(PEER, advert(51, 200), timeToLive));
        assertEquals(before, bench.fingerprint());
        assertEquals(Map.of(RejectionReason.WRONG_TTL, 1L), rejections(bench));
    }

    @ParameterizedTest
    @CsvSource({"63, false", "64, true", "70, true", "71, false"})
    void item16_unicastTtlIsCheckedAgainstThePeersRange(int timeToLive, boolean believed) {
        EngineBench bench = started(unicast(false, new Peering.Peer(PEER, 64, 70)));
        bench.on(unicastPacket(PEER, 200, timeToLive));
        assertEquals(believed ? 1 : 0, bench.status("VI_1").counters().advertisementsReceived());
        assertEquals(believed ? Map.of() : Map.of(RejectionReason.WRONG_TTL, 1L), rejections(bench));
    }

    @Test
    void item16_unicastToAMulticastRouterAndTheReverseAreDropped() {
        EngineBench multicast = started(v2(100).build());
        multicast.on(unicastPacket(PEER, 200, 255));
        assertEquals(Map.of(RejectionReason.WRONG_DESTINATION, 1L), rejections(multicast));
        EngineBench unicast = started(unicast(false, Peering.Peer.of(PEER)));
        unicast.hear(PEER, 200);
        assertEquals(Map.of(RejectionReason.WRONG_DESTINATION, 1L), rejections(unicast));
    }

    @Test
    void item16_checkUnicastSrcRefusesStrangers() {
        EngineBench careful = started(unicast(true, Peering.Peer.of(PEER)));
        careful.on(unicastPacket(STRANGER, 200, 255));
        assertEquals(Map.of(RejectionReason.NOT_A_PEER, 1L), rejections(careful));
        EngineBench trusting = started(unicast(false, Peering.Peer.of(PEER)));
        trusting.on(unicastPacket(STRANGER, 200, 255));
        assertEquals(Map.of(), rejections(trusting));
    }

    private static Advertisement withPassword(Authentication authentication) {
        return new Advertisement(ProtocolVersion.V2, 51, 200, seconds(1), authentication, addresses(VIP));
    }

    @Test
    void item17_passwordsMustMatchInTypeAndText() {
        EngineBench bench = started(
                v2(100).authentication(Authentication.SimpleText.of("secret12")).build());
        bench.hear(PEER, withPassword(Authentication.SimpleText.of("secret12")));
        assertEquals(Map.of(), rejections(bench));
        EngineBench.Fingerprint before = bench.fingerprint();
        bench.hear(PEER, withPassword(Authentication.SimpleText.of("Secret12")));
        bench.hear(PEER, withPassword(Authentication.NONE));
        assertEquals(before, bench.fingerprint());
        assertEquals(
                Map.of(RejectionReason.WRONG_PASSWORD, 1L, RejectionReason.OTHER_AUTHENTICATION, 1L),
                rejections(bench));
    }

    @Test
    void item17_aPasswordWhereNoneIsConfiguredIsRefused() {
        EngineBench bench = started(v2(100).build());
        bench.hear(PEER, withPassword(Authentication.SimpleText.of("secret12")));
        assertEquals(Map.of(RejectionReason.OTHER_AUTHENTICATION, 1L), rejections(bench));
    }

    @Test
    void item17_ahIsRefusedAsUnsupported() {
        EngineBench bench = started(v2(100).build());
        PacketReceived plain = packet(PEER, advert(51, 200), 255);
        ByteBuffer message = plain.message();
        message.put(4, (byte) 2);
        // One more in the low byte of the sum's high half: the checksum's high byte is two less.
        message.put(6, (byte) (message.get(6) - 2));
        bench.on(new PacketReceived("eth0", AddressFamily.IPV4, PEER, plain.destination(), 255, message));
        assertEquals(Map.of(RejectionReason.UNSUPPORTED_AUTHENTICATION, 1L), rejections(bench));
    }

    @Test
    void item17_version2AlwaysEndsWithEightAuthenticationBytes() {
        EngineBench bench = active(v2(100).build());
        SendAdvertisement sent =
                only(SendAdvertisement.class, bench.advance(seconds(1))).getFirst();
        assertEquals(8 + 4 + 8, sent.packets().getFirst().message().length());
    }

    private static PacketReceived inDialect(ChecksumDialect dialect) {
        InetAddress group = AddressFamily.IPV4.multicastGroup();
        Advertisement advertisement =
                new Advertisement(ProtocolVersion.V3, 51, 200, seconds(1), Authentication.NONE, addresses(VIP));
        byte[] bytes =
                AdvertisementCodec.encode(advertisement, PEER, group, dialect).toByteArray();
        return new PacketReceived("eth0", AddressFamily.IPV4, PEER, group, 255, ByteBuffer.wrap(bytes));
    }

    @Test
    void item18_bothChecksumsOfVersion3AreAcceptedAndCounted() {
        EngineBench bench = started(v3(100, seconds(1)).build());
        bench.forget();
        bench.on(inDialect(ChecksumDialect.WITH_PSEUDO_HEADER));
        bench.on(inDialect(ChecksumDialect.MESSAGE_ONLY));
        bench.on(inDialect(ChecksumDialect.MESSAGE_ONLY));
        assertEquals(
                Map.of(ChecksumDialect.WITH_PSEUDO_HEADER, 1L, ChecksumDialect.MESSAGE_ONLY, 2L),
                bench.status("VI_1").counters().accepted());
        assertEquals(1, logs(bench.history()).size());
    }

    /** Both sums by hand; they differ by the pseudo-header. */
    @Test
    void item18_theDialectSentIsSelectable() {
        SendAdvertisement keepalived = only(
                        SendAdvertisement.class,
                        active(v3(100, seconds(1)).build()).advance(seconds(1)))
                .getFirst();
        SendAdvertisement rfc = only(
                        SendAdvertisement.class,
                        active(v3(100, seconds(1))
                                        .sendChecksum(ChecksumDialect.MESSAGE_ONLY)
                                        .build())
                                .advance(seconds(1)))
                .getFirst();
        // 3133 + 6401 + 0064 + 0a4d + 0064 = a049; ~a049 = 5fb6.
        assertEquals(
                "3133640100645fb60a4d0064", rfc.packets().getFirst().message().toString());
        // The pseudo-header is 0a4d + 0002 + e000 + 0012 + 0070 + 000c = eadd;
        // a049 + eadd = 18b26, folded 8b27; ~8b27 = 74d8.
        assertEquals(
                "31336401006474d80a4d0064",
                keepalived.packets().getFirst().message().toString());
    }

    @Test
    void item20_intervalsThatAPacketCannotCarryAreNotConfigurable() {
        assertThrows(
                IllegalArgumentException.class,
                () -> v2(100).advertisementInterval(millis(400)).build());
        assertThrows(IllegalArgumentException.class, () -> v3(100, millis(5)).build());
        assertThrows(IllegalArgumentException.class, () -> v3(100, seconds(41)).build());
    }

    private static Advertisement listing(ProtocolVersion version, int priority, String... addresses) {
        InetAddress[] list = Arrays.stream(addresses).map(EngineBench::ip).toArray(InetAddress[]::new);
        return new Advertisement(version, 51, priority, seconds(1), Authentication.NONE, addresses(list));
    }

    /** RFC 3768, 7.1, drops unless the owner sent it; RFC 9568, 7.1, only logs. */
    @Test
    void item21_anotherAddressListDropsInVersion2ButNotInVersion3() {
        EngineBench two = started(v2(100).build());
        two.hear(PEER, listing(ProtocolVersion.V2, 200, "10.77.0.99"));
        two.hear(PEER, listing(ProtocolVersion.V2, 200, "10.77.0.100", "10.77.0.99"));
        assertEquals(Map.of(RejectionReason.OTHER_ADDRESSES, 2L), rejections(two));
        two.hear(PEER, listing(ProtocolVersion.V2, 255, "10.77.0.99", "10.77.0.100"));
        assertEquals(1, two.status("VI_1").counters().advertisementsReceived());
        EngineBench three = started(v3(100, seconds(1)).build());
        List<Effect> effects = three.hear(PEER, listing(ProtocolVersion.V3, 200, "10.77.0.99"));
        assertEquals(1, three.status("VI_1").counters().advertisementsReceived());
        assertEquals(List.of("(VI_1) 10.77.0.1 advertises [10.77.0.99], we have [10.77.0.100]"), logs(effects));
    }

    /** The owner is who has our addresses (RFC 3768, 1.6): with none of them it is somebody else, who does not make us yield. */
    @Test
    void item21_whoHasNoneOfOurAddressesIsNotTheirOwner() {
        EngineBench bench = active(v2(100).build());
        bench.hear(PEER, listing(ProtocolVersion.V2, 255, "10.77.0.99"));
        assertEquals(Map.of(RejectionReason.OTHER_ADDRESSES, 1L), rejections(bench));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void item21_skipCheckAdvAddrComparesOnlyWhenTheSenderChanges() {
        EngineBench bench = started(
                v2(100).rules(ElectionRules.DEFAULT.withTrustKnownSender(true)).build());
        bench.hear(PEER, 200);
        bench.hear(PEER, listing(ProtocolVersion.V2, 200, "10.77.0.99"));
        assertEquals(Map.of(), rejections(bench));
        bench.hear(STRANGER, listing(ProtocolVersion.V2, 200, "10.77.0.99"));
        assertEquals(Map.of(RejectionReason.OTHER_ADDRESSES, 1L), rejections(bench));
    }

    @Test
    void item22_withoutAnAddressItIsInFaultUntilThereIsOne() {
        EngineBench bench = new EngineBench(EngineConfiguration.of(v2(100).build()));
        bench.on(new LinkChanged("eth0", true, Optional.empty(), Optional.of(ip("fe80::2"))));
        bench.start();
        assertTrue(logs(bench.history()).contains("(VI_1) Entering FAULT STATE (no IPv4 address for interface eth0)"));
        bench.linkUp("eth0");
        assertEquals("BACKUP", bench.state());
        bench.on(new LinkChanged("eth0", true, Optional.empty(), Optional.empty()));
        assertEquals("FAULT", bench.state());
    }

    @Test
    void item22_ipv6NeedsALinkLocalAddress() {
        EngineBench bench = new EngineBench(EngineConfiguration.of(VirtualRouter.named("VI_1")
                .on("eth0", 51, AddressFamily.IPV6)
                .addresses(List.of(ip("fe80::100")))
                .build()));
        bench.on(new LinkChanged("eth0", true, Optional.of(OURS), Optional.empty()));
        bench.start();
        assertEquals(
                "no IPv6 link-local address for interface eth0",
                bench.status("VI_1").lastTransition().reason());
    }

    @Test
    void item22_aConfiguredSourceNeedsNoAddressOfTheInterface() {
        EngineBench bench = new EngineBench(
                EngineConfiguration.of(v2(255).source(ip("192.0.2.1")).build()));
        bench.on(new LinkChanged("eth0", true, Optional.empty(), Optional.empty()));
        bench.start();
        assertEquals(
                ip("192.0.2.1"),
                only(SendAdvertisement.class, bench.history()).getFirst().source());
    }

    @Test
    void item22_anInterfaceThatIsNotThereIsAFault() {
        EngineBench bench = new EngineBench(EngineConfiguration.of(v2(100).build())).start();
        assertEquals(List.of("(VI_1) Entering FAULT STATE (interface eth0 not found)"), logs(bench.history()));
        assertEquals(List.of("INSTANCE VI_1 FAULT 100"), notified(bench.history()));
    }

    @Test
    void item23_oneVridTwiceWithDisjointPeersIsToldApartByTheSender() {
        VirtualRouter one = unicast(true, Peering.Peer.of(PEER));
        VirtualRouter two = VirtualRouter.named("VI_2")
                .on("eth0", 51, AddressFamily.IPV4)
                .addresses(List.of(VIP))
                .peering(new Peering.Unicast(List.of(Peering.Peer.of(STRANGER)), true, 255))
                .build();
        EngineBench bench = started(one, two);
        bench.on(unicastPacket(STRANGER, 200, 255));
        assertEquals(0, bench.status("VI_1").counters().advertisementsReceived());
        assertEquals(1, bench.status("VI_2").counters().advertisementsReceived());
    }

    @Test
    void oneVridOnTwoInterfacesAndInTwoFamiliesIsFourVirtualRouters() {
        VirtualRouter v4 = v2(100).build();
        VirtualRouter v6 = VirtualRouter.named("VI_6")
                .on("eth0", 51, AddressFamily.IPV6)
                .addresses(List.of(ip("fe80::100")))
                .build();
        VirtualRouter other = VirtualRouter.named("VI_E1")
                .on("eth1", 51, AddressFamily.IPV4)
                .addresses(List.of(VIP))
                .build();
        EngineBench bench = new EngineBench(EngineConfiguration.of(v4, v6, other))
                .linkUp("eth0")
                .linkUp("eth1")
                .start();
        bench.on(packet("eth1", PEER, advert(51, 200), 255));
        assertEquals(0, bench.status("VI_1").counters().advertisementsReceived());
        assertEquals(0, bench.status("VI_6").counters().advertisementsReceived());
        assertEquals(1, bench.status("VI_E1").counters().advertisementsReceived());
    }
}
