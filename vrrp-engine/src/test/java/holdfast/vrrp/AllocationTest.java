package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.VIP;
import static holdfast.vrrp.EngineBench.v3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.AddressList;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.ProtocolVersion;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What adverts cost in memory while nothing changes: the state after each, and nothing else. Bytes are counted, not time. */
class AllocationTest {
    private static final InetAddress GROUP = AddressFamily.IPV4.multicastGroup();
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int ADVERTS = 10_000;

    /** Active: an object's header and two times, 32 bytes; a few more where pointers are not compressed. */
    private static final long SENT = 40;
    /** Backup and its SilenceWatch, 64 bytes; likewise. */
    private static final long HEARD = 80;

    private static VrrpEngine engine(int priority) {
        VrrpEngine engine =
                new VrrpEngine(EngineConfiguration.of(v3(priority, INTERVAL).build()));
        engine.on(new VrrpEvent.LinkChanged("eth0", true, Optional.of(OURS), Optional.empty()), 0);
        engine.on(new VrrpEvent.Startup(), 0);
        return engine;
    }

    @Test
    void anActiveRouterAllocatesNothingButItsState() {
        VrrpEngine engine = engine(255);
        assertTrue(engine.isActive("VI_1"));
        long each = bytesEach(round -> {
            List<Effect> effects = engine.on(VrrpEvent.Tick.TICK, round * INTERVAL.toNanos());
            assertInstanceOf(Effect.SendAdvertisement.class, effects.getFirst());
            engine.nanosUntilNextDeadline(round * INTERVAL.toNanos());
        });
        assertTrue(each <= SENT, () -> each + " bytes for each advert sent");
    }

    @Test
    void aBackupAllocatesNothingButItsState() {
        VrrpEngine engine = engine(100);
        VrrpEvent advert = new VrrpEvent.PacketReceived(
                "eth0", AddressFamily.IPV4, PEER, GROUP, AdvertisementCodec.TIME_TO_LIVE, message());
        long each = bytesEach(round -> {
            engine.on(advert, round * INTERVAL.toNanos());
            engine.on(VrrpEvent.Tick.TICK, round * INTERVAL.toNanos());
            engine.nanosUntilNextDeadline(round * INTERVAL.toNanos());
        });
        assertEquals(2 * ADVERTS, engine.status("VI_1").orElseThrow().counters().advertisementsReceived());
        assertTrue(each <= HEARD, () -> each + " bytes for each advert heard");
    }

    private static ByteBuffer message() {
        Advertisement advert = new Advertisement(
                ProtocolVersion.V3,
                51,
                150,
                INTERVAL,
                Authentication.NONE,
                AddressList.of(AddressFamily.IPV4, List.of(VIP)));
        return ByteBuffer.wrap(AdvertisementCodec.encode(advert, PEER, GROUP, ChecksumDialect.WITH_PSEUDO_HEADER)
                .toByteArray());
    }

    /** After as many rounds to get warm. */
    private static long bytesEach(LongConsumer round) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 1; i <= ADVERTS; i++) {
            round.accept(i);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = ADVERTS + 1; i <= 2 * ADVERTS; i++) {
            round.accept(i);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / ADVERTS;
    }
}
