package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.STRANGER;
import static holdfast.vrrp.EngineBench.VIP;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.addresses;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.nanos;
import static holdfast.vrrp.EngineBench.notified;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static holdfast.vrrp.EngineBench.v3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.Effect.AnnounceAddresses;
import holdfast.vrrp.Effect.AnnounceAddresses.Occasion;
import holdfast.vrrp.VrrpEvent.LinkChanged;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ProtocolVersion;
import holdfast.vrrp.wire.RejectionReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The election: docs/keepalived-behaviours.md, items 1 to 15. */
class KeepalivedElectionTest {
    private static ElectionRules rules() {
        return ElectionRules.DEFAULT;
    }

    /** (256 - 155) / 256 s = 0.394531250 s. */
    @Test
    void item01_stateMasterBelow255StartsAsBackupAndWaitsTheWholeDownInterval() {
        EngineBench bench =
                started(v2(155).wantedState(VirtualRouter.WantedState.MASTER).build());
        assertEquals("BACKUP", bench.state());
        assertEquals(3_394_531_250L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    /** 5 x 1 s + 0.609375 s; version 3 with 20 ms: 5 x 20 ms + 156 / 256 x 20 ms = 112.1875 ms. */
    @Test
    void item02_downIntervalCountsTheConfiguredAdvertsWithoutLosingPrecision() {
        assertEquals(
                nanos(5_609_375_000L),
                started(v2(100).downTimerAdverts(5).build()).status("VI_1").activeDownInterval());
        assertEquals(
                nanos(112_187_500L),
                started(v3(100, millis(20)).downTimerAdverts(5).build())
                        .status("VI_1")
                        .activeDownInterval());
    }

    /** (256 - 105) / 256 s = 0.58984375 s. */
    @Test
    void item03_priorityZeroLetsABackupTakeOverAfterSkewOnly() {
        EngineBench bench = started(v2(105).build());
        bench.hear(PEER, 0);
        bench.advance(nanos(589_843_749L));
        assertEquals("BACKUP", bench.state());
        bench.advance(nanos(1));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void item04_nopreemptAcceptsLowerPriorities() {
        EngineBench bench = started(v2(100).preemption(Preemption.NEVER).build());
        for (int second = 0; second < 20; second++) {
            bench.advance(seconds(1));
            bench.hear(PEER, 50);
        }
        assertEquals("BACKUP", bench.state());
        bench.advance(nanos(3_609_375_000L));
        assertEquals("MASTER", bench.state());
    }

    /** RFC 3768 drops what has another interval; RFC 9568 learns it. */
    @Test
    void item05_version2DropsAnotherIntervalAndVersion3LearnsIt() {
        EngineBench two = started(v2(100).build());
        EngineBench.Fingerprint before = two.fingerprint();
        two.hear(PEER, new Advertisement(ProtocolVersion.V2, 51, 200, seconds(2), Authentication.NONE, addresses(VIP)));
        assertEquals(before, two.fingerprint());
        assertEquals(
                Map.of(RejectionReason.OTHER_INTERVAL, 1L),
                two.status("VI_1").counters().rejected());
        EngineBench three = started(v3(100, seconds(1)).build());
        three.hearV3(PEER, 200, seconds(2));
        assertEquals(seconds(2), three.status("VI_1").activeInterval());
    }

    /** The delay of 3 s begins with the first lower advert; the last one accepted restarts the timer once more. */
    @Test
    void item06_preemptDelayBeginsWithTheFirstLowerAdvert() {
        EngineBench bench =
                started(v2(100).preemption(new Preemption.After(seconds(3))).build());
        bench.advance(millis(500));
        for (int beat = 0; beat < 3; beat++) {
            bench.hear(PEER, 90);
            bench.advance(seconds(1));
        }
        // Heard at 0.5, 1.5 and 2.5 s; at 3.5 s the delay is over. 2.5 + 3.609375 = 6.109375 s after the start.
        bench.hear(PEER, 90);
        bench.advance(nanos(2_609_374_999L));
        assertEquals("BACKUP", bench.state());
        bench.advance(nanos(1));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void item06_preemptDelayIsCancelledByAnEqualOrHigherAdvert() {
        EngineBench bench =
                started(v2(100).preemption(new Preemption.After(seconds(3))).build());
        bench.hear(PEER, 90);
        bench.advance(seconds(2));
        bench.hear(PEER, 100);
        bench.advance(seconds(2));
        bench.hear(PEER, 90);
        // Had the delay gone on, this advert would have been discarded.
        assertEquals(3_609_375_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    @Test
    void item06_preemptDelayNeverDelaysTakeoverFromSilence() {
        EngineBench bench =
                started(v2(100).preemption(new Preemption.After(seconds(1000))).build());
        bench.hear(PEER, 90);
        bench.advance(nanos(3_609_375_000L));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void item07_nopreemptIsNotHeededWithStateMaster() {
        EngineBench bench = started(v2(100).preemption(Preemption.NEVER)
                .wantedState(VirtualRouter.WantedState.MASTER)
                .build());
        bench.advance(seconds(3));
        bench.hear(PEER, 90);
        bench.advance(nanos(609_375_000L));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void item07_nopreemptHoldsAfterAFaultToo() {
        EngineBench bench = active(v2(100).preemption(Preemption.NEVER).build());
        bench.linkDown("eth0");
        assertEquals("FAULT", bench.state());
        bench.linkUp("eth0");
        for (int second = 0; second < 10; second++) {
            bench.hear(PEER, 50);
            bench.advance(seconds(1));
        }
        assertEquals("BACKUP", bench.state());
    }

    @Test
    void item08_samePriorityAndOurOwnAddressIsOnlyAWarning() {
        EngineBench bench = active(v2(100).build());
        EngineBench.Fingerprint before = bench.fingerprint();
        List<Effect> effects = bench.hear(OURS, 100);
        assertEquals(before, bench.fingerprint());
        assertEquals(List.of(), kinds(effects));
        assertEquals(
                List.of("(VI_1) ignoring advertisement from 10.77.0.2: our own source address (10.77.0.2)"),
                logs(effects));
    }

    @Test
    void item09_masterHearingLowerAdvertisesAnnouncesAndNotifies() {
        EngineBench bench = active(v2(100).build());
        bench.advance(seconds(10));
        List<Effect> effects = bench.hear(PEER, 50);
        assertEquals(List.of("SendAdvertisement", "AnnounceAddresses", "NotifyLowerPriorityReceived"), kinds(effects));
        assertEquals(
                List.of(new AnnounceAddresses("VI_1", 5, Occasion.RIVAL_HEARD)),
                only(AnnounceAddresses.class, effects));
        assertEquals(
                List.of("(VI_1) Received advert from 10.77.0.1 with lower priority 50, ours 100, forcing new election"),
                logs(effects));
        bench.forget();
        bench.advance(millis(4_999));
        assertEquals(
                List.of(
                        new AnnounceAddresses("VI_1", 1, Occasion.REPEAT),
                        new AnnounceAddresses("VI_1", 1, Occasion.REPEAT)),
                only(AnnounceAddresses.class, bench.history()),
                "in a moment, for the other's ARPs may come after ours: Holdfast's own");
        bench.forget();
        bench.advance(millis(1));
        assertEquals(
                List.of(new AnnounceAddresses("VI_1", 5, Occasion.REPEAT)),
                only(AnnounceAddresses.class, bench.history()));
    }

    @Test
    void item09_lowerPrioNoAdvertDiscards() {
        EngineBench bench =
                active(v2(100).rules(rules().withAnswerLowerPriority(false)).build());
        List<Effect> effects = bench.hear(PEER, 50);
        assertEquals(List.of(), kinds(effects));
        assertEquals(List.of("(VI_1) received lower priority (50) advert from 10.77.0.1 - discarding"), logs(effects));
    }

    @Test
    void item10_masterHearingHigherSaysFarewellBeforeItGoes() {
        EngineBench bench = active(v2(100).build());
        List<Effect> effects = bench.hear(PEER, 150);
        assertEquals(List.of("SendAdvertisement", "ReleaseAddresses", "NotifyTransition"), kinds(effects));
        assertEquals(List.of(100), sent(effects));
    }

    @Test
    void item10_withoutHigherPrioSendAdvertItGoesSilently() {
        EngineBench bench = active(
                v2(100).rules(rules().withFarewellToHigherPriority(false)).build());
        List<Effect> effects = bench.hear(PEER, 150);
        assertEquals(List.of("ReleaseAddresses", "NotifyTransition"), kinds(effects));
    }

    @Test
    void item11_trackersNeverAlterAnOwner() {
        Tracked script = new Tracked(new TrackedObject(TrackedObject.Kind.SCRIPT, "chk"), -100, false);
        EngineBench bench = started(v2(255).trackers(List.of(script)).build());
        bench.script("chk", new TrackStatus.Bad("exited with status 1"));
        assertEquals(255, bench.status("VI_1").effectivePriority());
    }

    @Test
    void item11_ofTwoOwnersTheLowerAddressGivesWayAndReturnsWhenTheOtherIsGone() {
        EngineBench bench = started(v2(255).build());
        List<Effect> effects = bench.hear(STRANGER, 255);
        assertEquals("BACKUP", bench.state());
        assertTrue(logs(effects).contains("(VI_1) 10.77.0.3 also claims to own the addresses (priority 255)"));
        // 3 x 1 s + 1 / 256 s
        bench.advance(nanos(3_003_906_250L));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void item11_ownerIgnoreAdvertsListensToNobody() {
        EngineBench bench =
                started(v2(255).rules(rules().withOwnerIgnoresAdverts(true)).build());
        bench.hear(STRANGER, 255);
        assertEquals("MASTER", bench.state());
    }

    @Test
    void item12_initAndFaultIgnoreAdverts() {
        EngineBench init = new EngineBench(EngineConfiguration.of(v2(100).build())).linkUp("eth0");
        init.hear(PEER, 200);
        assertEquals("INIT", init.state());
        EngineBench fault = started(v2(100).build()).linkDown("eth0");
        EngineBench.Fingerprint before = fault.fingerprint();
        fault.hear(PEER, 200);
        fault.hear(PEER, 0);
        assertEquals(before, fault.fingerprint());
    }

    @Test
    void item12_faultEndsInBackupNeverInMaster() {
        EngineBench bench = active(v2(254).build()).linkDown("eth0");
        bench.forget();
        bench.linkUp("eth0");
        assertEquals(List.of("INSTANCE VI_1 BACKUP 254"), notified(bench.history()));
        assertEquals("BACKUP", bench.state());
    }

    @Test
    void item12_onlyAnOwnerGoesFromFaultToMaster() {
        EngineBench bench = started(v2(255).build()).linkDown("eth0");
        assertEquals("FAULT", bench.state());
        bench.linkUp("eth0");
        assertEquals("MASTER", bench.state());
    }

    @Test
    void item12_enteringFaultFromMasterLetsGoAndReleases() {
        EngineBench bench = active(v2(100).build());
        List<Effect> effects = bench.on(new LinkChanged("eth0", false, Optional.of(OURS), Optional.empty()));
        assertEquals(List.of("SendAdvertisement", "ReleaseAddresses", "NotifyTransition"), kinds(effects));
        assertEquals(List.of(0), sent(effects));
        assertEquals(List.of("INSTANCE VI_1 FAULT 100"), notified(effects));
        assertEquals(
                List.of(
                        "(VI_1) sent 0 priority",
                        "(VI_1) removing VIPs.",
                        "(VI_1) Entering FAULT STATE (interface eth0 down)"),
                logs(effects));
    }

    @Test
    void item13_theFirstAdvertLeavesBeforeAddressesAreTouched() {
        List<String> kinds = kinds(started(v2(255).build()).history());
        assertTrue(kinds.indexOf("SendAdvertisement") < kinds.indexOf("AcquireAddresses"));
        assertTrue(kinds.indexOf("AcquireAddresses") < kinds.indexOf("AnnounceAddresses"));
    }

    /** The router that is driven away lets go at once: whoever comes after it must be ready, or nobody answers. */
    @Test
    void item13_whoPreemptsHasTheAddressesBeforeItSaysSo() {
        EngineBench bench = started(v2(150).build());
        bench.hear(PEER, 100);
        bench.advance(seconds(1));
        bench.hear(PEER, 100);
        bench.advance(seconds(1));
        bench.hear(PEER, 100);
        List<String> kinds = kinds(bench.advance(seconds(2)));
        assertEquals(
                List.of("AcquireAddresses", "AnnounceAddresses", "SendAdvertisement", "NotifyTransition"),
                kinds.subList(0, 4));
    }

    @Test
    void item14_startupDelayHoldsEverythingAndNotifiesNobody() {
        EngineBench bench = new EngineBench(
                        new EngineConfiguration(List.of(v2(255).build()), List.of(), seconds(7), false))
                .linkUp("eth0")
                .start();
        bench.advance(millis(6999));
        assertEquals(List.of(), bench.history());
        assertEquals("INIT", bench.state());
        bench.advance(millis(1));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void item15_timerExpiredBackupSendsALateMasterToBackup() {
        EngineBench bench = active(v2(100).preemption(Preemption.NEVER)
                .rules(rules().withBackupWhenLateBy(2))
                .build());
        bench.freeze(millis(3100));
        List<Effect> effects = bench.tick();
        assertEquals("BACKUP", bench.state());
        assertEquals(List.of(), sent(effects));
        assertTrue(logs(effects).contains("(VI_1) VRRP thread timer expired 2.1 s ago"));
    }

    @Test
    void item15_withoutNopreemptItStays() {
        EngineBench bench =
                active(v2(100).rules(rules().withBackupWhenLateBy(1)).build());
        bench.freeze(millis(2500));
        bench.tick();
        assertEquals("MASTER", bench.state());
    }
}
