package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.STRANGER;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.HandOverOutcome.Interrupted;
import holdfast.vrrp.HandOverOutcome.NobodyTookOver;
import holdfast.vrrp.HandOverOutcome.TakenOver;
import holdfast.vrrp.wire.AddressFamily;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An operator has an active router hand over, and take back. Times by RFC 9568, 6.1: Skew_Time of priority 1 is 255/256 s at 1 s. */
class HandOverTest {
    private static final VrrpEvent HAND_OVER = new VrrpEvent.HandOver("VI_1", "switchover");

    private static EngineBench handingOver() {
        EngineBench bench = active(v2(150).build());
        bench.advance(millis(400));
        bench.forget();
        bench.on(HAND_OVER);
        return bench;
    }

    private static EngineBench handedOver() {
        EngineBench bench = handingOver();
        bench.advance(millis(610));
        bench.hear(PEER, 100);
        bench.forget();
        return bench;
    }

    private static HandOverOutcome outcome(EngineBench bench) {
        return only(Effect.HandOverEnded.class, bench.history()).getFirst().outcome();
    }

    @Test
    void itSaysPriorityZeroAndKeepsItsAddresses() {
        EngineBench bench = handingOver();
        assertEquals(List.of("SendAdvertisement", "RenewAddresses"), kinds(bench.history()));
        assertEquals(List.of(0), sent(bench.history()));
        assertEquals("MASTER", bench.state());
        assertTrue(bench.status("VI_1").handingOver());
    }

    @Test
    void itIsSilentUntilTheSlowestBackupCanHaveTakenOver() {
        EngineBench bench = handingOver();
        bench.forget();
        assertEquals(List.of(), sent(bench.advance(millis(996))));
    }

    @Test
    void theAddressesGoWhenTheSuccessorIsHeardThoughItsPriorityIsLower() {
        EngineBench bench = handingOver();
        bench.advance(millis(610));
        List<Effect> effects = bench.hear(PEER, 100);
        assertEquals(List.of("ReleaseAddresses", "NotifyTransition", "HandOverEnded", "HoldChanged"), kinds(effects));
        assertEquals("BACKUP", bench.state());
        assertEquals(new TakenOver(PEER, 100, millis(610), millis(1010)), outcome(bench));
        assertEquals(Optional.of(PEER), bench.status("VI_1").activeRouter());
        assertEquals(
                "handed-over", bench.status("VI_1").lastTransition().cause().code());
    }

    @Test
    void nobodyTakesOver_itGoesOnAndItsAddressesNeverWent() {
        EngineBench bench = handingOver();
        bench.forget();
        List<Effect> effects = bench.advance(millis(1250));
        assertEquals(List.of(150), sent(effects));
        assertTrue(only(Effect.ReleaseAddresses.class, effects).isEmpty());
        assertInstanceOf(NobodyTookOver.class, outcome(bench));
        assertEquals("MASTER", bench.state());
        assertFalse(bench.status("VI_1").handingOver());
        assertEquals(List.of(150, 150), sent(bench.advance(seconds(2))));
    }

    @Test
    void anotherPriorityZeroIsNoSuccessor() {
        EngineBench bench = handingOver();
        bench.forget();
        assertEquals(List.of(), kinds(bench.hear(PEER, 0)));
        assertTrue(bench.status("VI_1").handingOver());
    }

    @Test
    void itLeavesItsSuccessorAlone() {
        EngineBench bench = handedOver();
        for (int i = 0; i < 30; i++) {
            bench.advance(seconds(1));
            bench.hear(PEER, 100);
        }
        assertEquals("BACKUP", bench.state());
        assertTrue(bench.status("VI_1").held());
    }

