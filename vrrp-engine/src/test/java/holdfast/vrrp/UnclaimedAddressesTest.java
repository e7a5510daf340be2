package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.VIP;
import static holdfast.vrrp.EngineBench.advert;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.wire.Advertisement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A router that has just started, on a link where nobody answers for its addresses. Skew_Time of priority 100 is 0.609 s, of 200 0.218 s. */
class UnclaimedAddressesTest {
    /** Asked from now on, or from a moment before. */
    private static VrrpEvent unclaimed(EngineBench bench) {
        return new VrrpEvent.AddressesUnclaimed("VI_1", bench.now());
    }

    private static EngineBench listening(int priority) {
        return EngineBench.started(v2(priority).build());
    }

    @Test
    void anIntervalAndSkewOfSilenceAreEnough() {
        EngineBench bench = listening(100);
        bench.advance(millis(900));
        bench.on(unclaimed(bench));
        bench.advance(millis(700));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(20));
        assertEquals("MASTER", bench.state());
        assertTrue(logs(bench.history()).stream()
                .anyMatch(line -> line.contains(
                        "(no advertisement from anyone for 1.609 s, and nobody answers for the addresses)")));
    }

    @Test
    void whoHearsOfItLaterIsActiveAtOnce() {
        EngineBench bench = listening(100);
        bench.advance(Duration.ofSeconds(2));
        bench.on(unclaimed(bench));
        bench.advance(millis(1));
        assertEquals("MASTER", bench.state());
    }

    /** The best of several that start together is first, and the others hear it. */
    @Test
    void theHigherPriorityWaitsLess() {
        EngineBench bench = listening(200);
        bench.on(unclaimed(bench));
        bench.advance(millis(1218));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(2));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void whoIsAdvertisedMeanwhileIsObeyed() {
        EngineBench bench = listening(100);
        bench.on(unclaimed(bench));
        bench.advance(millis(800));
        bench.hear(PEER, 150);
        bench.advance(millis(3600));
        assertEquals("BACKUP", bench.state());
    }

    @Test
    void nothingIsHurriedAfterAnAdvertisement() {
        EngineBench bench = listening(100);
        bench.advance(millis(800));
        bench.hear(PEER, 150);
        bench.on(unclaimed(bench));
        bench.advance(millis(3600));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(20));
        assertEquals("MASTER", bench.state());
    }

    /** Somebody serves the addresses, who is preempted in the usual time. */
    @Test
    void aLowerPriorityIsGivenTheWholeTime() {
        for (boolean before : List.of(true, false)) {
            EngineBench bench = listening(100);
            if (!before) {
                bench.on(unclaimed(bench));
            }
            bench.advance(millis(800));
            bench.hear(PEER, 50);
            if (before) {
                bench.on(unclaimed(bench));
            }
            bench.advance(millis(2700));
            assertEquals("BACKUP", bench.state(), "heard before: " + before);
            bench.advance(millis(200));
            assertEquals("MASTER", bench.state());
        }
    }

    /** Whoever sends what is not believed, such as with another password, may well have the addresses. */
    @Test
    void aRefusedAdvertisementIsASignOfLifeToo() {
        EngineBench bench = listening(100);
        bench.on(unclaimed(bench));
        Advertisement good = advert(51, 150);
        bench.on(EngineBench.packet(PEER, good, 64));
        bench.advance(millis(3500));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(200));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void whoIsActiveOrAtFaultDoesNotCare() {
        EngineBench active = EngineBench.active(v2(100).addresses(List.of(VIP)).build());
        active.forget();
        active.on(unclaimed(active));
        assertEquals(List.of(), active.history());
        EngineBench fault = listening(100);
        fault.linkDown("eth0");
        fault.on(unclaimed(fault));
        fault.linkUp("eth0");
        fault.advance(millis(3600));
        assertEquals("BACKUP", fault.state());
    }

    /** Its link came up when the probes were on their way, or after them: they may have reached nobody. */
    @Test
    void whoBeganToListenLaterThanTheLinkWasAskedListensAsLongAsEver() {
        EngineBench bench = listening(100);
        bench.linkDown("eth0");
        VrrpEvent asked = unclaimed(bench);
        bench.advance(millis(700));
        bench.linkUp("eth0");
        bench.on(asked);
        bench.advance(millis(3600));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(20));
        assertEquals("MASTER", bench.state());
    }

    @Test
    void theWholeSyncGroupMustBeReady() {
        EngineBench bench = new EngineBench(new EngineConfiguration(
                List.of(
                        v2(100).build(),
                        VirtualRouter.named("VI_2")
                                .on("eth1", 52, holdfast.vrrp.wire.AddressFamily.IPV4)
                                .build()),
                List.of(new SyncGroup("G", List.of("VI_1", "VI_2"), List.of(), false)),
                Duration.ZERO,
                false));
        bench.linkUp("eth0").linkUp("eth1").start();
        bench.on(unclaimed(bench));
        bench.advance(millis(3600));
        assertEquals("BACKUP", bench.state());
        bench.advance(millis(20));
        assertEquals("MASTER", bench.state());
    }
}
