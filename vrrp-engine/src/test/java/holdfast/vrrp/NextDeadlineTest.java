package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.advert;
import static holdfast.vrrp.EngineBench.ip;
import static holdfast.vrrp.EngineBench.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.wire.AddressFamily;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept about deadlines is what asking every router would say, whichever events come in which order. */
class NextDeadlineTest {
    private static final int ROUTERS = 8;
    private static final int STEPS = 20_000;
    private static final long LONGEST_STEP = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long FARTHEST = TimeUnit.SECONDS.toNanos(5);
    /** The clock overflows on the way. */
    private static final long BEGIN = Long.MAX_VALUE - TimeUnit.MINUTES.toNanos(10);

    private final VrrpEngine asked = engine();
    private final VrrpEngine seldomAsked = engine();
    private final Random random = new Random(112);
    private long now = BEGIN;

    /** The last four are a sync group. */
    private static VrrpEngine engine() {
        List<VirtualRouter> routers = IntStream.rangeClosed(1, ROUTERS)
                .mapToObj(NextDeadlineTest::router)
                .toList();
        SyncGroup group = new SyncGroup("G", List.of("VI_5", "VI_6", "VI_7", "VI_8"), List.of(), false);
        return new VrrpEngine(new EngineConfiguration(routers, List.of(group), Duration.ZERO, false));
    }

    private static VirtualRouter router(int vrid) {
        return VirtualRouter.named("VI_" + vrid)
                .on("eth0", vrid, AddressFamily.IPV4)
                .priority(100)
                .addresses(List.of(ip("10.77.0.100")))
                .build();
    }

    private void both(VrrpEvent event) {
        assertEquals(asked.on(event, now), seldomAsked.on(event, now));
    }

    private VrrpEvent any() {
        int vrid = 1 + random.nextInt(ROUTERS);
        int[] priorities = {0, 50, 100, 150, 150, 150, 150, 150};
        int priority = priorities[random.nextInt(priorities.length)];
        return switch (random.nextInt(20)) {
            case 0 -> new VrrpEvent.LinkChanged("eth0", random.nextInt(4) > 0, Optional.of(OURS), Optional.empty());
            case 1 -> new VrrpEvent.Maintenance(random.nextInt(4) == 0);
            case 2 -> new VrrpEvent.HandOver("VI_" + vrid, "switchover");
            case 3 -> new VrrpEvent.AddressesUnclaimed("VI_" + vrid, now);
            case 4 -> new VrrpEvent.LeaseLapsed("VI_" + vrid);
            case 5, 6, 7 -> VrrpEvent.Tick.TICK;
            default -> packet(PEER, advert(vrid, priority), 255);
        };
    }

    @Test
    void itIsTheSameWhetherAskedForAfterEachEventOrSeldom() {
        both(new VrrpEvent.LinkChanged("eth0", true, Optional.of(OURS), Optional.empty()));
        both(new VrrpEvent.Startup());
        for (int i = 0; i < STEPS; i++) {
            now += random.nextLong(LONGEST_STEP);
            both(any());
            long left = asked.nanosUntilNextDeadline(now);
            long ahead = random.nextInt(3) == 0 && left < FARTHEST
                    ? left + random.nextLong(3) - 1
                    : random.nextLong(FARTHEST);
            assertEquals(left < ahead, seldomAsked.hasDeadlineBefore(now + ahead, now), "step " + i);
            if (random.nextInt(100) == 0) {
                assertEquals(left, seldomAsked.nanosUntilNextDeadline(now), "step " + i);
            }
        }
        assertTrue(now < 0, "the clock has overflowed");
    }

    @Test
    void aMomentIsBeforeADeadlineUntilItIsReached() {
        VrrpEngine engine = new VrrpEngine(EngineConfiguration.of(router(1)));
        assertFalse(engine.hasDeadlineBefore(now + FARTHEST, now), "nothing has begun");
        engine.on(new VrrpEvent.LinkChanged("eth0", true, Optional.of(OURS), Optional.empty()), now);
        engine.on(new VrrpEvent.Startup(), now);
        long left = engine.nanosUntilNextDeadline(now);
        assertFalse(engine.hasDeadlineBefore(now + left, now));
        assertTrue(engine.hasDeadlineBefore(now + left + 1, now));
        now += TimeUnit.SECONDS.toNanos(1);
        engine.on(packet(PEER, advert(1, 150), 255), now);
        assertFalse(engine.hasDeadlineBefore(now + left, now), "it has moved away");
        assertTrue(engine.hasDeadlineBefore(now + left + 1, now));
    }
}
