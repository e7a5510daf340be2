package holdfast.drill.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.plan.Plans;
import holdfast.drill.plan.RouterTimers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The embedded pair's numbers by hand: the backup's priority is 102, the master's 103; 350 ms of slack. */
class ExpectationTest {
    private final RouterTimers backup =
            Plans.router(100, Plans.haproxyScript(2)).timers();
    private final RouterTimers master =
            Plans.router(101, Plans.haproxyScript(2)).timers();

    @Test
    void afterAReleaseIsTheSkew() {
        Expectation expectation = Expectation.afterRelease(backup);
        assertEquals(Duration.ofNanos(601_562_500), expectation.least()); // 154/256 s
        assertEquals(Duration.ofNanos(951_562_500), expectation.most());
    }

    @Test
    void afterSilenceIsTheActiveDownInterval() {
        Expectation expectation = Expectation.afterSilence(backup);
        assertEquals(Duration.ofNanos(3_601_562_500L), expectation.least());
        assertEquals(Duration.ofNanos(3_951_562_500L), expectation.most());
        assertTrue(expectation.allows(Duration.ofMillis(3_602)));
        assertTrue(expectation.allows(Duration.ofMillis(3_595)), "time stamps may differ by 10 ms");
        assertFalse(expectation.allows(Duration.ofMillis(3_590)), "sooner than computed");
        assertFalse(expectation.allows(Duration.ofMillis(3_960)));
    }

    @Test
    void afterALoweredPriorityIncludesTheCheck() {
        Expectation expectation = Expectation.afterLoweredPriority(backup, List.of(Plans.haproxyScript(2)));
        assertEquals(Duration.ofNanos(5_951_562_500L), expectation.most()); // 2 s + 3601.5625 ms + 350 ms
        assertTrue(expectation.allows(Duration.ZERO));
    }

    @Test
    void afterAFaultNeedsTheSkewOnly() {
        RouterTimers plain = Plans.router(100, Plans.haproxyScript(0)).timers();
        Expectation expectation = Expectation.afterScriptFault(plain, List.of(Plans.haproxyScript(0)));
        assertEquals(Duration.ofNanos(2_959_375_000L), expectation.most()); // 2 s + 609.375 ms + 350 ms
    }

    @Test
    void ofTakingBackWaitsForTheDelay() {
        Expectation expectation = Expectation.takingBack(master, Duration.ofSeconds(2), Duration.ofSeconds(5));
        assertEquals(Duration.ofNanos(10_947_656_250L), expectation.most()); // 3597.65625 + 2000 + 5000 + 350 ms
    }

    @Test
    void ofTheElectionIsTheWinnersActiveDownInterval() {
        assertEquals(
                Duration.ofNanos(8_947_656_250L), Expectation.election(master).most());
    }

    @Test
    void afterHealingIsOneAdvert() {
        assertEquals(
                Duration.ofMillis(1_350),
                Expectation.afterHealing(Duration.ofSeconds(1)).most());
    }
}
