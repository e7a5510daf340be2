package holdfast.vrrp.sim;

import static holdfast.vrrp.sim.NodePlan.router;
import static holdfast.vrrp.sim.Role.ACTIVE;
import static holdfast.vrrp.sim.Role.BACKUP;
import static holdfast.vrrp.sim.Role.FAULT;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.wire.AddressFamily;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What machines, kernels and operators do to routers, one at a time: what holds meanwhile, and what holds again after which time. Reckoned by
 * hand from RFC 3768, 6.1, with an advertisement a second; all invariants are looked at, too. Node a has number 0, b 1, c 2.
 */
final class LanFaultStoriesTest {
    /** 3 x 1 s + (256 - 100)/256 s. */
    private static final Duration DOWN_AT_100 = ofNanos(3_609_375_000L);

    private static final Duration NANOSECOND = ofNanos(1);

    private static SimulatedLan pair() {
        return SimulatedLan.of(router("a", 200), router("b", 100))
                .advanceUntil("a", ACTIVE)
                .advanceUntilAdvertFrom("a");
    }

    // Clocks and machines

    @Test
    void aMachineThatStoodStillIsOutvotedOrHeardWithinOneInterval() {
        var lan = pair().strike(new Fault.Suspend(0)).advance(ofSeconds(60));
        assertEquals(ACTIVE, lan.roleOf("b"));
        lan.strike(new Fault.Resume(0)).advance(ofMillis(1001));
        assertEquals(List.of("a"), lan.holders());
        assertEquals(BACKUP, lan.roleOf("b"));
    }

    @Test
    void aMachineThatStoodStillGivesWayToAHigherPriorityWithItsFirstAdvert() {
        var lan = SimulatedLan.of(router("a", 100), router("b", 200).noPreempt())
                .crashAfterAdvert("b")
                .advanceUntil("a", ACTIVE)
                .restart("b")
                .strike(new Fault.Suspend(0))
                .advance(ofSeconds(60));
        assertEquals(ACTIVE, lan.roleOf("b"));
        lan.strike(new Fault.Resume(0)).advance(ofMillis(1001));
        assertEquals(List.of("b"), lan.holders());
    }

    /** A thousand seconds of a clock that runs a thousandth too fast, then too slow: less than the backup's Skew_Time matters to it. */
    @Test
    void aClockThatIsDisciplinedMovesNothing() {
        var lan = pair();
        for (int rate : new int[] {1000, -1000, 0}) {
            lan.strike(new Fault.ClockRate(1, rate)).strike(new Fault.ClockRate(0, -rate));
            for (int second = 0; second < 30; second++) {
                lan.advance(ofSeconds(1));
                assertEquals(List.of("a"), lan.holders());
                assertEquals(BACKUP, lan.roleOf("b"));
            }
        }
    }

    // The kernel

    @Test
    void theAdvertOfATakeoverLeavesOnTimeHoweverSlowTheKernelIs() {
        var lan =
                pair().strike(new Fault.SlowKernel(1, ofMillis(400).toNanos())).crash("a");
        lan.advance(DOWN_AT_100);
        assertEquals(1, lan.advertsSentBy("b"));
        assertEquals(List.of(), lan.holders());
        lan.advance(ofMillis(400));
        assertEquals(List.of("b"), lan.holders());
    }

    @Test
    void nobodyTakesOverFromOneWhoseKernelIsSlowerThanItsAdverts() {
        var lan = pair().strike(new Fault.SlowKernel(0, ofMillis(1500).toNanos()));
        for (int second = 0; second < 120; second++) {
            lan.advance(ofSeconds(1));
            assertEquals(BACKUP, lan.roleOf("b"));
        }
    }

