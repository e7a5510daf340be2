package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.VIP;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.addresses;
import static holdfast.vrrp.EngineBench.advert;
import static holdfast.vrrp.EngineBench.content;
import static holdfast.vrrp.EngineBench.ip;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.notified;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static holdfast.vrrp.EngineBench.v3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.Effect.SendAdvertisement;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reload: docs/keepalived-behaviours.md, item 47. */
class ReloadTest {
    private static final InetAddress OTHER_VIP = ip("10.77.0.101");

    private static List<Effect> reload(EngineBench bench, VirtualRouter... routers) {
        return bench.on(new VrrpEvent.Reconfigure(EngineConfiguration.of(routers)));
    }

    @Test
    void item47_masterStaysMasterAdvertisesAtOnceAndAddressesAreBroughtInLine() {
        EngineBench bench = active(v2(100).build());
        bench.advance(millis(300));
        List<Effect> effects =
                reload(bench, v2(100).addresses(List.of(VIP, OTHER_VIP)).build());
        assertEquals(
                List.of("SendAdvertisement", "ShedAddresses", "UpdateAddresses", "RenewAddresses"), kinds(effects));
        assertEquals(
                List.of(VIP, OTHER_VIP),
                content(only(SendAdvertisement.class, effects).getFirst())
                        .addresses()
                        .toList());
        assertEquals("MASTER", bench.state());
        assertEquals(1_000_000_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
        assertEquals(1, bench.status("VI_1").counters().becameActive());
    }

    /** Its advertisement puts off the next one, and with it the renewal: without one of its own, reloads each second end the lease. */
    @Test
    void reloadsFasterThanAdvertsKeepTheLease() {
        EngineBench bench = active(v2(100).build());
        for (int i = 0; i < 5; i++) {
            bench.advance(millis(900));
            assertEquals(
                    1,
                    only(Effect.RenewAddresses.class, reload(bench, v2(100).build()))
                            .size());
        }
    }

    @Test
    void item47_virtualRoutersAreMatchedByInterfaceVridAndFamilyNotByName() {
        EngineBench bench = active(v2(100).build());
        VirtualRouter renamed = VirtualRouter.named("WEB")
                .on("eth0", 51, AddressFamily.IPV4)
                .addresses(List.of(VIP))
                .build();
        List<Effect> effects = reload(bench, renamed);
        assertEquals(List.of(), notified(effects));
        assertEquals("MASTER", bench.state("WEB"));
        assertEquals(List.of(new Effect.ShedAddresses("WEB", "VI_1")), only(Effect.ShedAddresses.class, effects));
    }

    @Test
    void aBackupsTimerAndLearnedIntervalAreKept() {
        EngineBench bench = started(v3(100, seconds(1)).build());
        bench.hearV3(PEER, 200, millis(500));
        bench.advance(millis(800));
        EngineBench.Fingerprint before = bench.fingerprint();
        assertEquals(
                List.of(),
                kinds(reload(
                        bench, v3(100, seconds(1)).addresses(List.of(OTHER_VIP)).build())));
        assertEquals(before, bench.fingerprint());
    }

    /** RFC 9568, 6.4.2: the interval is that of the active router, which goes on with its own. 3 x 1 s and 156/256 s of skew after the advert. */
    @Test
    void aLearnedIntervalIsKeptAlsoWhenItWasTheSameAsOurs() {
        EngineBench bench = started(v3(100, seconds(1)).build());
        bench.hearV3(PEER, 200, seconds(1));
        bench.advance(millis(900));
        reload(bench, v3(100, millis(200)).build());
        assertEquals(2_709_375_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
        assertEquals(seconds(1), bench.status("VI_1").activeInterval());
    }

    /** Nobody was heard: 3 x 0.2 s and 156/256 x 0.2 s of skew after the start. */
    @Test
    void anAssumedIntervalChangesWithOurOwn() {
        EngineBench bench = started(v3(100, seconds(1)).build());
        bench.advance(millis(100));
        reload(bench, v3(100, millis(200)).build());
        assertEquals(621_875_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    /** Version 2 from 1 s to 2 s after 1 s of waiting: 6.609375 s instead of 3.609375 s in all. */
    @Test
    void aChangedIntervalRescalesTheTimer() {
        EngineBench bench = started(v2(100).build());
        bench.advance(seconds(1));
        reload(bench, v2(100).advertisementInterval(seconds(2)).build());
        assertEquals(5_609_375_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    /** At priority 200 the skew is 0.21875 s instead of 0.609375 s. */
    @Test
    void aChangedPriorityRescalesTheTimer() {
        EngineBench bench = started(v2(100).build());
        bench.advance(seconds(1));
        reload(bench, v2(200).build());
        assertEquals(2_218_750_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
        assertEquals(200, bench.status("VI_1").effectivePriority());
    }

    @Test
    void aRemovedMasterLetsGoAndIsDeleted() {
        EngineBench bench = active(v2(100).build());
        List<Effect> effects = reload(bench);
        assertEquals(List.of("SendAdvertisement", "ReleaseAddresses", "NotifyTransition"), kinds(effects));
        assertEquals(List.of(0), sent(effects));
        assertEquals(List.of("INSTANCE VI_1 DELETED 100"), notified(effects));
        assertEquals(List.of(), bench.engine().statuses());
    }

    @Test
    void anAddedOneStartsAsAtStartup() {
        EngineBench bench = active(v2(100).build());
        VirtualRouter added = VirtualRouter.named("VI_2")
                .on("eth0", 52, AddressFamily.IPV4)
                .addresses(List.of(OTHER_VIP))
                .build();
        assertEquals(List.of("INSTANCE VI_2 BACKUP 100"), notified(reload(bench, v2(100).build(), added)));
        assertEquals("MASTER", bench.state("VI_1"));
    }

    /** keepalived needs two reloads for this. */
    @Test
    void anAddressMovesBetweenTwoMastersInOneReload() {
        VirtualRouterBuilder second = VirtualRouter.named("VI_2").on("eth0", 52, AddressFamily.IPV4);
        EngineBench bench = started(
                v2(100).addresses(List.of(VIP, OTHER_VIP)).build(),
                second.addresses(List.of(ip("10.77.0.102"))).build());
        bench.advance(seconds(4));
        List<String> kinds = kinds(reload(
                bench,
                v2(100).build(),
                second.addresses(List.of(ip("10.77.0.102"), OTHER_VIP)).build()));
        assertTrue(kinds.lastIndexOf("ShedAddresses") < kinds.indexOf("UpdateAddresses"), kinds.toString());
    }

    @Test
    void aNewWeight0ScriptWithoutAResultDoesNotUnseatARunningMaster() {
        EngineBench bench = active(v2(100).build());
        Tracked script = new Tracked(new TrackedObject(TrackedObject.Kind.SCRIPT, "chk"), 0, false);
        reload(bench, v2(100).trackers(List.of(script)).build());
        assertEquals("MASTER", bench.state());
        bench.script("chk", new TrackStatus.Bad(""));
        assertEquals("FAULT", bench.state());
    }

    @Test
    void scriptResultsSurvive() {
        Tracked script = new Tracked(new TrackedObject(TrackedObject.Kind.SCRIPT, "chk"), 20, false);
        EngineBench bench = active(v2(100).trackers(List.of(script)).build());
        bench.script("chk", new TrackStatus.Good());
        List<Effect> effects = reload(bench, v2(110).trackers(List.of(script)).build());
        assertEquals(List.of(130), sent(effects));
    }

    @Test
    void beforeStartupAReloadOnlyReplacesTheConfiguration() {
        EngineBench bench = new EngineBench(EngineConfiguration.of(v2(100).build())).linkUp("eth0");
        assertEquals(List.of(), reload(bench, v2(255).build()));
        bench.start();
        assertEquals("MASTER", bench.state());
    }

    @Test
    void fiftyReloadsChangeNothing() {
        EngineBench bench = active(v2(100).build());
        for (int times = 0; times < 50; times++) {
            bench.advance(seconds(1));
            reload(bench, v2(100).build());
        }
        assertEquals(1, bench.status("VI_1").counters().becameActive());
        assertEquals("MASTER", bench.state());
    }

    @Test
    void aGroupFormedByAReloadMovesTogetherFromThenOn() {
        VirtualRouter other = VirtualRouter.named("VI_2")
                .on("eth0", 52, AddressFamily.IPV4)
                .addresses(List.of(OTHER_VIP))
                .build();
        EngineBench bench = started(v2(100).build(), other);
        bench.advance(seconds(3));
        bench.hear(PEER, advert(52, 200));
        bench.advance(seconds(1));
        assertEquals("MASTER", bench.state("VI_1"));
        bench.on(new VrrpEvent.Reconfigure(new EngineConfiguration(
                List.of(v2(100).build(), other),
                List.of(new SyncGroup("G1", List.of("VI_1", "VI_2"), List.of(), false)),
                Duration.ZERO,
                false)));
        bench.hear(
                PEER,
                new Advertisement(ProtocolVersion.V2, 52, 200, seconds(1), Authentication.NONE, addresses(OTHER_VIP)));
        assertEquals("BACKUP", bench.state("VI_1"));
    }
}
