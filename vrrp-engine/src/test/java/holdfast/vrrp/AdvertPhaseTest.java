package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.ip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Adverts of many routers are spread over the interval. */
class AdvertPhaseTest {
    private static final long INTERVAL = Duration.ofMillis(100).toNanos();
    private static final long LONG_ENOUGH = 60 * INTERVAL;
    private static final long FARTHEST = Duration.ofDays(1).toNanos();

    private final Map<String, List<Long>> adverts = new HashMap<>();
    /** How many routers announced their addresses in each step. */
    private final List<Integer> announcing = new ArrayList<>();

    private long now = Long.MAX_VALUE - LONG_ENOUGH / 2;

    private static EngineConfiguration routers(int count, int priority) {
        return routers(count, priority, INTERVAL);
    }

    private static EngineConfiguration routers(int count, int priority, long interval) {
        return EngineConfiguration.of(IntStream.range(0, count)
                .mapToObj(i -> VirtualRouter.named("VI_" + i)
                        .on("eth" + i / 200, 1 + i % 200, AddressFamily.IPV4)
                        .version(ProtocolVersion.V3)
                        .priority(priority)
                        .advertisementInterval(Duration.ofNanos(interval))
                        .addresses(List.of(ip("10.77.0.100")))
                        .build())
                .toArray(VirtualRouter[]::new));
    }

    private void step(VrrpEngine engine, VrrpEvent event) {
        int announced = 0;
        for (Effect effect : engine.on(event, now)) {
            if (effect instanceof Effect.SendAdvertisement advert) {
                adverts.computeIfAbsent(advert.router(), _ -> new ArrayList<>()).add(now);
            } else if (effect instanceof Effect.AnnounceAddresses) {
                announced++;
            }
        }
        if (announced > 0) {
            announcing.add(announced);
        }
    }

    private void pass(VrrpEngine engine, long time) {
        long until = now + time;
        for (long left = engine.nanosUntilNextDeadline(now);
                left < FARTHEST && now + left - until <= 0;
                left = engine.nanosUntilNextDeadline(now)) {
            now += left;
            step(engine, VrrpEvent.Tick.TICK);
        }
        now = until;
    }

    private VrrpEngine active(int count) {
        VrrpEngine engine = new VrrpEngine(routers(count, 100));
        for (int i = 0; i <= count / 200; i++) {
            step(engine, new VrrpEvent.LinkChanged("eth" + i, true, Optional.of(OURS), Optional.empty()));
        }
        step(engine, new VrrpEvent.Startup());
        pass(engine, LONG_ENOUGH);
        assertEquals(count, adverts.size());
        return engine;
    }

    private static List<Long> gaps(List<Long> times) {
        return IntStream.range(1, times.size())
                .mapToObj(i -> times.get(i) - times.get(i - 1))
                .toList();
    }

    private int mostAtOnce(int whichAdvert) {
        Map<Long, Integer> together = new HashMap<>();
        adverts.values().forEach(times -> together.merge(times.get(whichAdvert), 1, Integer::sum));
        return Collections.max(together.values());
    }

    @Test
    void aFewAreNotSpread() {
        active(64);
        adverts.values().forEach(times -> gaps(times).forEach(gap -> assertEquals(INTERVAL, gap)));
    }

    @Test
    void manyAreSpreadByAShorterFirstIntervalAndAllOthersAreWhole() {
        active(250);
        assertEquals(250, mostAtOnce(0));
        assertEquals(64, mostAtOnce(1));
        assertEquals(64, mostAtOnce(40));
        adverts.values().forEach(times -> {
            List<Long> gaps = gaps(times);
            assertTrue(gaps.getFirst() > INTERVAL / 2 && gaps.getFirst() <= INTERVAL);
            gaps.subList(1, gaps.size()).forEach(gap -> assertEquals(INTERVAL, gap));
        });
    }

    @Test
    void theyAreSpreadAgainAfterAReloadWhichAllAnnounceAtOnce() {
        VrrpEngine engine = active(250);
        adverts.clear();
        step(engine, new VrrpEvent.Reconfigure(routers(250, 101)));
        assertEquals(250, mostAtOnce(0));
        pass(engine, 10 * INTERVAL);
        assertEquals(64, mostAtOnce(2));
        adverts.values().forEach(times -> gaps(times).forEach(gap -> assertTrue(gap <= INTERVAL)));
    }

    /** The kernel looks for ended leases once a second. */
    @Test
    void manyWithALongIntervalAreNotSpread() {
        long second = Duration.ofSeconds(1).toNanos();
        VrrpEngine engine = new VrrpEngine(routers(150, 255, second));
        step(engine, new VrrpEvent.LinkChanged("eth0", true, Optional.of(OURS), Optional.empty()));
        step(engine, new VrrpEvent.Startup());
        pass(engine, 5 * second);
        assertEquals(150, mostAtOnce(0));
        assertEquals(150, mostAtOnce(4));
    }

    @Test
    void whoBecomesActiveLaterJoinsTheOthers() {
        long second = Duration.ofSeconds(1).toNanos();
        VrrpEngine engine = new VrrpEngine(EngineConfiguration.of(
                routers(1, 255, second).routers().getFirst(),
                VirtualRouter.named("later")
                        .on("eth1", 1, AddressFamily.IPV4)
                        .version(ProtocolVersion.V3)
                        .priority(255)
                        .addresses(List.of(ip("10.78.0.100")))
                        .build(),
                VirtualRouter.named("slower")
                        .on("eth1", 2, AddressFamily.IPV4)
                        .version(ProtocolVersion.V3)
                        .advertisementInterval(Duration.ofSeconds(2))
                        .priority(255)
                        .addresses(List.of(ip("10.78.0.101")))
                        .build()));
        step(engine, new VrrpEvent.LinkChanged("eth0", true, Optional.of(OURS), Optional.empty()));
        step(engine, new VrrpEvent.Startup());
        long begin = now;
        pass(engine, second * 3 / 10);
        step(engine, new VrrpEvent.LinkChanged("eth1", true, Optional.of(OURS), Optional.empty()));
        pass(engine, 5 * second);
        assertEquals(List.of(0L, 1000L, 2000L, 3000L, 4000L, 5000L), sentAt("VI_0", begin));
        assertEquals(List.of(300L, 1000L, 2000L, 3000L, 4000L, 5000L), sentAt("later", begin));
        assertEquals(List.of(300L, 2300L, 4300L), sentAt("slower", begin));
    }

    private List<Long> sentAt(String router, long begin) {
        return adverts.get(router).stream()
                .map(at -> Duration.ofNanos(at - begin).toMillis())
                .toList();
    }

    @Test
    void whatAllAnnounceAgainIsSpreadOverTicksForAdvertsMayBeDueBetween() {
        active(250);
        assertEquals(250, announcing.removeFirst(), "a takeover waits for nothing");
        assertEquals(250, announcing.stream().mapToInt(Integer::intValue).sum(), "garp_master_delay is over");
        assertEquals(16, Collections.max(announcing));
        assertEquals(16, announcing.size());
    }
}
