package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.STRANGER;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.advert;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.nanos;
import static holdfast.vrrp.EngineBench.notified;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static holdfast.vrrp.EngineBench.v3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.VrrpEvent.LinkChanged;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An orderly stop: priority 0, then the addresses serve on for a moment. Skew_Time by RFC 9568, 6.1. */
class DepartureTest {
    private static final VrrpEvent DEPARTURE = new VrrpEvent.Departure();

    private static VirtualRouter second(Duration interval) {
        return VirtualRouter.named("VI_2")
                .on("eth0", 52, AddressFamily.IPV4)
                .priority(150)
                .version(ProtocolVersion.V3)
                .advertisementInterval(interval)
                .addresses(List.of(EngineBench.VIP))
                .build();
    }

    private static EngineBench group() {
        EngineBench bench = new EngineBench(new EngineConfiguration(
                List.of(v2(150).build(), second(seconds(1))),
                List.of(new SyncGroup("G", List.of("VI_1", "VI_2"), List.of(), false)),
                Duration.ZERO,
                false));
        bench.linkUp("eth0").start();
        bench.advance(seconds(4));
        bench.forget();
        return bench;
    }

    @Test
    void priorityZeroIsSaidAndTheAddressesStay() {
        EngineBench bench = active(v2(150).build());
        List<Effect> effects = bench.on(DEPARTURE);
        assertEquals(List.of("SendAdvertisement", "RenewAddresses"), kinds(effects));
        assertEquals(List.of(0), sent(effects));
        assertEquals("MASTER", bench.state());
        assertFalse(bench.engine().hasStopped());
    }

    @Test
    void afterAFifthOfAnIntervalTheyGo() {
        EngineBench bench = active(v2(150).build());
        bench.on(DEPARTURE);
        assertEquals(List.of(), kinds(bench.advance(millis(200).minusNanos(1))));
        List<Effect> effects = bench.advance(nanos(1));
        assertEquals(List.of("ReleaseAddresses", "NotifyTransition"), kinds(effects));
        assertEquals(List.of("INSTANCE VI_1 STOP 150"), notified(effects));
        assertTrue(bench.engine().hasStopped());
        bench.forget();
        bench.hear(PEER, 100);
        assertEquals(List.of(), bench.advance(seconds(60)));
    }

    @Test
    void longIntervalsMakeNoStopLonger() {
        EngineBench bench = active(v3(150, seconds(10)).build());
        bench.on(DEPARTURE);
        assertEquals(List.of("ReleaseAddresses", "NotifyTransition"), kinds(bench.advance(millis(200))));
    }

