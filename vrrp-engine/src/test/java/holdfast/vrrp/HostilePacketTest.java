package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.VIP;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.addresses;
import static holdfast.vrrp.EngineBench.ip;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.packet;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is not believed is counted by its reason and changes nothing: no state, no timer, nothing sent. */
class HostilePacketTest {
    private static final InetAddress GROUP = AddressFamily.IPV4.multicastGroup();

    private static EngineBench bench(boolean active) {
        VirtualRouter router =
                v2(100).authentication(Authentication.SimpleText.of("secret12")).build();
        EngineBench bench = active ? active(router) : started(router);
        bench.advance(millis(250));
        return bench;
    }

    private static byte[] valid(int priority) {
        Advertisement advertisement = new Advertisement(
                ProtocolVersion.V2, 51, priority, seconds(1), Authentication.SimpleText.of("secret12"), addresses(VIP));
        return AdvertisementCodec.encode(advertisement, PEER, GROUP, ChecksumDialect.MESSAGE_ONLY)
                .toByteArray();
    }

    private static List<Effect> hear(EngineBench bench, byte[] message, int timeToLive) {
        return bench.on(
                new PacketReceived("eth0", AddressFamily.IPV4, PEER, GROUP, timeToLive, ByteBuffer.wrap(message)));
    }

    /** Sends 50 a second for 5 s and compares with a twin that hears nothing. */
    private static void assertUnmoved(boolean active, byte[] message, int timeToLive, RejectionReason reason) {
        EngineBench bench = bench(active);
        EngineBench twin = bench(active);
        for (int packet = 0; packet < 150; packet++) {
            List<Effect> effects = hear(bench, message, timeToLive);
            assertEquals(List.of(), kinds(effects));
            assertEquals(twin.fingerprint(), bench.fingerprint(), reason + " moved something");
            assertEquals(sent(twin.advance(millis(20))), sent(bench.advance(millis(20))));
        }
        assertEquals(Map.of(reason, 150L), bench.status("VI_1").counters().rejected());
        assertEquals(0, bench.status("VI_1").counters().advertisementsReceived());
    }

    private static void assertUnmoved(byte[] message, int timeToLive, RejectionReason reason) {
        assertUnmoved(true, message, timeToLive, reason);
        assertUnmoved(false, message, timeToLive, reason);
    }

    private static byte[] changed(byte[] message, int index, int value) {
        byte[] changed = message.clone();
        changed[index] = (byte) value;
        return changed;
    }

    @ParameterizedTest
    @ValueSource(ints = {254, 0})
    void wrongTtl(int priority) {
        assertUnmoved(valid(priority), 254, RejectionReason.WRONG_TTL);
    }

    @ParameterizedTest
    @ValueSource(ints = {254, 0})
    void badChecksum(int priority) {
        assertUnmoved(changed(valid(priority), 6, 0xba), 255, RejectionReason.WRONG_CHECKSUM);
    }

    @Test
    void wrongVersionAndType() {
        assertUnmoved(changed(valid(254), 0, 0x71), 255, RejectionReason.UNKNOWN_VERSION);
        assertUnmoved(changed(valid(254), 0, 0x22), 255, RejectionReason.UNKNOWN_TYPE);
    }

    @Test
    void theOtherVersion() {
        byte[] three = AdvertisementCodec.encode(
                        new Advertisement(ProtocolVersion.V3, 51, 254, seconds(1), Authentication.NONE, addresses(VIP)),
                        PEER,
                        GROUP,
                        ChecksumDialect.WITH_PSEUDO_HEADER)
                .toByteArray();
        assertUnmoved(three, 255, RejectionReason.OTHER_VERSION);
    }

    @Test
    void noAddresses() {
        assertUnmoved(changed(valid(254), 3, 0), 255, RejectionReason.NO_ADDRESSES);
    }

