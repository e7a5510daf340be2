package holdfast.vrrp.sim;

import static holdfast.vrrp.sim.NodePlan.router;
import static holdfast.vrrp.sim.Role.ACTIVE;
import static holdfast.vrrp.sim.Role.BACKUP;
import static holdfast.vrrp.sim.Role.FAULT;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stories of an ideal LAN, with times reckoned by hand from RFC 9568, 6.1 and RFC 3768, 6.1; all invariants are looked at, too. */
final class LanStoriesTest {
    /** Version 2, priority 100, 1 s: 3 x 1 s + (256 - 100)/256 s. */
    private static final Duration DOWN_AT_100 = ofNanos(3_609_375_000L);

    private static final Duration NANOSECOND = ofNanos(1);

    @Test
    void backupTakesOverOneActiveDownIntervalAfterTheLastAdvert() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100)).crashAfterAdvert("a");
        lan.advance(DOWN_AT_100.minus(NANOSECOND));
        assertEquals(BACKUP, lan.roleOf("b"));
        lan.advance(NANOSECOND);
        assertEquals(ACTIVE, lan.roleOf("b"));
    }

    @Test
    void centisecondIntervalsKeepTheirFractionsOfAMillisecond() {
        var lan = SimulatedLan.of(
                        router("a", 200).version3Every(ofMillis(100)),
                        router("b", 100).version3Every(ofMillis(100)))
                .crashAfterAdvert("a");
        // 3 x 100 ms + 156/256 x 100 ms
        lan.advance(ofNanos(360_937_499L));
        assertEquals(BACKUP, lan.roleOf("b"));
        lan.advance(NANOSECOND);
        assertEquals(ACTIVE, lan.roleOf("b"));
    }

    @Test
    void ofTwoBackupsTheOneWithTheHigherPriorityTakesOver() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100), router("c", 150))
                .crashAfterAdvert("a");
        // 3 s + 106/256 s
        lan.advance(ofNanos(3_414_062_500L));
        assertEquals(ACTIVE, lan.roleOf("c"));
        lan.advance(ofSeconds(10));
        assertEquals(BACKUP, lan.roleOf("b"));
    }

    @Test
    void priorityZeroHandsOverWithinSkewTime() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100)).advanceUntil("a", ACTIVE);
        lan.stop("a");
        lan.advance(ofNanos(609_374_999L));
        assertEquals(BACKUP, lan.roleOf("b"));
        assertEquals(List.of(), lan.holders());
        lan.advance(NANOSECOND);
        assertEquals(ACTIVE, lan.roleOf("b"));
    }

    @Test
    void theLeaseOfAKilledRouterEndsBeforeAnotherTakesItsAddresses() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100)).crashAfterAdvert("a");
        lan.advance(ofMillis(1999));
        assertEquals(List.of("a"), lan.holders());
        lan.advance(ofMillis(1));
        assertEquals(List.of(), lan.holders());
        lan.advance(ofSeconds(2));
        assertEquals(List.of("b"), lan.holders());
    }

    @Test
    void aFrozenMasterLosesItsAddressesAndGivesWayWhenItThaws() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100))
                .advanceUntil("a", ACTIVE)
                .advanceUntilAdvertFrom("a")
                .freeze("a");
        lan.advance(ofSeconds(10));
        assertEquals(ACTIVE, lan.roleOf("b"));
        assertEquals(List.of("b"), lan.holders());
        lan.thaw("a");
        assertEquals(BACKUP, lan.roleOf("a"));
        assertEquals(List.of("b"), lan.holders());
        // It has the higher priority, and preempts in due time: 3 s + 56/256 s.
        lan.advance(ofNanos(3_218_750_000L));
        assertEquals(ACTIVE, lan.roleOf("a"));
        assertEquals(List.of("a"), lan.holders());
    }

    @Test
    void aFrozenBackupReadsItsQueueBeforeItBelievesInSilence() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100))
                .advanceUntil("a", ACTIVE)
                .freeze("b")
                .advance(ofSeconds(30))
                .thaw("b")
                .advance(ofSeconds(3));
        assertEquals(BACKUP, lan.roleOf("b"));
        assertEquals(ACTIVE, lan.roleOf("a"));
    }

    @Test
    void bothSidesOfAPartitionHaveAnActiveRouterAndOneGivesWayWhenItHeals() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100))
                .advanceUntil("a", ACTIVE)
                .partition("a")
                .advanceUntil("b", ACTIVE);
        assertEquals(List.of("a", "b"), lan.holders());
        lan.heal().advanceUntilAdvertFrom("a");
        assertEquals(ACTIVE, lan.roleOf("a"));
        assertEquals(BACKUP, lan.roleOf("b"));
        assertEquals(List.of("a"), lan.holders());
    }

    @Test
    void afterAPartitionTheHigherAnswersTheLowerAtOnceWhoeverSpeaksFirst() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100))
                .advanceUntil("a", ACTIVE)
                .partition("a")
                .advanceUntil("b", ACTIVE);
        long said = lan.advertsSentBy("a");
        lan.advanceUntilAdvertFrom("a").heal();
        assertEquals(said + 1, lan.advertsSentBy("a"));
        lan.advanceUntilAdvertFrom("b");
        assertEquals(BACKUP, lan.roleOf("b"));
        assertEquals(ACTIVE, lan.roleOf("a"));
    }

    @Test
    void aHigherPriorityThatComesLaterPreempts() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100))
                .crashAfterAdvert("a")
                .advanceUntil("b", ACTIVE)
                .restart("a");
        lan.advance(ofNanos(3_218_749_999L));
        assertEquals(ACTIVE, lan.roleOf("b"));
        lan.advance(NANOSECOND);
        assertEquals(ACTIVE, lan.roleOf("a"));
        assertEquals(BACKUP, lan.roleOf("b"));
    }

    @Test
    void withNopreemptItWaitsForSilence() {
        var lan = SimulatedLan.of(router("a", 200).noPreempt(), router("b", 100))
                .crashAfterAdvert("a")
                .advanceUntil("b", ACTIVE)
                .restart("a")
                .advance(Duration.ofMinutes(2));
        assertEquals(BACKUP, lan.roleOf("a"));
        lan.crashAfterAdvert("b").advance(ofNanos(3_218_750_000L));
        assertEquals(ACTIVE, lan.roleOf("a"));
    }

    @Test
    void withPreemptDelayItLetsTheLowerOneWorkForAWhile() {
        var lan = SimulatedLan.of(router("a", 200).preemptAfter(ofSeconds(60)), router("b", 100))
                .crashAfterAdvert("a")
                .advanceUntil("b", ACTIVE)
                .restart("a");
        lan.advance(ofSeconds(60));
        assertEquals(BACKUP, lan.roleOf("a"));
        lan.advance(ofSeconds(5));
        assertEquals(ACTIVE, lan.roleOf("a"));
    }

    @Test
    void equalPrioritiesAreDecidedByTheGreaterAddress() {
        var lan = SimulatedLan.of(router("a", 100).atHost(9), router("b", 100).atHost(200));
        lan.advance(DOWN_AT_100);
        assertEquals(BACKUP, lan.roleOf("a"));
        assertEquals(ACTIVE, lan.roleOf("b"));
    }

    @Test
    void anEqualPriorityDoesNotTakeOverFromAnActiveRouter() {
        var lan = SimulatedLan.of(router("a", 100).atHost(9), router("b", 100).atHost(200))
                .crashAfterAdvert("b")
                .advanceUntil("a", ACTIVE)
                .restart("b")
                .advance(Duration.ofMinutes(2));
        assertEquals(ACTIVE, lan.roleOf("a"));
        assertEquals(BACKUP, lan.roleOf("b"));
    }

    @Test
    void aLinkThatGoesDownIsAFaultAndComesBackAsBackup() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100))
                .advanceUntil("a", ACTIVE)
                .advanceUntilAdvertFrom("a")
                .link("a", false);
        assertEquals(FAULT, lan.roleOf("a"));
        lan.advance(DOWN_AT_100);
        assertEquals(ACTIVE, lan.roleOf("b"));
        lan.link("a", true);
        assertEquals(BACKUP, lan.roleOf("a"));
        lan.advance(ofSeconds(4));
        assertEquals(ACTIVE, lan.roleOf("a"));
    }

    @Test
    void addressesAnotherProgramRemovedAreBackAtOnce() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100))
                .advanceUntil("a", ACTIVE)
                .removeAddresses("a");
        assertEquals(ACTIVE, lan.roleOf("a"));
        assertEquals(List.of("a"), lan.holders());
    }

    @Test
    void theOwnerIsActiveAtOnce() {
        var lan = SimulatedLan.of(router("a", 255), router("b", 100));
        assertEquals(ACTIVE, lan.roleOf("a"));
    }

    @Test
    void aClockThatOverflowsChangesNothing() {
        var nearTheEnd = new DriftingClock(Long.MAX_VALUE - ofSeconds(5).toNanos(), 0);
        var lan = SimulatedLan.of(router("a", 200), router("b", 100).with(nearTheEnd))
                .crashAfterAdvert("a");
        lan.advance(DOWN_AT_100.minus(NANOSECOND));
        assertEquals(BACKUP, lan.roleOf("b"));
        lan.advance(NANOSECOND);
        assertEquals(ACTIVE, lan.roleOf("b"));
    }

    /** Priority 100: 156/256 s after priority 0; until it is heard the other one serves. */
    @Test
    void handOver_thereIsAlwaysSomebodyWhoHoldsTheAddresses() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100)).advanceUntil("a", ACTIVE);
        lan.advanceUntilAdvertFrom("a").handOver("a");
        lan.advance(ofNanos(609_374_999L));
        assertEquals(List.of("a"), lan.holders());
        lan.advance(NANOSECOND);
        assertEquals(List.of("b"), lan.holders());
        lan.advance(ofSeconds(60));
        assertEquals(List.of("b"), lan.holders());
        assertEquals(BACKUP, lan.roleOf("a"));
        lan.takeBack("a");
        assertEquals(List.of("a"), lan.holders());
        assertEquals(BACKUP, lan.roleOf("b"));
    }

    @Test
    void handOver_theBestBackupSucceeds() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100), router("c", 150))
                .advanceUntil("a", ACTIVE);
        lan.handOver("a").advance(ofSeconds(2));
        assertEquals(List.of("c"), lan.holders());
    }

    @Test
    void handOver_aSuccessorThatDiesIsReplaced() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100)).advanceUntil("a", ACTIVE);
        lan.handOver("a").advanceUntil("b", ACTIVE).crashAfterAdvert("b");
        lan.advance(ofSeconds(4));
        assertEquals(ACTIVE, lan.roleOf("a"));
    }

    @Test
    void handOver_alone_theAddressesStay() {
        var lan = SimulatedLan.of(router("a", 200)).advanceUntil("a", ACTIVE);
        lan.handOver("a");
        for (int i = 0; i < 20; i++) {
            lan.advance(ofMillis(100));
            assertEquals(List.of("a"), lan.holders());
        }
        assertEquals(ACTIVE, lan.roleOf("a"));
    }

    @Test
    void maintenance_onlyWhereNobodyElseIs() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100)).advanceUntil("a", ACTIVE);
        lan.maintenance("a", true).handOver("a").advance(ofSeconds(2));
        assertEquals(List.of("b"), lan.holders());
        lan.crash("b").advance(ofSeconds(5));
        assertEquals(ACTIVE, lan.roleOf("a"));
        lan.restart("b").advance(ofSeconds(5));
        assertEquals(ACTIVE, lan.roleOf("b"));
        assertEquals(BACKUP, lan.roleOf("a"));
        lan.maintenance("a", false).advance(ofSeconds(5));
        assertEquals(ACTIVE, lan.roleOf("a"));
    }
}