    @Test
    void theShortestIntervalCounts() {
        EngineBench bench = started(v3(150, seconds(1)).build(), second(millis(100)));
        bench.advance(seconds(4));
        bench.on(DEPARTURE);
        assertEquals(20_000_000, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    @Test
    void theSuccessorIsLeftAlone() {
        EngineBench bench = active(v2(150).build());
        bench.on(DEPARTURE);
        bench.advance(millis(8));
        bench.forget();
        assertEquals(List.of("ReleaseAddresses", "NotifyTransition"), kinds(bench.hear(PEER, 100)));
        assertEquals(0, bench.engine().nanosUntilNextDeadline(bench.now()));
        assertEquals(List.of(), kinds(bench.tick()));
        assertTrue(bench.engine().hasStopped());
    }

    /** Keepalived's address owner hears nobody either, as long as it serves. */
    @Test
    void soDoesAnAddressOwner() {
        EngineBench bench = started(v2(255).build());
        bench.on(DEPARTURE);
        assertEquals(List.of("ReleaseAddresses", "NotifyTransition"), kinds(bench.hear(PEER, 254)));
    }

    @Test
    void priorityZeroOfAnotherIsNoSuccessor() {
        EngineBench bench = active(v2(150).build());
        bench.on(DEPARTURE);
        assertEquals(List.of(), kinds(bench.hear(STRANGER, 0)));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void aPacketThatFailsItsChecksIsNoSuccessor() {
        EngineBench bench = active(v2(150).build());
        bench.on(DEPARTURE);
        bench.on(EngineBench.packet(PEER, advert(51, 100), 254));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void aSyncGroupLetsGoTogether() {
        EngineBench bench = group();
        assertEquals(List.of(0, 0), sent(bench.on(DEPARTURE)));
        bench.forget();
        assertEquals(List.of("INSTANCE VI_1 STOP 150", "INSTANCE VI_2 STOP 150"), notified(bench.hear(PEER, 100)));
        assertEquals(List.of("GROUP G STOP 0"), notified(bench.tick()));
    }

    @Test
    void othersServeOn() {
        EngineBench bench = started(v2(150).build(), second(seconds(1)));
        bench.advance(seconds(4));
        bench.on(DEPARTURE);
        assertEquals(List.of("INSTANCE VI_1 STOP 150"), notified(bench.hear(PEER, 100)));
        assertEquals("MASTER", bench.state("VI_2"));
        assertEquals(List.of("INSTANCE VI_2 STOP 150"), notified(bench.advance(millis(200))));
    }

    @Test
    void whoServesNothingStopsAtOnce() {
        EngineBench bench = started(v2(150).build());
        assertEquals(List.of(), kinds(bench.on(DEPARTURE)));
        assertEquals(0, bench.engine().nanosUntilNextDeadline(bench.now()));
        assertEquals(List.of("INSTANCE VI_1 STOP 150"), notified(bench.tick()));
        assertTrue(bench.engine().hasStopped());
    }

    /** Its Active_Down_Timer would run out in between. */
    @Test
    void aBackupTakesNothingOverMeanwhile() {
        EngineBench bench = new EngineBench(new EngineConfiguration(
                List.of(v3(150, seconds(1)).build(), second(seconds(1))), List.of(), Duration.ZERO, false));
        bench.linkUp("eth0").start();
        bench.advance(millis(2000));
        bench.hearV3(PEER, 200, seconds(1));
        bench.advance(millis(3350));
        assertEquals("BACKUP", bench.state("VI_1"));
        assertEquals("MASTER", bench.state("VI_2"));
        bench.forget();
        bench.on(DEPARTURE);
        bench.advance(seconds(1));
        assertEquals(List.of(0), sent(bench.history()));
        assertTrue(bench.engine().hasStopped());
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "reload", "order"})
    void nothingElseCountsAnyMore(String what) {
        EngineBench bench = active(v2(150).build());
        bench.on(DEPARTURE);
        bench.forget();
        bench.on(
                switch (what) {
                    case "link" -> new LinkChanged("eth0", false, Optional.empty(), Optional.empty());
                    case "reload" ->
                        new VrrpEvent.Reconfigure(
                                new EngineConfiguration(List.of(second(seconds(1))), List.of(), Duration.ZERO, false));
                    default -> new VrrpEvent.HandOver("VI_1", "switchover");
                });
        assertEquals(List.of(), bench.history());
        assertEquals("MASTER", bench.state());
    }

    @Test
    void aShutdownEndsItAndSaysNothingTwice() {
        EngineBench bench = active(v2(150).build());
        bench.on(DEPARTURE);
        assertEquals(List.of("ReleaseAddresses", "NotifyTransition"), kinds(bench.on(new VrrpEvent.Shutdown())));
        assertTrue(bench.engine().hasStopped());
    }

    @Test
    void aProcessThatStoodStillHearsWhoTookOver() {
        EngineBench bench = active(v2(150).build());
        bench.on(DEPARTURE);
        bench.freeze(seconds(2));
        assertEquals(List.of("ReleaseAddresses", "NotifyTransition"), kinds(bench.hear(PEER, 100)));
        bench.tick();
        assertTrue(bench.engine().hasStopped());
    }
}
