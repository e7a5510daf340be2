package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.nanos;
import static holdfast.vrrp.EngineBench.notified;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.VrrpEvent.TrackedObjectChanged;
import holdfast.vrrp.wire.AddressFamily;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tracked things and priorities: docs/keepalived-behaviours.md, items 24 to 28. */
class KeepalivedTrackingTest {
    private static final TrackStatus BAD = new TrackStatus.Bad("exited with status 1");

    private static Tracked script(String name, int weight) {
        return script(name, weight, false);
    }

    private static Tracked script(String name, int weight, boolean reverse) {
        return new Tracked(new TrackedObject(TrackedObject.Kind.SCRIPT, name), weight, reverse);
    }

    private static Tracked file(int weight, boolean reverse) {
        return new Tracked(new TrackedObject(TrackedObject.Kind.FILE, "f"), weight, reverse);
    }

    private static EngineBench tracking(int priority, Tracked... trackers) {
        return started(v2(priority).trackers(List.of(trackers)).build());
    }

    @Test
    void anInterfaceThatIsGoneIsAFaultUntilItIsBack() {
        EngineBench bench = tracking(100);
        List<Effect> effects = bench.on(new VrrpEvent.LinkGone("eth0"));
        assertTrue(
                notified(effects).getFirst().startsWith("INSTANCE VI_1 FAULT"),
                notified(effects).toString());
        assertTrue(
                logs(effects).getFirst().contains("interface eth0 not found"),
                logs(effects).toString());
        bench.linkUp("eth0");
        assertEquals(100, priority(bench));
    }

    /** A master that a tracker has made worse says so twice at once; its periodic adverts come as they would have come. */
    @Test
    void aMasterThatFallsOffersItsPlace() {
        EngineBench bench = active(v2(100).trackers(List.of(script("chk", -20))).build());
        bench.advance(millis(300));
        assertEquals(List.of(80, 80), sent(bench.script("chk", BAD)));
        assertEquals(millis(700).toNanos(), bench.engine().nanosUntilNextDeadline(bench.now()));
        assertEquals(
                List.of(), sent(bench.script("chk", new TrackStatus.Good())), "nobody is to wait for a better one");
        assertEquals(List.of(), sent(bench.script("chk", BAD)), "once an interval");
    }

    /** Two adverts of lower priority at once are an offer: Skew_Time (0.609375 s) instead of what is left of 3.6 s. */
    @Test
    void aBetterBackupTakesAnOfferAfterSkewTime() {
        EngineBench bench = started(v2(100).build());
        bench.hear(EngineBench.PEER, 120);
        bench.advance(millis(300));
        bench.hear(EngineBench.PEER, 80);
        bench.hear(EngineBench.PEER, 80);
        bench.advance(nanos(609_374_999L));
        assertEquals("BACKUP", bench.state());
        bench.advance(nanos(1));
        assertEquals("MASTER", bench.state());
    }

    /** RFC 9568, 6.4.2: discarded, and the timer goes on. */
    @ParameterizedTest
    @CsvSource({"100, 80, 80, 251", "100, 80, 79, 0", "100, 120, 120, 0", "80, 80, 80, 0"})
    void otherAdvertsOfLowerPriorityAreNoOffer(int ours, int first, int second, long millisBetween) {
        EngineBench bench = started(v2(ours).build());
        bench.hear(EngineBench.PEER, 120);
        bench.hear(EngineBench.PEER, first);
        bench.advance(millis(millisBetween));
        bench.hear(EngineBench.PEER, second);
        bench.advance(millis(3_000 - millisBetween));
        assertEquals("BACKUP", bench.state());
    }

