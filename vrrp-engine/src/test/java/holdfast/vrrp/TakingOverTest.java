package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.logs;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A daemon that succeeds another one of the same node, which goes on until this one serves. */
class TakingOverTest {
    private static EngineBench adopting(int priority) {
        EngineBench bench = new EngineBench(EngineConfiguration.of(v2(priority).build()));
        bench.on(new VrrpEvent.Adopted("VI_1"));
        return bench;
    }

    @Test
    void whatIsTakenOverIsActiveAtOnce() {
        EngineBench bench = adopting(100).linkUp("eth0").start();
        assertEquals("MASTER", bench.state());
        assertEquals(List.of(100), sent(bench.history()));
        assertEquals(
                List.of("SendAdvertisement", "AcquireAddresses", "AnnounceAddresses", "NotifyTransition"),
                kinds(bench.history()));
        assertTrue(logs(bench.history())
                .contains("(VI_1) Entering MASTER STATE (taken over from another daemon of this node)"));
    }

    @Test
    void aHigherPriorityIsObeyedAsEver() {
        EngineBench bench = adopting(100).linkUp("eth0").start();
        bench.hear(PEER, 150);
        assertEquals("BACKUP", bench.state());
    }

    @Test
    void theStartupDelayIsNotForWhoGoesOn() {
        EngineBench bench = new EngineBench(
                new EngineConfiguration(List.of(v2(100).build()), List.of(), Duration.ofSeconds(10), false));
        bench.on(new VrrpEvent.Adopted("VI_1"));
        bench.linkUp("eth0").start();
        assertEquals("MASTER", bench.state());
    }

    /** A new process of this node goes on from these, and has a whole interval. */
    @Test
    void whoIsSucceededAdvertisesOnceMore() {
        EngineBench bench = EngineBench.active(v2(100).build());
        bench.advance(EngineBench.millis(700));
        bench.forget();
        bench.on(new VrrpEvent.AdvertiseNow());
        assertEquals(List.of("SendAdvertisement", "RenewAddresses"), kinds(bench.history()));
        assertEquals(List.of(100), sent(bench.history()));
    }

    /** However long the other process takes to its first advertisement, others hear one in each interval. */
    @Test
    void whoIsSucceededAdvertisesUntilTheOtherServes() {
        EngineBench bench = EngineBench.active(v2(100).build());
        bench.on(new VrrpEvent.Relieved());
        bench.forget();
        bench.advance(EngineBench.millis(3500));
        assertEquals(List.of(100, 100, 100), sent(bench.history()));
        assertEquals("MASTER", bench.state());
    }

    /** It must not take anything over when its days are over, nor lose it twice: the new process hears the same. */
    @Test
    void whoIsSucceededDecidesNothing() {
        EngineBench backup = new EngineBench(EngineConfiguration.of(v2(100).build()));
        backup.linkUp("eth0").start();
        backup.on(new VrrpEvent.Relieved());
        backup.forget();
        backup.advance(Duration.ofSeconds(60));
        EngineBench active = EngineBench.active(v2(100).build());
        active.on(new VrrpEvent.Relieved());
        active.forget();
        active.hear(PEER, 150);
        active.linkDown("eth0");
        active.on(new VrrpEvent.Shutdown());
        assertEquals(List.of(), kinds(backup.history()));
        assertEquals(List.of(), kinds(active.history()));
    }

    @Test
    void whenTheOtherFailsItGoesOn() {
        EngineBench bench = EngineBench.active(v2(100).build());
        bench.on(new VrrpEvent.Relieved());
        bench.on(new VrrpEvent.Resumed());
        bench.forget();
        bench.hear(PEER, 150);
        assertEquals("BACKUP", bench.state());
    }

    @Test
    void whoCannotTakePartTakesNothingOverLater() {
        EngineBench bench = adopting(100).linkDown("eth0").start();
        assertEquals("FAULT", bench.state());
        bench.linkUp("eth0");
        assertEquals("BACKUP", bench.state());
    }
}
