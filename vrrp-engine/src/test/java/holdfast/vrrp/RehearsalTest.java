package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.ip;
import static holdfast.vrrp.EngineBench.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.wire.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a rehearsed reload says is what the reload does. */
class RehearsalTest {
    private static final TrackedObject SCRIPT = new TrackedObject(TrackedObject.Kind.SCRIPT, "chk");

    @Test
    void aRehearsedReloadHasTheEffectsOfTheReloadThatFollows() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            EngineBench bench = new EngineBench(configuration(random)).linkUp("eth0");
            if (random.nextBoolean()) {
                bench.linkUp("eth1");
            }
            bench.script("chk", random.nextBoolean() ? new TrackStatus.Good() : new TrackStatus.Bad("failed"));
            bench.start();
            bench.advance(seconds(random.nextInt(6)));
            bench.hear(PEER, EngineBench.advert(51 + random.nextInt(4), 200));
            switch (random.nextInt(4)) {
                case 0 -> bench.on(new VrrpEvent.Maintenance(true));
                case 1 -> bench.on(new VrrpEvent.HandOver("VI_51", "test"));
                default -> {}
            }
            VrrpEvent next = new VrrpEvent.Reconfigure(configuration(random));
            VrrpEngine rehearsal = bench.engine().rehearsal();
            List<Effect> foretold = List.copyOf(rehearsal.on(next, bench.now()));
            assertEquals(bench.on(next), foretold, "seed " + seed);
            assertEquals(
                    bench.engine().statuses().stream().map(RouterStatus::state).toList(),
                    rehearsal.statuses().stream().map(RouterStatus::state).toList(),
                    "seed " + seed);
        }
    }

    @Test
    void aRehearsalLeavesTheEngineAlone() {
        EngineBench bench = EngineBench.active(EngineBench.v2(100).build());
        EngineBench.Fingerprint before = bench.fingerprint();
        List<Effect> foretold =
                bench.engine().rehearsal().on(new VrrpEvent.Reconfigure(EngineConfiguration.of()), bench.now());
        assertTrue(EngineBench.kinds(foretold).contains("ReleaseAddresses"));
        assertEquals(before, bench.fingerprint());
        assertTrue(bench.engine().isActive("VI_1"));
    }

    @Test
    void theNameDecidesWhereAKeyIsUsedTwice() {
        List<VirtualRouter> before = List.of(router("A", 51, 100), router("B", 51, 100));
        List<VirtualRouter> after = List.of(router("B", 51, 90), router("C", 51, 90), router("D", 52, 90));
        assertEquals(Map.of("B", "B", "C", "A"), Succession.of(before, after));
    }

    private static VirtualRouter router(String name, int vrid, int priority) {
        return VirtualRouter.named(name)
                .on("eth0", vrid, AddressFamily.IPV4)
                .priority(priority)
                .addresses(List.of(ip("10.77.0." + vrid)))
                .build();
    }

    /** Up to three routers of a few keys, perhaps in a group, perhaps with a script. */
    private static EngineConfiguration configuration(Random random) {
        Set<Integer> vrids = new LinkedHashSet<>();
        IntStream.range(0, random.nextInt(4)).forEach(_ -> vrids.add(51 + random.nextInt(4)));
        List<VirtualRouter> routers = new ArrayList<>();
        for (int vrid : vrids) {
            VirtualRouterBuilder builder = VirtualRouter.named((random.nextInt(4) == 0 ? "X_" : "VI_") + vrid)
                    .on(random.nextInt(5) == 0 ? "eth1" : "eth0", vrid, AddressFamily.IPV4)
                    .priority(random.nextInt(6) == 0 ? 255 : 100 + random.nextInt(3))
                    .advertisementInterval(seconds(1 + random.nextInt(2)))
                    .addresses(List.of(ip("10.77.0.1" + random.nextInt(3) + vrid % 10)));
            if (random.nextInt(3) == 0) {
                builder.trackers(List.of(new Tracked(SCRIPT, random.nextInt(2) * 10, false)));
            }
            routers.add(builder.build());
        }
        List<SyncGroup> groups = routers.size() > 1 && random.nextBoolean()
                ? List.of(new SyncGroup(
                        "G",
                        routers.stream().limit(2).map(VirtualRouter::name).toList(),
                        List.of(),
                        random.nextBoolean()))
                : List.of();
        return new EngineConfiguration(routers, groups, Duration.ZERO, false);
    }
}