    @Test
    void truncatedAtEveryLength() {
        EngineBench bench = bench(true);
        EngineBench.Fingerprint before = bench.fingerprint();
        for (int length = 0; length < 20; length++) {
            assertEquals(List.of(), kinds(hear(bench, Arrays.copyOf(valid(254), length), 255)));
        }
        assertEquals(before, bench.fingerprint());
        assertEquals(2, bench.engine().packetsWithoutVrid());
        assertEquals(
                Map.of(RejectionReason.TRUNCATED, 6L, RejectionReason.WRONG_LENGTH, 12L),
                bench.status("VI_1").counters().rejected());
    }

    @Test
    void oversized() {
        assertUnmoved(Arrays.copyOf(valid(254), 1320), 255, RejectionReason.WRONG_LENGTH);
    }

    @Test
    void wrongPassword() {
        byte[] message = valid(254);
        byte[] wrong = changed(message, 12, 'S');
        // 0x20 less in a high byte: the checksum grows by 0x2000.
        wrong[6] = (byte) (wrong[6] + 0x20);
        assertUnmoved(wrong, 255, RejectionReason.WRONG_PASSWORD);
    }

    @Test
    void wrongVridIsCountedByInterface() {
        EngineBench bench = bench(true);
        EngineBench.Fingerprint before = bench.fingerprint();
        hear(bench, changed(valid(254), 1, 52), 255);
        hear(bench, changed(valid(254), 1, 52), 255);
        hear(bench, changed(valid(254), 1, 0), 255);
        assertEquals(before, bench.fingerprint());
        assertEquals(
                Map.of(new RouterKey("eth0", 52, AddressFamily.IPV4), 2L),
                bench.engine().unknownVrids());
        assertEquals(1, bench.engine().packetsWithoutVrid());
    }

    @Test
    void unknownVridsAreLoggedOnlyWhenAskedFor() {
        EngineBench asked =
                new EngineBench(new EngineConfiguration(List.of(v2(100).build()), List.of(), Duration.ZERO, true));
        List<Effect> effects = hear(asked, changed(valid(254), 1, 52), 255);
        assertEquals(List.of("Unknown VRID(52) received on interface(eth0). ignoring..."), logs(effects));
    }

    @Test
    void itsOwnAddressAsSource() {
        EngineBench bench = bench(false);
        EngineBench.Fingerprint before = bench.fingerprint();
        bench.on(new PacketReceived("eth0", AddressFamily.IPV4, OURS, GROUP, 255, ByteBuffer.wrap(valid(254))));
        assertEquals(before, bench.fingerprint());
        assertEquals(
                Map.of(RejectionReason.OWN_SOURCE, 1L),
                bench.status("VI_1").counters().rejected());
    }

    @Test
    void linesAboutGarbageAreFewAndCounted() {
        EngineBench bench = bench(true);
        bench.forget();
        for (int packet = 0; packet < 1000; packet++) {
            hear(bench, valid(254), 254);
        }
        bench.advance(seconds(10));
        hear(bench, valid(254), 254);
        String line = "(VI_1) ignoring advertisement from 10.77.0.1: wrong TTL (254)";
        assertEquals(List.of(line, line + " (and 999 more like it)"), logs(bench.history()));
    }

    @Test
    void linesAboutManyForgedSourcesAreFewToo() {
        EngineBench bench = bench(true);
        bench.forget();
        Random chance = new Random(1);
        for (int packet = 0; packet < 20_000; packet++) {
            InetAddress forged = ip("10." + chance.nextInt(256) + "." + chance.nextInt(256) + ".9");
            bench.on(new PacketReceived("eth0", AddressFamily.IPV4, forged, GROUP, 1, ByteBuffer.wrap(valid(254))));
        }
        assertEquals(257, logs(bench.history()).size());
    }

    @Test
    void noiseIsNeverAnExceptionAndNeverMovesAnActiveRouter() {
        Random chance = new Random(3768);
        EngineBench bench = bench(true);
        for (int round = 0; round < 50_000; round++) {
            byte[] noise = valid(254);
            noise[2 + chance.nextInt(18)] ^= (byte) (1 + chance.nextInt(255));
            assertEquals(List.of(), kinds(hear(bench, noise, 255)));
        }
        assertEquals("MASTER", bench.state());
    }
}
