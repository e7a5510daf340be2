package holdfast.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of random steps: whatever happens, the table is what it should be, and the kernel never has to refuse. */
class VirtualServersPropertyTest {
    private static LongStream seeds() {
        return LongStream.rangeClosed(1, 6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theTableIsAlwaysWhatItShouldBe(long seed) {
        RandomWorld world = new RandomWorld(seed, true);
        world.start();
        for (int step = 0; step < 1_500; step++) {
            String where = "seed " + seed + ", step " + step;
            world.step(where);
            world.check(where);
            world.checkNothingElse(where);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRestartAfterACrashLeavesWhatServesAsItIs(long seed) {
        RandomWorld world = new RandomWorld(seed, false);
        world.start();
        for (int step = 0; step < 500; step++) {
            String where = "seed " + seed + ", step " + step;
            world.step(where);
            if (step % 5 == 0) {
                crashAndAdopt(world, where);
            }
        }
    }

    /** kill -9, and a new agent with the same configuration that is told what operators want. */
    private static void crashAndAdopt(RandomWorld world, String where) {
        Map<IpvsServiceKey, List<IpvsDestination>> before = new HashMap<>();
        world.kernel.services().keySet().forEach(key -> before.put(key, world.kernel.destinations(key)));
        world.director = new Director(world.expected.plan(), world.kernel);
        world.expected.commands().forEach(world.director::on);
        world.director.start();
        for (IpvsRequest request : world.director.requests) {
            boolean fillsAnEmptyService = request instanceof IpvsRequest.AddDestination add
                    && before.get(add.key()).isEmpty();
            assertTrue(fillsAnEmptyService, () -> where + ": " + request + " although there was " + before);
        }
        world.expected.verdicts().forEach(world.director::on);
        world.expected.takeQuorums(world.director.servers.status());
        world.check(where);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyTableIsAdoptedAndBroughtToWhatItShouldBe(long seed) {
        RandomWorld world = new RandomWorld(seed, true);
        for (int round = 0; round < 40; round++) {
            String where = "seed " + seed + ", round " + round;
            world.start();
            for (int step = 0; step < 10; step++) {
                world.step(where);
            }
            world.meddle();
            adoptWithAnotherPlan(world, where);
        }
    }

    private static void adoptWithAnotherPlan(RandomWorld world, String where) {
        Map<IpvsServiceKey, IpvsService> services = new HashMap<>(world.kernel.services());
        Map<IpvsServiceKey, List<IpvsDestination>> destinations = new HashMap<>();
        services.keySet().forEach(key -> destinations.put(key, world.kernel.destinations(key)));
        world.start();
        world.expected.verdicts().forEach(world.director::on);
        world.expected.takeQuorums(world.director.servers.status());
        world.check(where);
        services.keySet().removeAll(world.expected.services().keySet());
        services.forEach((key, service) -> {
            assertEquals(service, world.kernel.services().get(key), where);
            assertEquals(destinations.get(key), world.kernel.destinations(key), where);
        });
    }
}