    /** A process that stood still reads what came meanwhile at once. */
    @Test
    void advertsThatWaitedInTheQueueAreNoOffer() {
        EngineBench bench = active(v2(100).build());
        bench.freeze(seconds(10));
        for (int i = 0; i < 7; i++) {
            bench.hear(EngineBench.PEER, 80);
        }
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(3_600));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(10));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void whoMustNotPreemptTakesNoOffer() {
        EngineBench bench = started(v2(100).preemption(new Preemption.Never()).build());
        bench.hear(EngineBench.PEER, 120);
        bench.hear(EngineBench.PEER, 80);
        bench.hear(EngineBench.PEER, 80);
        bench.advance(millis(3_000));
        assertEquals("BACKUP", bench.state());
    }

    /** Silence means nothing to a router that cannot hear: it would take over from one that is well. */
    @Test
    void aRouterThatCannotHearAdvertsIsInFault() {
        EngineBench bench = tracking(100);
        List<Effect> effects = bench.on(new VrrpEvent.HearingChanged(
                "eth0", AddressFamily.IPV4, Optional.of("No buffer space available (ENOBUFS)")));
        assertTrue(
                logs(effects).getFirst().contains("adverts cannot be heard: No buffer space available"),
                logs(effects).toString());
        assertEquals(List.of(), sent(bench.advance(seconds(20))));
        bench.on(new VrrpEvent.HearingChanged("eth0", AddressFamily.IPV4, Optional.empty()));
        assertTrue(!sent(bench.advance(seconds(20))).isEmpty());
    }

    /** A script that a reload took away and another one brings back starts without a result. */
    @Test
    void whatIsUnknownAgainHasNoEffect() {
        EngineBench bench = tracking(101, script("chk", -2));
        bench.script("chk", BAD);
        assertEquals(99, priority(bench));
        bench.script("chk", new TrackStatus.Unknown());
        assertEquals(101, priority(bench));
    }

    private static int priority(EngineBench bench) {
        return bench.status("VI_1").effectivePriority();
    }

    private static void fileHolds(EngineBench bench, long number) {
        bench.on(new TrackedObjectChanged(
                new TrackedObject(TrackedObject.Kind.FILE, "f"), new TrackStatus.Value(number)));
    }

    /** The seed scenario: 101 with weight 2 is 103 while HAProxy runs. */
    @Test
    void item24_positiveWeightIsAddedWhileGood() {
        EngineBench bench = tracking(101, script("chk_haproxy", 2));
        assertEquals(101, priority(bench));
        bench.script("chk_haproxy", new TrackStatus.Good());
        assertEquals(103, priority(bench));
        List<Effect> effects = bench.script("chk_haproxy", BAD);
        assertEquals(101, priority(bench));
        assertEquals(
                List.of("(VI_1) Changing effective priority from 103 to 101"
                        + " (script chk_haproxy failed, exited with status 1: -2)"),
                logs(effects));
        assertEquals(
                List.of(new Effect.NotifyPriorityChanged(
                        "VI_1",
                        Effect.NotifiedState.BACKUP,
                        103,
                        101,
                        "script chk_haproxy failed, exited with status 1")),
                only(Effect.NotifyPriorityChanged.class, effects));
    }

    @Test
    void item24_negativeWeightIsSubtractedWhileBad() {
        EngineBench bench = tracking(101, script("chk", -2));
        bench.script("chk", new TrackStatus.Good());
        assertEquals(101, priority(bench));
        assertEquals(
                List.of("(VI_1) Changing effective priority from 101 to 99 (script chk failed: -2)"),
                logs(bench.script("chk", new TrackStatus.Bad(""))));
        assertEquals(99, priority(bench));
    }

    @Test
    void item24_reverseSwapsGoodAndBad() {
        EngineBench bench = tracking(100, script("a", 10, true), script("b", -20, true));
        bench.script("a", BAD);
        assertEquals(110, priority(bench));
        bench.script("b", new TrackStatus.Good());
        assertEquals(90, priority(bench));
    }

    @Test
    void item24_theSumIsCutTo1And254AndIsNoFault() {
        EngineBench bench = tracking(100, script("down", -200), script("up", 253));
        bench.script("down", BAD);
        assertEquals(1, priority(bench));
        assertEquals("BACKUP", bench.state());
        bench.script("down", new TrackStatus.Good());
        bench.script("up", new TrackStatus.Good());
        assertEquals(254, priority(bench));
    }

    @Test
    void item24_weight0IsAFaultWhileBad() {
        EngineBench bench = tracking(100, script("chk", 0));
        bench.script("chk", new TrackStatus.Good());
        assertEquals("BACKUP", bench.state());
        List<Effect> effects = bench.script("chk", BAD);
        assertEquals("FAULT", bench.state());
        assertTrue(logs(effects).contains("(VI_1) Entering FAULT STATE (script chk failed, exited with status 1)"));
        bench.script("chk", new TrackStatus.Good());
        assertEquals(
                "recovered from: script chk failed, exited with status 1",
                bench.status("VI_1").lastTransition().reason());
    }

    @Test
    void item24_weight0ReverseIsAFaultWhileGood() {
        EngineBench bench = tracking(100, script("chk", 0, true));
        bench.script("chk", new TrackStatus.Good());
        assertEquals("FAULT", bench.state());
        bench.script("chk", BAD);
        assertEquals("BACKUP", bench.state());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5, 105",
        "2, 5, 110",
        "-2, 5, 90",
        "1, -5, 95",
        "10, 100, 254",
        "1, -253, 1",
        "1, 9223372036854775807, 254"
    })
    void item25_aFileAddsItsNumberTimesTheWeight(int weight, long number, int expected) {
        EngineBench bench = tracking(100, file(weight, false));
        fileHolds(bench, number);
        assertEquals(expected, priority(bench));
        assertEquals("BACKUP", bench.state());
    }

    @ParameterizedTest
    @CsvSource({"1, -254, FAULT", "1, -253, BACKUP", "-2, 127, FAULT", "0, 1, FAULT", "0, 0, BACKUP", "0, -1, FAULT"})
    void item25_aProductOfMinus254OrAnyNumberWithWeight0IsAFault(int weight, long number, String state) {
        EngineBench bench = tracking(100, file(weight, false));
        fileHolds(bench, number);
        assertEquals(state, bench.state());
    }

    @Test
    void item25_reverseWithWeight0FaultsOnZeroAndElseTurnsTheSign() {
        EngineBench zero = tracking(100, file(0, true));
        fileHolds(zero, 0);
        assertEquals("FAULT", zero.state());
        fileHolds(zero, 3);
        assertEquals("BACKUP", zero.state());
        EngineBench turned = tracking(100, file(2, true));
        fileHolds(turned, 3);
        assertEquals(94, priority(turned));
    }

    @Test
    void item26_aWeight0ScriptHoldsTheRouterUntilItsFirstResult() {
        EngineBench bench = tracking(100, script("chk", 0));
        assertEquals("INIT", bench.state());
        assertEquals(List.of(), notified(bench.history()));
        bench.advance(seconds(60));
        assertEquals("INIT", bench.state());
        bench.script("chk", new TrackStatus.Good());
        assertEquals("BACKUP", bench.state());
        assertEquals(List.of("INSTANCE VI_1 BACKUP 100"), notified(bench.history()));
    }

    @Test
    void item26_aWeight0ScriptWhoseFirstResultIsBadIsAFault() {
        EngineBench bench = tracking(255, script("chk", 0));
        bench.script("chk", BAD);
        assertEquals(List.of("INSTANCE VI_1 FAULT 255"), notified(bench.history()));
    }

    @Test
    void item26_aWeightedScriptHoldsNothingAndAddsNothingWhileUnknown() {
        EngineBench bench = tracking(100, script("up", 50), script("down", -50));
        assertEquals("BACKUP", bench.state());
        assertEquals(100, priority(bench));
    }

    /** 2.5 s are left of 3.609375 s at priority 100; at 50 the skew is 0.8046875 s instead of 0.609375 s. */
    @Test
    void item27_aPriorityChangeRescalesTheRunningDownTimer() {
        EngineBench bench = tracking(100, script("chk", -50));
        bench.advance(nanos(1_109_375_000L));
        bench.script("chk", BAD);
        assertEquals(2_695_312_500L, bench.engine().nanosUntilNextDeadline(bench.now()));
        bench.script("chk", new TrackStatus.Good());
        assertEquals(2_500_000_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    @Test
    void item27_whileActiveABetterPriorityShowsInTheNextAdvertOnly() {
        EngineBench bench = active(v2(100).trackers(List.of(script("chk", 50))).build());
        bench.advance(millis(300));
        assertEquals(List.of(), sent(bench.script("chk", new TrackStatus.Good())));
        assertEquals(List.of(150), sent(bench.advance(millis(700))));
    }

    @Test
    void item28_aTrackedInterfaceFaultsOrWeighs() {
        Tracked strict = new Tracked(new TrackedObject(TrackedObject.Kind.INTERFACE, "eth1"), 0, false);
        Tracked weighing = new Tracked(new TrackedObject(TrackedObject.Kind.INTERFACE, "eth2"), -30, false);
        EngineBench bench = new EngineBench(EngineConfiguration.of(
                        v2(100).trackers(List.of(strict, weighing)).build()))
                .linkUp("eth0")
                .linkUp("eth1")
                .linkUp("eth2")
                .start();
        bench.linkDown("eth2");
        assertEquals(70, priority(bench));
        bench.linkDown("eth1");
        assertEquals(
                "interface eth1 down", bench.status("VI_1").lastTransition().reason());
        bench.linkDown("eth0");
        bench.linkUp("eth1");
        assertEquals("FAULT", bench.state(), "each interface counts by itself");
    }

    @Test
    void item28_dontTrackPrimaryIgnoresTheOwnLink() {
        EngineBench bench = active(v2(100).rules(ElectionRules.DEFAULT.withTrackOwnInterface(false))
                .build());
        bench.linkDown("eth0");
        assertEquals("MASTER", bench.state());
    }

    @Test
    void processesCountLikeScripts() {
        Tracked process = new Tracked(new TrackedObject(TrackedObject.Kind.PROCESS, "p"), 0, false);
        EngineBench bench = tracking(100, process);
        bench.on(new TrackedObjectChanged(process.object(), new TrackStatus.Good()));
        bench.on(new TrackedObjectChanged(process.object(), new TrackStatus.Bad("")));
        assertEquals(
                "process p lost quorum", bench.status("VI_1").lastTransition().reason());
    }
}
