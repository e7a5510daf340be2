package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.STRANGER;
import static holdfast.vrrp.EngineBench.advert;
import static holdfast.vrrp.EngineBench.ip;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.packet;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.wire.ProtocolVersion;
import holdfast.vrrp.wire.RejectionReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is remembered of the other routers of a VRID, and told about them. */
class PeersHeardTest {
    private static List<PeerObservation> observed(List<Effect> effects) {
        return only(Effect.PeerObserved.class, effects).stream()
                .map(Effect.PeerObserved::observation)
                .toList();
    }

    private static PeerStatus peer(EngineBench bench, int index) {
        return bench.status("VI_1").peers().get(index);
    }

    @Test
    void thePeerThatIsHeardIsToldOnceAndRememberedWithItsLastAdvert() {
        EngineBench bench = EngineBench.started(v2(100).build());
        assertEquals(List.of(new PeerObservation.Heard(PEER, 150)), observed(bench.hear(PEER, 150)));
        bench.advance(seconds(1));
        assertEquals(List.of(), observed(bench.hear(PEER, 140)));
        PeerStatus peer = peer(bench, 0);
        assertEquals(PEER, peer.address());
        assertTrue(peer.speaking());
        assertEquals(2, peer.adverts());
        PeerStatus.Heard last = peer.last().orElseThrow();
        assertEquals(140, last.priority());
        assertEquals(ProtocolVersion.V2, last.version());
        assertEquals(seconds(1), last.interval());
        assertEquals(bench.now(), last.atNanos());
    }

    @Test
    void aMasterThatDisappearsIsToldWhenItsBackupTakesOver() {
        EngineBench bench = EngineBench.started(v2(100).build());
        bench.hear(PEER, 150);
        // 3 x 1 s + (256 - 100)/256 s = 3.609375 s (RFC 3768, 6.1)
        List<Effect> effects = bench.advance(millis(3610));
        assertEquals("MASTER", bench.state());
        assertEquals(
                List.of(new PeerObservation.Silent(PEER, 150, Duration.ofNanos(3_609_375_000L))), observed(effects));
        assertFalse(peer(bench, 0).speaking());
    }

    @Test
    void whoLetsGoWithPriorityZeroIsNotMissed() {
        EngineBench bench = EngineBench.started(v2(100).build());
        bench.hear(PEER, 150);
        bench.hear(PEER, 0);
        assertEquals(List.of(), observed(bench.advance(seconds(10))));
        assertEquals(0, peer(bench, 0).last().orElseThrow().priority());
    }

    @Test
    void whoBecomesABackupBecauseOfABetterRouterIsNotMissed() {
        EngineBench bench = EngineBench.started(v2(100).build());
        bench.hear(STRANGER, 120);
        bench.hear(PEER, 150);
        for (int i = 0; i < 5; i++) {
            bench.advance(seconds(1));
            assertEquals(List.of(), observed(bench.hear(PEER, 150)));
        }
        assertFalse(peer(bench, 0).speaking());
        assertTrue(peer(bench, 1).speaking());
    }

    @Test
    void aRouterThatIsReplacedByALesserOneIsMissed() {
        EngineBench bench = EngineBench.started(v2(100).build());
        bench.hear(PEER, 150);
        bench.advance(millis(3100));
        assertEquals(
                List.of(new PeerObservation.Heard(STRANGER, 120), new PeerObservation.Silent(PEER, 150, millis(3100))),
                observed(bench.hear(STRANGER, 120)));
    }

    @Test
    void packetsThatAreNotBelievedAreCountedForTheirSenderAndToldNowAndThen() {
        EngineBench bench = EngineBench.started(v2(100).build());
        assertEquals(
                List.of(new PeerObservation.Rejected(PEER, RejectionReason.WRONG_TTL, "64")),
                observed(bench.on(packet(PEER, advert(51, 150), 64))));
        assertEquals(List.of(), observed(bench.on(packet(PEER, advert(51, 150), 64))));
        PeerStatus peer = peer(bench, 0);
        assertEquals(0, peer.adverts());
        assertEquals(2, peer.rejected());
        assertEquals(Optional.empty(), peer.last());
        assertEquals(RejectionReason.WRONG_TTL, peer.lastError().orElseThrow().reason());
    }

    @Test
    void noMoreThan32AreRememberedAndStrangersPushNobodyOutWhoWasBelieved() {
        EngineBench bench = EngineBench.started(v2(100).build());
        bench.hear(PEER, 150);
        for (int i = 1; i <= 200; i++) {
            bench.on(packet(ip("10.78.0." + i), advert(51, 150), 64));
        }
        List<PeerStatus> peers = bench.status("VI_1").peers();
        assertEquals(32, peers.size());
        assertEquals(PEER, peers.getFirst().address());
        for (int i = 1; i <= 200; i++) {
            bench.hear(ip("10.79.0." + i), 150);
        }
        assertEquals(32, bench.status("VI_1").peers().size());
        assertTrue(bench.status("VI_1").peers().stream().allMatch(PeerStatus::speaking));
    }

    @Test
    void theStatusNamesWhatEachTrackedThingAddsOrTakes() {
        EngineBench bench = EngineBench.started(v2(101).trackers(List.of(
                        new Tracked(new TrackedObject(TrackedObject.Kind.SCRIPT, "good"), 2, false),
                        new Tracked(new TrackedObject(TrackedObject.Kind.SCRIPT, "bad"), -20, false),
                        new Tracked(new TrackedObject(TrackedObject.Kind.SCRIPT, "later"), 5, false)))
                .build());
        bench.script("good", new TrackStatus.Good());
        bench.script("bad", new TrackStatus.Bad("exited with status 1"));
        RouterStatus status = bench.status("VI_1");
        assertEquals(83, status.effectivePriority());
        assertEquals(
                List.of(2, -20, 0),
                status.contributions().stream().map(Contribution::change).toList());
        assertEquals(
                "script bad failed, exited with status 1",
                status.contributions().get(1).words());
        assertEquals(Optional.of(OURS), status.source());
    }

    @Test
    void transitionsAreCountedByStateAndCause() {
        EngineBench bench = EngineBench.active(v2(100).build());
        bench.hear(PEER, 150);
        bench.advance(seconds(4));
        var transitions = bench.status("VI_1").counters().transitions();
        assertEquals(1, transitions.get(new RouterCounters.Entry("BACKUP", "started")));
        assertEquals(2, transitions.get(new RouterCounters.Entry("MASTER", "silence")));
        assertEquals(1, transitions.get(new RouterCounters.Entry("BACKUP", "higher-priority")));
    }
}
