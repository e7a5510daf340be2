package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.STRANGER;
import static holdfast.vrrp.EngineBench.VIP;
import static holdfast.vrrp.EngineBench.advert;
import static holdfast.vrrp.EngineBench.millis;
import static holdfast.vrrp.EngineBench.packet;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.vrrp.VrrpEvent.TrackedObjectChanged;
import holdfast.vrrp.wire.AddressFamily;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One engine with a sync group under random events of every kind: what must hold after each of them. */
class EngineNoiseTest {
    private static final int EVENTS = 20_000;
    private static final TrackedObject SCRIPT = new TrackedObject(TrackedObject.Kind.SCRIPT, "chk");

    private final Set<String> holders = new HashSet<>();

    private static EngineConfiguration configuration(Random chance) {
        List<Tracked> trackers = List.of(new Tracked(SCRIPT, chance.nextBoolean() ? 0 : -60, false));
        VirtualRouter one = v2(1 + chance.nextInt(254)).trackers(trackers).build();
        VirtualRouter two = other("VI_2", "eth1", 52, 1 + chance.nextInt(254));
        VirtualRouter three = other("VI_3", "eth0", 53, chance.nextInt(4) == 0 ? 255 : 100);
        SyncGroup group = new SyncGroup("G", List.of("VI_1", "VI_2"), List.of(), true);
        return new EngineConfiguration(List.of(one, two, three), List.of(group), Duration.ZERO, true);
    }

    private static VirtualRouter other(String name, String interfaceName, int vrid, int priority) {
        return VirtualRouter.named(name)
                .on(interfaceName, vrid, AddressFamily.IPV4)
                .priority(priority)
                .addresses(List.of(VIP))
                .build();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappens(long seed) {
        Random chance = new Random(seed);
        EngineBench bench = new EngineBench(configuration(chance))
                .linkUp("eth0")
                .linkUp("eth1")
                .start();
        follow(bench.history());
        for (int event = 0; event < EVENTS; event++) {
            bench.forget();
            happen(bench, chance);
            follow(bench.history());
            check(bench, "seed " + seed + ", event " + event);
        }
        bench.forget();
        bench.on(new VrrpEvent.Shutdown());
        follow(bench.history());
        assertEquals(Set.of(), holders);
    }

    private static void happen(EngineBench bench, Random chance) {
        switch (chance.nextInt(12)) {
            case 0 -> bench.linkDown("eth" + chance.nextInt(2));
            case 1, 2 -> bench.linkUp("eth" + chance.nextInt(2));
            case 3 -> bench.on(new TrackedObjectChanged(SCRIPT, status(chance)));
            case 4 -> bench.on(new VrrpEvent.AddressesLost("VI_" + (1 + chance.nextInt(3)), "10.77.0.100", ""));
            case 5 -> bench.on(new VrrpEvent.LeaseLapsed("VI_1"));
            case 6 -> {
                if (chance.nextInt(5) == 0) {
                    bench.on(new VrrpEvent.EffectRefused(new Effect.AcquireAddresses("VI_2"), "no"));
                }
            }
            case 7 -> {
                if (chance.nextInt(20) == 0) {
                    bench.on(new VrrpEvent.Reconfigure(configuration(chance)));
                }
            }
            case 8 -> {
                bench.freeze(millis(chance.nextInt(9000)));
                bench.tick();
            }
            case 9, 10 -> bench.advance(millis(chance.nextInt(2500)));
            default -> {
                int vrid = 51 + chance.nextInt(3);
                int priority = chance.nextInt(3) == 0 ? 0 : chance.nextInt(256);
                bench.on(packet(
                        vrid == 52 ? "eth1" : "eth0",
                        chance.nextBoolean() ? PEER : STRANGER,
                        advert(vrid, priority),
                        chance.nextInt(10) == 0 ? 254 : 255));
            }
        }
    }

    private static TrackStatus status(Random chance) {
        return chance.nextBoolean() ? new TrackStatus.Good() : new TrackStatus.Bad("");
    }

    /** Who holds addresses, by the effects alone. */
    private void follow(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.AcquireAddresses acquire) {
                holders.add(acquire.router());
            } else if (effect instanceof Effect.ReleaseAddresses release) {
                assertTrue(holders.remove(release.router()), "released what it did not hold");
            } else if (effect instanceof Effect.AnnounceAddresses announce) {
                assertTrue(holders.contains(announce.router()), "announced what it does not hold");
            }
        }
    }

    private void check(EngineBench bench, String when) {
        Set<String> active = new HashSet<>();
        for (RouterStatus status : bench.engine().statuses()) {
            if (status.state() instanceof RouterState.Active) {
                active.add(status.configuration().name());
            }
        }
        assertEquals(active, holders, when);
        assertEquals(active.contains("VI_1"), active.contains("VI_2"), when + ": the group is divided");
        follow(bench.tick());
        long wait = bench.engine().nanosUntilNextDeadline(bench.now());
        assertTrue(wait > 0, when + ": a deadline stays due after a tick");
        assertTrue(wait <= seconds(30).toNanos() || wait == VrrpEngine.NO_DEADLINE, when);
    }
}
