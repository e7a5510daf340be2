package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.nanos;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.vrrp.Effect.AnnounceAddresses;
import holdfast.vrrp.Effect.AnnounceAddresses.Occasion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that stands still and goes on: it must neither take over needlessly nor fight for what it lost. */
class LatenessTest {
    private static final long DOWN_100 = 3_609_375_000L;

    @Test
    void anOnTimeWakeUpTakesOverExactlyAtTheComputedInstant() {
        EngineBench bench = started(v2(100).build());
        bench.advance(nanos(DOWN_100));
        assertEquals(nanos(DOWN_100), bench.elapsed());
        assertEquals("MASTER", bench.state());
    }

    @Test
    void aBackupWokenLessThanAnIntervalLateBelievesTheSilence() {
        EngineBench bench = started(v2(100).build());
        bench.freeze(nanos(DOWN_100).plusMillis(200));
        bench.tick();
        assertEquals("MASTER", bench.state());
    }

    /** The queue is read before the clock is believed. */
    @Test
    void aBackupThatWasFrozenHearsWhatIsQueuedAndStaysBackup() {
        EngineBench bench = started(v2(100).build());
        bench.hear(PEER, 150);
        bench.freeze(seconds(10));
        bench.hear(PEER, 150);
        bench.tick();
        assertEquals("BACKUP", bench.state());
        assertEquals(DOWN_100, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    /** One more interval and Skew_Time: 1.609375 s. */
    @Test
    void aBackupThatWasFrozenAndFindsNothingQueuedListensForAnotherInterval() {
        EngineBench bench = started(v2(100).build());
        bench.hear(PEER, 150);
        bench.freeze(seconds(10));
        List<Effect> effects = bench.tick();
        assertEquals("BACKUP", bench.state());
        assertEquals(
                List.of("(VI_1) VRRP thread timer expired 6.3 s ago; listening for another 1.609 s"), logs(effects));
        bench.advance(nanos(1_609_374_999L));
        assertEquals("BACKUP", bench.state());
        bench.advance(nanos(1));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void anAdvertWithinThatIntervalMakesItAnOrdinaryBackupAgain() {
        EngineBench bench = started(v2(100).build());
        bench.hear(PEER, 150);
        bench.freeze(seconds(10));
        bench.tick();
        bench.advance(millis(999));
        bench.hear(PEER, 150);
        assertEquals(DOWN_100, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    @Test
    void aStarvedBackupIsForgivenThreeTimesOnly() {
        EngineBench bench = started(v2(100).build());
        for (int nap = 0; nap < 3; nap++) {
            bench.freeze(seconds(10));
            bench.tick();
            assertEquals("BACKUP", bench.state());
        }
        bench.freeze(seconds(10));
        bench.tick();
        assertEquals("MASTER", bench.state());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100, 254})
    void anActiveRouterThatWasFrozenDoesNotFightWhoeverTookOver(int priority) {
        EngineBench bench = active(v2(100).build());
        bench.freeze(seconds(10));
        List<Effect> effects = bench.hear(PEER, priority);
        assertEquals("BACKUP", bench.state());
        if (priority <= 100) {
            assertEquals(List.of("ReleaseAddresses", "NotifyTransition"), kinds(effects));
            assertEquals(
                    "frozen for 10.0 s, 10.77.0.1 took over",
                    bench.status("VI_1").lastTransition().reason());
        }
    }

    @Test
    void afterwardsNormalPreemptionFollows() {
        EngineBench bench = active(v2(100).build());
        bench.freeze(seconds(10));
        bench.hear(PEER, 90);
        for (int second = 0; second < 3; second++) {
            bench.advance(seconds(1));
            bench.hear(PEER, 90);
        }
        bench.advance(nanos(609_375_000L));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void anActiveRouterThatWasFrozenAndHearsNobodyStaysAndTellsEveryone() {
        EngineBench bench = active(v2(100).build());
        bench.freeze(seconds(10));
        List<Effect> effects = bench.tick();
        assertEquals("MASTER", bench.state());
        assertEquals(List.of(100), sent(effects));
        assertEquals("AcquireAddresses", kinds(effects).get(1));
        assertEquals(
                new AnnounceAddresses("VI_1", 5, Occasion.RESTORED),
                only(AnnounceAddresses.class, effects).getFirst());
    }

    /** 3 s after its last advert the first backup may take over; until then a rival of lower priority is wrong. */
    @Test
    void anActiveRouterThatWasLateByLessAnswersAsUsual() {
        EngineBench bench = active(v2(100).build());
        bench.freeze(millis(3000));
        assertEquals(List.of(100), sent(bench.hear(PEER, 90)));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void missedAdvertsAreNotSentAfterwards() {
        EngineBench bench = active(v2(100).build());
        bench.freeze(millis(2500));
        assertEquals(List.of(100), sent(bench.tick()));
        assertEquals(1_000_000_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }
}
