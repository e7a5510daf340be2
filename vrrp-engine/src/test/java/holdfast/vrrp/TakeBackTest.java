package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.VIP;
import static holdfast.vrrp.EngineBench.advert;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.packet;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.vrrp.wire.AddressFamily;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a hold in a sync group that cannot take over at once: VI_2 has heard its successor let go, VI_1 still hears its own. */
class TakeBackTest {
    private static EngineBench heldGroup() {
        VirtualRouter second = VirtualRouter.named("VI_2")
                .on("eth0", 52, AddressFamily.IPV4)
                .priority(150)
                .addresses(List.of(VIP))
                .build();
        EngineBench bench = new EngineBench(new EngineConfiguration(
                List.of(v2(150).build(), second),
                List.of(new SyncGroup("G", List.of("VI_1", "VI_2"), List.of(), false)),
                Duration.ZERO,
                false));
        bench.linkUp("eth0").start();
        bench.advance(seconds(4));
        bench.on(new VrrpEvent.HandOver("VI_1", "switchover"));
        bench.on(packet(PEER, advert(52, 100), 255));
        bench.on(packet(PEER, advert(52, 0), 255));
        bench.hear(PEER, 100);
        return bench;
    }

    /** An offer is two adverts in quick succession; one after the operator's word is none. */
    @Test
    void theNextAdvertOfTheSuccessorIsNoOffer() {
        EngineBench bench = heldGroup();
        bench.advance(millis(100));
        bench.on(new VrrpEvent.TakeBack("VI_1"));
        bench.advance(millis(100));
        bench.hear(PEER, 100);
        bench.advance(seconds(3));
        assertEquals("BACKUP", bench.state("VI_1"));
        // 3 s and 106/256 s after the last advert that counted.
        bench.advance(millis(215));
        assertEquals("MASTER", bench.state("VI_1"));
        assertEquals("MASTER", bench.state("VI_2"));
    }
}