    /** 3 s and (256 - 150)/256 s. */
    @Test
    void itTakesOverFromASilentSuccessorAsEver() {
        EngineBench bench = handedOver();
        bench.advance(millis(3414));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(1));
        assertEquals("MASTER", bench.state());
        assertFalse(bench.status("VI_1").held());
    }

    @Test
    void itTakesOverFromASuccessorThatLetsGo() {
        EngineBench bench = handedOver();
        bench.hear(PEER, 0);
        bench.advance(millis(415));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void takenBackItTakesTheAddressesBeforeItDrivesTheOtherAway() {
        EngineBench bench = handedOver();
        bench.advance(millis(500));
        List<Effect> effects = bench.on(new VrrpEvent.TakeBack("VI_1"));
        assertEquals(
                List.of(
                        "HoldChanged",
                        "AcquireAddresses",
                        "AnnounceAddresses",
                        "SendAdvertisement",
                        "NotifyTransition"),
                kinds(effects));
        assertEquals("MASTER", bench.state());
        assertEquals("taken-back", bench.status("VI_1").lastTransition().cause().code());
    }

    @Test
    void whoIsWorseThanItsSuccessorWaitsWhenTakenBack() {
        EngineBench bench = handedOver();
        bench.on(new VrrpEvent.Maintenance(true));
        bench.on(new VrrpEvent.TakeBack("VI_1"));
        assertEquals("BACKUP", bench.state());
        assertFalse(bench.status("VI_1").held());
    }

    @Test
    void aRouterOfItsOwnRankEndsTheHold() {
        EngineBench bench = handedOver();
        bench.hear(STRANGER, 150);
        assertFalse(bench.status("VI_1").held());
    }

    /** Whom it heard before it failed may be gone by now. */
    @Test
    void itDoesNotTakeBackFromSomebodyItHasNotHeardSince() {
        EngineBench bench = handedOver();
        bench.linkDown("eth0").linkUp("eth0");
        bench.on(new VrrpEvent.TakeBack("VI_1"));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(3415));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void aFailureThatPassesDoesNotEndTheHold() {
        EngineBench bench = handedOver();
        bench.on(new VrrpEvent.Maintenance(true));
        bench.hear(PEER, 100);
        assertTrue(bench.status("VI_1").held());
    }

    @Test
    void whatCannotHandOverSaysWhy() {
        assertEquals(
                Optional.of("VI_1 is not MASTER; 10.77.0.1 is"),
                handedOver().engine().objectionToHandOver("VI_1"));
        assertEquals(
                Optional.of("VI_1 is in FAULT: interface eth0 down"),
                active(v2(100).build()).linkDown("eth0").engine().objectionToHandOver("VI_1"));
        assertTrue(started(v2(255).build())
                .engine()
                .objectionToHandOver("VI_1")
                .orElseThrow()
                .contains("address owner"));
        assertEquals(
                Optional.of("VI_1 is handing over already"),
                handingOver().engine().objectionToHandOver("VI_1"));
        assertEquals(Optional.empty(), active(v2(100).build()).engine().objectionToHandOver("VI_1"));
        EngineBench owner = started(v2(255).build());
        assertEquals(List.of(), owner.on(HAND_OVER));
    }

    @Test
    void aFaultInterrupts() {
        EngineBench bench = handingOver();
        bench.linkDown("eth0");
        assertEquals(new Interrupted("interface eth0 down"), outcome(bench));
        assertEquals("FAULT", bench.state());
        assertFalse(bench.status("VI_1").held());
    }

    /** Two adverts offer the place, for the priority falls; the third is that of every reload. */
    @Test
    void aReloadInterrupts() {
        EngineBench bench = handingOver();
        bench.forget();
        List<Effect> effects = bench.on(new VrrpEvent.Reconfigure(EngineConfiguration.of(v2(140).build())));
        assertEquals(new Interrupted("a reload"), outcome(bench));
        assertEquals(List.of(140, 140, 140), sent(effects));
    }

    @Test
    void priorityZeroThatCannotBeSentEndsIt() {
        EngineBench bench = handingOver();
        Effect zero = only(Effect.SendAdvertisement.class, bench.history()).getFirst();
        bench.on(new VrrpEvent.EffectRefused(zero, "No buffer space available"));
        assertEquals(0, bench.engine().nanosUntilNextDeadline(bench.now()));
        bench.tick();
        assertInstanceOf(NobodyTookOver.class, outcome(bench));
    }

    /** The process stood still before it learned of the refusal, for one of a group; another node heard the others, and the queue says so. */
    @Test
    void whoTookOverMeanwhileIsHeardFirst() {
        EngineBench bench = handingOver();
        Effect zero = only(Effect.SendAdvertisement.class, bench.history()).getFirst();
        bench.freeze(seconds(8));
        bench.on(new VrrpEvent.EffectRefused(zero, "Network is down"));
        bench.forget();
        bench.hear(PEER, 100);
        bench.tick();
        assertInstanceOf(TakenOver.class, outcome(bench));
        assertEquals(List.of(), only(Effect.AcquireAddresses.class, bench.history()));
    }

    @Test
    void addressesLostMeanwhileComeBackWhenNobodyTakesOver() {
        EngineBench bench = handingOver();
        bench.on(new VrrpEvent.LeaseLapsed("VI_1"));
        bench.forget();
        assertEquals(List.of(), kinds(bench.advance(millis(900))));
        assertEquals(
                1,
                only(Effect.AcquireAddresses.class, bench.advance(millis(400))).size());
    }

    @Test
    void whoWasHandedOverBeforeThisProcessBeganStaysSo() {
        EngineBench bench = new EngineBench(EngineConfiguration.of(v2(150).build()));
        bench.on(new VrrpEvent.Held("VI_1"));
        bench.linkUp("eth0").start();
        for (int i = 0; i < 10; i++) {
            bench.hear(PEER, 100);
            bench.advance(seconds(1));
        }
        assertEquals("BACKUP", bench.state());
    }

    @Test
    void inMaintenanceItGoesLastButServesWhereNobodyElseDoes() {
        EngineBench bench = handedOver();
        bench.on(new VrrpEvent.Maintenance(true));
        assertEquals(1, bench.status("VI_1").effectivePriority());
        bench.advance(millis(3996));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(1));
        assertEquals("MASTER", bench.state());
        assertEquals(1, sent(bench.advance(seconds(1))).getFirst());
        bench.on(new VrrpEvent.Maintenance(false));
        assertEquals(150, sent(bench.advance(seconds(1))).getFirst());
    }

    @Test
    void afterMaintenanceItTakesOverAgain() {
        EngineBench bench = handedOver();
        bench.on(new VrrpEvent.Maintenance(true));
        bench.hear(PEER, 100);
        bench.on(new VrrpEvent.Maintenance(false));
        for (int i = 0; i < 4; i++) {
            bench.advance(seconds(1));
            if (i < 3) {
                bench.hear(PEER, 100);
            }
        }
        assertEquals("MASTER", bench.state());
    }

    private static List<Effect.HoldChanged> holds(EngineBench bench) {
        return only(Effect.HoldChanged.class, bench.history());
    }

    @Test
    void aHoldEndsWithTheInstanceThatAReloadRemoves() {
        EngineBench bench = handedOver();
        bench.on(new VrrpEvent.Reconfigure(new EngineConfiguration(List.of(), List.of(), Duration.ZERO, false)));
        assertEquals(List.of(new Effect.HoldChanged("VI_1", false)), holds(bench));
    }

    @Test
    void aHoldGoesWithTheInstanceToItsNewName() {
        EngineBench bench = handedOver();
        VirtualRouter renamed = VirtualRouter.named("VI_NEW")
                .on("eth0", 51, AddressFamily.IPV4)
                .priority(150)
                .addresses(List.of(EngineBench.VIP))
                .build();
        bench.on(new VrrpEvent.Reconfigure(EngineConfiguration.of(renamed)));
        assertEquals(
                List.of(new Effect.HoldChanged("VI_1", false), new Effect.HoldChanged("VI_NEW", true)), holds(bench));
        assertTrue(bench.status("VI_NEW").held());
    }
}
