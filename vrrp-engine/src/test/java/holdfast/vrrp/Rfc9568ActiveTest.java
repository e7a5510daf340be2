package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.STRANGER;
import static holdfast.vrrp.EngineBench.VIP;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.addresses;
import static holdfast.vrrp.EngineBench.content;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.nanos;
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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9568, 6.4.3, and 7.2 for what is sent. */
class Rfc9568ActiveTest {
    @Test
    void adverTimerFires_anAdvertAndTheLeaseEveryInterval() {
        EngineBench bench = active(v2(100).build());
        List<Effect> effects = bench.advance(seconds(3));
        assertEquals(List.of(100, 100, 100), sent(effects));
        assertEquals(
                List.of("SendAdvertisement", "RenewAddresses"), kinds(effects).subList(0, 2));
    }

    /** keepalived re-arms after it has sent, and drifts; each of ours is an interval after the one before was due. */
    @Test
    void adverTimerDoesNotDrift() {
        EngineBench bench = active(v2(100).build());
        bench.freeze(millis(1007));
        bench.tick();
        assertEquals(993_000_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    @Test
    void priorityZeroIsAnsweredAtOnceAndRestartsTheTimer() {
        EngineBench bench = active(v2(100).build());
        bench.advance(millis(400));
        List<Effect> effects = bench.hear(PEER, 0);
        assertEquals(List.of(100), sent(effects));
        assertTrue(kinds(effects).contains("AnnounceAddresses"));
        assertNextAdvertIn(bench, millis(1_000));
    }

    @Test
    void higherPriorityMakesItBackupWithAFullActiveDownInterval() {
        EngineBench bench = active(v2(100).build());
        bench.advance(millis(400));
        List<Effect> effects = bench.hear(PEER, 150);
        assertEquals("BACKUP", bench.state());
        assertTrue(logs(effects)
                .contains("(VI_1) Master received advert from 10.77.0.1 with higher priority 150, ours 100"));
        assertTrue(
                logs(effects).contains("(VI_1) Entering BACKUP STATE (10.77.0.1 has higher priority 150, ours 100)"));
        assertEquals(3_609_375_000L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    /** 3 x 500 ms + 156 / 256 x 500 ms. */
    @Test
    void theIntervalOfTheHigherOneIsLearned() {
        EngineBench bench = active(v3(100, seconds(1)).build());
        bench.hearV3(PEER, 150, millis(500));
        assertEquals(1_804_687_500L, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    /** Ours is 10.77.0.2; the comparison is of unsigned bytes, so 200.x is greater than 10.x. */
    @Test
    void equalPriority_theGreaterAddressWinsAsUnsignedNetworkOrder() {
        for (String greater : List.of("10.77.0.3", "200.0.0.1")) {
            EngineBench bench = active(v2(100).build());
            bench.hear(EngineBench.ip(greater), 100);
            assertEquals("BACKUP", bench.state(), greater);
        }
        for (String smaller : List.of("10.77.0.1", "9.255.255.255")) {
            EngineBench bench = active(v2(100).build());
            List<Effect> effects = bench.hear(EngineBench.ip(smaller), 100);
            assertEquals("MASTER", bench.state(), smaller);
            assertEquals(List.of(100), sent(effects), smaller);
        }
    }

    @Test
    void lowerPriorityIsAnsweredAtOnceAndTheTimerIsLeftAlone() {
        EngineBench bench = active(v2(100).build());
        bench.advance(seconds(7).plusMillis(300));
        List<Effect> effects = bench.hear(PEER, 50);
        assertEquals(List.of(100), sent(effects));
        assertEquals("MASTER", bench.state());
        assertNextAdvertIn(bench, millis(700));
    }

    private static void assertNextAdvertIn(EngineBench bench, Duration time) {
        bench.forget();
        bench.advance(time.minusNanos(1));
        assertEquals(List.of(), sent(bench.history()));
        bench.advance(Duration.ofNanos(1));
        assertEquals(List.of(100), sent(bench.history()));
    }

    @Test
    void shutdownSendsPriorityZeroOnce() {
        EngineBench bench = active(v2(100).build());
        List<Effect> effects = bench.on(new VrrpEvent.Shutdown());
        assertEquals(List.of("SendAdvertisement", "ReleaseAddresses", "NotifyTransition"), kinds(effects));
        assertEquals(List.of(0), sent(effects));
        bench.forget();
        bench.advance(seconds(20));
        assertEquals(List.of(), bench.history());
    }

    /** 7.2: the fields of the virtual router's state, TTL 255, to the group, from the primary address. */
    @Test
    void whatIsSentIsFilledFromTheVirtualRouter() {
        EngineBench bench = active(v3(100, millis(100)).build());
        SendAdvertisement sent =
                only(SendAdvertisement.class, bench.advance(millis(100))).getFirst();
        assertEquals(255, sent.timeToLive());
        assertEquals(OURS, sent.source());
        assertEquals(
                AddressFamily.IPV4.multicastGroup(), sent.packets().getFirst().destination());
        assertEquals(
                new Advertisement(ProtocolVersion.V3, 51, 100, millis(100), Authentication.NONE, addresses(VIP)),
                content(sent));
    }

    /** 7.2 for IPv6: from the link-local address, to ff02::12. */
    @Test
    void ipv6IsSentFromTheLinkLocalAddress() {
        EngineBench bench = started(VirtualRouter.named("VI_1")
                .on("eth0", 51, AddressFamily.IPV6)
                .priority(255)
                .addresses(List.of(EngineBench.ip("fe80::100")))
                .build());
        SendAdvertisement sent = only(SendAdvertisement.class, bench.history()).getFirst();
        assertEquals(EngineBench.ip("fe80::2"), sent.source());
        assertEquals(EngineBench.ip("ff02::12"), sent.packets().getFirst().destination());
    }

    /** 8.1.2: a backup announces nothing, whatever was planned while it was active. */
    @Test
    void aBackupAnnouncesNothing() {
        EngineBench bench = active(v2(100).build());
        bench.hear(STRANGER, 200);
        bench.forget();
        for (int second = 0; second < 20; second++) {
            bench.advance(seconds(1));
            bench.hear(STRANGER, 200);
        }
        assertEquals(List.of(), kinds(bench.history()));
    }

    /** 5.2.4: priority 255 is the owner's alone, and an active owner yields to nobody below it. */
    @Test
    void anOwnerAnswersEveryoneElse() {
        EngineBench bench = started(v2(255).build());
        bench.advance(nanos(1));
        assertEquals(List.of(255), sent(bench.hear(PEER, 254)));
        assertEquals("MASTER", bench.state());
    }
}
