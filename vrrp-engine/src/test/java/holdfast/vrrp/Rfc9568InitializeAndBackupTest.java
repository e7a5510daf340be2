package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.nanos;
import static holdfast.vrrp.EngineBench.notified;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static holdfast.vrrp.EngineBench.v3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9568, 6.4.1 and 6.4.2; times from its formulas, by hand. */
class Rfc9568InitializeAndBackupTest {
    /** 3 x 1 s + (256 - 100) / 256 s. */
    private static final Duration DOWN_100 = nanos(3_609_375_000L);

    @Test
    void nothingHappensBeforeStartup() {
        EngineBench bench = new EngineBench(EngineConfiguration.of(v2(100).build())).linkUp("eth0");
        bench.advance(seconds(100));
        assertEquals("INIT", bench.state());
        assertEquals(List.of(), bench.history());
    }

    @Test
    void startup_theOwnerIsActiveAtOnce() {
        EngineBench bench = started(v2(255).build());
        assertEquals("MASTER", bench.state());
        assertEquals(
                List.of("SendAdvertisement", "AcquireAddresses", "AnnounceAddresses", "NotifyTransition"),
                kinds(bench.history()));
        assertEquals(List.of(255), sent(bench.history()));
    }

    @Test
    void startup_everyoneElseIsBackupAndWaitsTheFullActiveDownInterval() {
        EngineBench bench = started(v2(100).build());
        assertEquals(List.of("INSTANCE VI_1 BACKUP 100"), notified(bench.history()));
        assertTrue(logs(bench.history()).contains("(VI_1) Entering BACKUP STATE (init)"));
        assertEquals(DOWN_100.toNanos(), bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    @Test
    void activeDownTimerFires_advertThenAddressesThenAnnouncementsThenNotification() {
        EngineBench bench = started(v2(100).build());
        bench.forget();
        bench.advance(DOWN_100.minusNanos(1));
        assertEquals("BACKUP", bench.state());
        List<Effect> effects = bench.advance(nanos(1));
        assertEquals("MASTER", bench.state());
        assertEquals(
                List.of("SendAdvertisement", "AcquireAddresses", "AnnounceAddresses", "NotifyTransition"),
                kinds(effects));
        assertEquals(List.of("INSTANCE VI_1 MASTER 100"), notified(effects));
    }

    @Test
    void takeoverLineSaysWhoWasSilentForHowLong() {
        // 3 x 1 s + (256 - 90) / 256 s = 3.6484375 s
        EngineBench bench = started(v2(90).build());
        bench.advance(seconds(1));
        bench.hear(PEER, 100);
        List<Effect> effects = bench.advance(nanos(3_648_437_500L));
        assertEquals(
                List.of(
                        "(VI_1) Receive advertisement timeout",
                        "(VI_1) Entering MASTER STATE (no advertisement from 10.77.0.1 for 3.648 s)",
                        "(VI_1) setting VIPs."),
                logs(effects));
        assertEquals(
                "VI_1: BACKUP -> MASTER (no advertisement from 10.77.0.1 for 3.648 s)",
                bench.status("VI_1").lastTransition().describe());
    }

    @Test
    void backup_advertOfHigherOrEqualPriorityRestartsTheTimer() {
        for (int priority : List.of(100, 101, 255)) {
            EngineBench bench = started(v2(100).build());
            bench.advance(seconds(3));
            bench.hear(PEER, priority);
            bench.advance(DOWN_100.minusNanos(1));
            assertEquals("BACKUP", bench.state(), "priority " + priority);
            bench.advance(nanos(1));
            assertEquals("MASTER", bench.state(), "priority " + priority);
        }
    }

    @Test
    void backup_advertOfLowerPriorityIsDiscardedAndTheTimerGoesOn() {
        EngineBench bench = started(v2(100).build());
        bench.advance(seconds(3));
        EngineBench.Fingerprint before = bench.fingerprint();
        bench.hear(PEER, 99);
        assertEquals(before, bench.fingerprint());
        bench.advance(nanos(609_375_000L));
        assertEquals("MASTER", bench.state());
        assertEquals(
                "preempting 10.77.0.1 with priority 99, ours 100",
                bench.status("VI_1").lastTransition().reason());
    }

    @Test
    void backup_priorityZeroSetsTheTimerToSkewTime() {
        EngineBench bench = started(v2(100).build());
        bench.hear(PEER, 200);
        bench.advance(millis(300));
        bench.hear(PEER, 0);
        bench.advance(nanos(609_374_999L));
        assertEquals("BACKUP", bench.state());
        bench.advance(nanos(1));
        assertEquals("MASTER", bench.state());
        assertEquals(
                "10.77.0.1 let go with priority 0",
                bench.status("VI_1").lastTransition().reason());
    }

    /** (256 - 100) x 100 ms / 256 = 60.9375 ms. */
    @Test
    void version3_skewIsAFractionOfTheInterval() {
        EngineBench bench = started(v3(100, millis(100)).build());
        assertEquals(360_937_500L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    /** (256 - 200) / 256 x 250 ms = 54.6875 ms; 3 x 250 ms more. */
    @Test
    void version3_backupLearnsTheActiveRoutersInterval() {
        EngineBench bench = started(v3(200, seconds(1)).build());
        bench.hearV3(PEER, 200, millis(250));
        assertEquals(804_687_500L, bench.engine().nanosUntilNextDeadline(bench.now()));
        assertEquals(millis(250), bench.status("VI_1").activeInterval());
        bench.hearV3(PEER, 0, millis(250));
        assertEquals(54_687_500L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    /** 7.1: a differing interval is no reason to drop, only for a line now and then. */
    @Test
    void version3_differingIntervalIsLoggedNowAndThenAndNeverDropped() {
        EngineBench bench = started(v3(100, seconds(1)).build());
        bench.forget();
        for (int times = 0; times < 5; times++) {
            bench.hearV3(PEER, 200, millis(500));
        }
        assertEquals(
                List.of("(VI_1) 10.77.0.1 advertises every 0.500 s, we would every 1.000 s"), logs(bench.history()));
        assertEquals(5, bench.status("VI_1").counters().advertisementsReceived());
    }

    /** Version 2, RFC 3768: (256 - 100) / 256 s whatever the interval. */
    @Test
    void version2_skewDoesNotDependOnTheInterval() {
        EngineBench bench = started(v2(100).advertisementInterval(seconds(5)).build());
        assertEquals(15_609_375_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    @Test
    void shutdownOfABackupCancelsItsTimerAndSendsNothing() {
        EngineBench bench = started(v2(100).build());
        bench.forget();
        assertEquals(List.of("INSTANCE VI_1 STOP 100"), notified(bench.on(new VrrpEvent.Shutdown())));
        bench.advance(seconds(100));
        assertEquals(List.of(), sent(bench.history()));
        assertEquals("INIT", bench.state());
    }
}
