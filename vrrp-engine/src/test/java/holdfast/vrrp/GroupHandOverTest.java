package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.advert;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.vrrp.HandOverOutcome.TakenOver;
import holdfast.vrrp.HandOverOutcome.WithCompanion;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An operator has a whole sync group hand over, and take back. Times by RFC 9568, 6.1: Skew_Time of priority 1 is 255/256 s at 1 s. */
class GroupHandOverTest {
    private static final VrrpEvent HAND_OVER = new VrrpEvent.HandOver("VI_1", "switchover");

    /** They wait for the slowest: its Skew_Time at priority 1, 3.98 s, and a quarter of its interval. */
    @Test
    void aSyncGroupOfUnlikeIntervalsKeepsTheLeaseOfEachMember() {
        VirtualRouter slow = VirtualRouter.named("VI_2")
                .on("eth0", 52, AddressFamily.IPV4)
                .priority(150)
                .version(ProtocolVersion.V3)
                .advertisementInterval(seconds(4))
                .addresses(List.of(EngineBench.VIP))
                .build();
        EngineBench bench = group(slow);
        bench.advance(seconds(20));
        bench.on(HAND_OVER);
        bench.forget();
        bench.advance(millis(4900));
        assertEquals(
                List.of("VI_1", "VI_1", "VI_1", "VI_1", "VI_2"),
                only(Effect.RenewAddresses.class, bench.history()).stream()
                        .map(Effect.RenewAddresses::router)
                        .sorted()
                        .toList());
        assertEquals(List.of(), sent(bench.history()));
    }

    private static EngineBench group() {
        VirtualRouter second = VirtualRouter.named("VI_2")
                .on("eth0", 52, AddressFamily.IPV4)
                .priority(150)
                .addresses(List.of(EngineBench.VIP))
                .build();
        return group(second);
    }

    private static EngineBench group(VirtualRouter second) {
        EngineBench bench = new EngineBench(new EngineConfiguration(
                List.of(v2(150).build(), second),
                List.of(new SyncGroup("G", List.of("VI_1", "VI_2"), List.of(), false)),
                Duration.ZERO,
                false));
        bench.linkUp("eth0").start();
        bench.advance(seconds(4));
        bench.forget();
        return bench;
    }

    @Test
    void aSyncGroupHandsOverAsAWhole() {
        EngineBench bench = group();
        bench.on(HAND_OVER);
        assertEquals(
                List.of("SendAdvertisement", "RenewAddresses", "SendAdvertisement", "RenewAddresses"),
                kinds(bench.history()));
        bench.advance(millis(610));
        bench.forget();
        bench.on(EngineBench.packet(PEER, advert(52, 100), 255));
        assertEquals("BACKUP", bench.state("VI_1"));
        assertEquals("BACKUP", bench.state("VI_2"));
        assertEquals(List.of(), sent(bench.history()));
        assertEquals(
                List.of(
                        new TakenOver(
                                PEER,
                                100,
                                millis(610),
                                bench.status("VI_2").lastTransition().cause() instanceof Cause.HandedOver over
                                        ? over.unadvertised()
                                        : Duration.ZERO),
                        new WithCompanion("VI_2", millis(610))),
                only(Effect.HandOverEnded.class, bench.history()).stream()
                        .map(Effect.HandOverEnded::outcome)
                        .toList());
        bench.hear(PEER, 100);
        bench.on(new VrrpEvent.TakeBack("VI_2"));
        assertEquals("MASTER", bench.state("VI_1"));
        assertEquals("MASTER", bench.state("VI_2"));
    }

    @Test
    void aSyncGroupTakesBackAsAWhole() {
        EngineBench bench = group();
        bench.on(HAND_OVER);
        bench.forget();
        bench.advance(millis(1250));
        assertEquals(List.of(150, 150), sent(bench.history()));
        assertEquals(2, only(Effect.HandOverEnded.class, bench.history()).size());
        assertEquals(Optional.of(OURS), bench.status("VI_2").activeRouter());
    }
}