    @Test
    void whoIsRefusedAllItsAddressesLetsGoAndComesBackHalfAMinuteLater() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 100)).strike(new Fault.KernelMood(0, 1, 0, 0));
        // 3 s + 56/256 s until it tries; then priority 0, and 156/256 s until the other one serves.
        lan.advance(ofNanos(3_218_750_000L));
        assertEquals(FAULT, lan.roleOf("a"));
        lan.advance(ofNanos(609_375_000L));
        assertEquals(List.of("b"), lan.holders());
        lan.strike(new Fault.KernelMood(0, 0, 0, 0)).advance(ofNanos(29_390_624_999L));
        assertEquals(FAULT, lan.roleOf("a"));
        lan.advance(NANOSECOND);
        assertEquals(BACKUP, lan.roleOf("a"));
        lan.advance(ofNanos(3_218_750_000L));
        assertEquals(List.of("a"), lan.holders());
    }

    @Test
    void whoIsRefusedASingleAddressServesTheOthersAndGetsItWithARenewal() {
        var lan = SimulatedLan.of(
                router("a", 200).changed(router -> router.withAddresses(3)),
                router("b", 100).changed(router -> router.withAddresses(3)));
        lan.strike(new Fault.KernelMood(0, 0, 0.5, 0)).advance(ofSeconds(4));
        assertTrue(lan.node(0).kernel().of(0).missing() > 0);
        assertEquals(List.of("a"), lan.holders());
        assertEquals(BACKUP, lan.roleOf("b"));
        lan.strike(new Fault.KernelMood(0, 0, 0, 0)).advance(ofSeconds(1));
        assertEquals(0, lan.node(0).kernel().of(0).missing());
    }

    @Test
    void anAdvertWithoutRoomInTheQueueMovesNothing() {
        var lan = pair().strike(new Fault.FullQueue(0, 1));
        for (int millis = 0; millis < 10_000; millis += 100) {
            lan.advance(ofMillis(100));
            assertEquals(BACKUP, lan.roleOf("b"));
            assertEquals(ACTIVE, lan.roleOf("a"));
        }
    }

    /** Here the lease of two seconds ends with the second of them: who could not say for so long that it is active does not take them again. */
    @Test
    void afterTwoAdvertsWithoutRoomAnEndedLeaseIsNotBegunAnew() {
        var lan = pair().strike(new Fault.FullQueue(0, 2)).advance(ofSeconds(2));
        assertEquals(FAULT, lan.roleOf("a"));
        assertEquals(List.of(), lan.holders());
        lan.advance(ofNanos(609_375_000L));
        assertEquals(List.of("b"), lan.holders());
    }

    /** The lease is not renewed by what nobody hears: two seconds after the last advert that left, the addresses go. */
    @Test
    void fourAdvertsWithoutRoomInTheQueueLoseTheAddressesBeforeAnotherTakesThem() {
        var lan = pair().strike(new Fault.FullQueue(0, 4));
        lan.advance(DOWN_AT_100.minus(NANOSECOND));
        assertEquals(List.of(), lan.holders());
        lan.advance(NANOSECOND);
        assertEquals(List.of("b"), lan.holders());
    }

    // Interfaces

    @Test
    void anInterfaceMadeAnewWithAnotherAddressIsListenedOnBeforeItIsUsed() {
        var lan = pair().strike(new Fault.InterfaceGone(0, 0)).advance(NANOSECOND);
        assertEquals(FAULT, lan.roleOf("a"));
        assertEquals(List.of(), lan.holders());
        lan.advance(DOWN_AT_100);
        assertEquals(List.of("b"), lan.holders());
        lan.strike(new Fault.InterfaceMade(0, 0)).advance(ofSeconds(5));
        assertEquals(FAULT, lan.roleOf("a"));
        lan.strike(new Fault.Renumbered(0, 0, 9)).advance(NANOSECOND);
        assertEquals(BACKUP, lan.roleOf("a"));
        lan.advance(ofNanos(3_218_750_000L));
        assertEquals(List.of("a"), lan.holders());
        assertEquals(
                RouterPlan.hostAddress(AddressFamily.IPV4, 0, 9),
                lan.node(0).view(0).lastSent.source());
    }

    @Test
    void whoIsRenumberedWhileActiveGoesOnWithItsNewAddress() {
        var lan = pair().strike(new Fault.Renumbered(0, 0, 9)).advance(ofMillis(1001));
        assertEquals(
                RouterPlan.hostAddress(AddressFamily.IPV4, 0, 9),
                lan.node(0).view(0).lastSent.source());
        assertEquals(List.of("a"), lan.holders());
        assertEquals(BACKUP, lan.roleOf("b"));
    }

    @Test
    void whoCannotHearIsOutOfTheElectionUntilItCan() {
        var lan = pair().strike(new Fault.Deaf(1, 0, true)).advance(NANOSECOND);
        assertEquals(FAULT, lan.roleOf("b"));
        lan.advance(ofSeconds(60));
        assertEquals(List.of("a"), lan.holders());
        lan.strike(new Fault.Deaf(1, 0, false)).crash("a").advance(DOWN_AT_100);
        assertEquals(List.of("b"), lan.holders());
    }

    // In the middle, and two at once

    @Test
    void aReloadInTheMiddleOfAHandOverEndsItWithoutAGap() {
        var lan = pair().handOver("a").advance(ofMillis(300));
        lan.strike(new Fault.Reconfigure(0, router("a", 210).atHost(1)));
        for (int millis = 0; millis < 5_000; millis += 10) {
            lan.advance(ofMillis(10));
            assertEquals(List.of("a"), lan.holders());
        }
        assertEquals(BACKUP, lan.roleOf("b"));
    }

    @Test
    void aReloadWhileAddressesAreTakenIsReadAfterwards() {
        var lan = pair().strike(new Fault.SlowKernel(1, ofMillis(500).toNanos()))
                .strike(new Fault.InTheMiddle(
                        new Fault.Reconfigure(1, router("b", 150).atHost(2))))
                .crash("a")
                .advance(DOWN_AT_100)
                .advance(ofSeconds(2));
        assertEquals(List.of("b"), lan.holders());
        assertEquals(150, lan.node(1).view(0).toldPriority);
    }

    /** It has said that it is active, and nobody knows better: its successor waits for the whole Active_Down_Interval. */
    @Test
    void whoDiesWhileItTakesAddressesIsReplacedLikeOneThatHadThem() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 150), router("c", 100))
                .advanceUntil("a", ACTIVE)
                .advanceUntilAdvertFrom("a")
                .strike(new Fault.SlowKernel(1, ofMillis(900).toNanos()))
                .strike(new Fault.InTheMiddle(new Fault.Crash(1)))
                .crash("a");
        // 3 s + 106/256 s until b speaks, and c's time after that.
        lan.advance(ofNanos(3_414_062_500L)).advance(DOWN_AT_100.minus(NANOSECOND));
        assertEquals(List.of(), lan.holders());
        lan.advance(NANOSECOND);
        assertEquals(List.of("c"), lan.holders());
    }

    @Test
    void twoFaultsInOneMomentLeaveTheThird() {
        var lan = SimulatedLan.of(router("a", 200), router("b", 150), router("c", 100))
                .advanceUntil("a", ACTIVE)
                .advanceUntilAdvertFrom("a")
                .crash("a")
                .freeze("b");
        lan.advance(DOWN_AT_100);
        assertEquals(List.of("c"), lan.holders());
        // It reads its queue first, and preempts 3 s + 106/256 s after it runs again, as one that was told nothing.
        lan.advance(ofSeconds(30)).thaw("b").advance(ofSeconds(5));
        assertEquals(List.of("b"), lan.holders());
    }
}
