package holdfast.vrrp.sim;

import holdfast.vrrp.Preemption;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.wire.ProtocolVersion;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The chaotic phase of a scenario: what breaks when, drawn from a seed. */
final class FaultSchedule {
    private static final int INTERVALS = 24;
    private static final int MOST_FAULTS = 14;

    private final SimulatedLan lan;
    private final Scenario scenario;
    private final SplittableRandom random;
    private final long interval;
    private final long end;
    private final Set<Integer> reluctant = new HashSet<>();
    private long greatestDelay;

    FaultSchedule(SimulatedLan lan, Scenario scenario, SplittableRandom random) {
        this.lan = lan;
        this.scenario = scenario;
        this.random = random;
        interval = scenario.interval().toNanos();
        end = INTERVALS * interval;
    }

    /** When the chaotic phase ends, in true time. */
    long end() {
        return end;
    }

    /** No packet is on its way for longer. */
    long greatestDelay() {
        return greatestDelay;
    }

    /** Nodes whose kernels refused something. */
    Set<Integer> reluctant() {
        return reluctant;
    }

    /** Queues all of it: every node starts somewhen near the beginning, then things go wrong. */
    void fill() {
        at(0, new Fault.WeatherChange(drawWeather()));
        for (int node = 0; node < scenario.plans().size(); node++) {
            at(random.nextInt(3) == 0 ? 0 : random.nextLong(5 * interval), new Fault.Restart(node));
            if (random.nextBoolean()) {
                at(0, new Fault.Track(node, Scenario.WEIGHTED, new TrackStatus.Good()));
                at(0, new Fault.Track(node, Scenario.VITAL, new TrackStatus.Good()));
            }
        }
        for (int faults = random.nextInt(MOST_FAULTS + 1); faults > 0; faults--) {
            draw(random.nextLong(end), random.nextInt(scenario.plans().size()));
        }
    }

    private void at(long moment, Fault fault) {
        lan.schedule(moment, new Happening.FaultStrikes(fault));
    }

    private void draw(long moment, int node) {
        int segment = random.nextInt(scenario.plans().getFirst().segments());
        long later = moment + drawPause();
        switch (random.nextInt(17)) {
            case 0, 1 -> {
                at(moment, new Fault.Freeze(node));
                at(later, new Fault.Thaw(node));
            }
            case 2 -> {
                at(moment, new Fault.Crash(node));
                at(later, new Fault.Restart(node));
            }
            case 3 -> {
                at(moment, new Fault.Stop(node));
                at(later, new Fault.Restart(node));
            }
            case 4 -> {
                at(moment, new Fault.Link(node, segment, false));
                at(later, new Fault.Link(node, segment, true));
            }
            case 5, 6 -> drawPartition(moment, later, segment);
            case 7 -> {
                int deaf = random.nextInt(scenario.plans().size());
                at(moment, new Fault.OneWay(segment, node, deaf, true));
                at(later, new Fault.OneWay(segment, node, deaf, false));
            }
            case 8 -> at(moment, new Fault.WeatherChange(drawWeather()));
            case 9 -> drawMood(moment, later, node);
            case 10 -> drawTrack(moment, later, node);
            case 11 -> {
                int router = drawRouter();
                for (int times = random.nextInt(1, 6); times > 0; times--) {
                    at(moment + random.nextLong(interval), new Fault.RemoveAddresses(node, router));
                }
            }
            case 12, 13, 14 -> drawHandOver(moment, later, node);
            case 15 -> {
                at(moment, new Fault.Maintenance(node, true));
                if (random.nextBoolean()) {
                    at(later, new Fault.Maintenance(node, false));
                }
            }
            default -> at(moment, new Fault.Reconfigure(node, reconfigured(node)));
        }
    }

    /** The operator tells every node: who is master at that moment depends on all that went wrong before. */
    private void drawHandOver(long moment, long later, int node) {
        int router = drawRouter();
        for (int other = 0; other < scenario.plans().size(); other++) {
            at(moment, new Fault.HandOver(other, router));
        }
        if (random.nextBoolean()) {
            at(later, new Fault.TakeBack(node, router));
        }
    }

    private long drawPause() {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextLong(interval);
            case 1 -> random.nextLong(4 * interval);
            default -> random.nextLong(12 * interval);
        };
    }

    private int drawRouter() {
        return random.nextInt(scenario.plans().getFirst().routers().size());
    }

    private void drawPartition(long moment, long later, int segment) {
        int nodes = scenario.plans().size();
        List<Integer> side = random.ints(nodes, 0, 3).boxed().toList();
        at(moment, new Fault.Partition(segment, side));
        at(later, new Fault.Partition(segment, Collections.nCopies(nodes, 0)));
    }

    private void drawMood(long moment, long later, int node) {
        reluctant.add(node);
        at(moment, new Fault.KernelMood(node, random.nextDouble(), random.nextDouble()));
        at(later, new Fault.KernelMood(node, 0, 0));
    }

    private void drawTrack(long moment, long later, int node) {
        var object = random.nextInt(4) == 0 ? Scenario.VITAL : Scenario.WEIGHTED;
        at(moment, new Fault.Track(node, object, new TrackStatus.Bad("exited with status 1")));
        if (random.nextBoolean()) {
            at(later, new Fault.Track(node, object, new TrackStatus.Good()));
        }
    }

    private Weather drawWeather() {
        double loss = random.nextBoolean() ? 0 : random.nextDouble() * random.nextDouble();
        double duplication = random.nextInt(3) == 0 ? random.nextDouble() * 0.3 : 0;
        double damage = random.nextInt(3) == 0 ? random.nextDouble() * 0.2 : 0;
        long most = random.nextInt(4) == 0 ? interval : interval / 20;
        long least = random.nextLong(most / 4 + 1);
        Weather weather = new Weather(loss, duplication, damage, least, least + random.nextLong(most + 1));
        greatestDelay = Math.max(greatestDelay, weather.greatestDelayNanos());
        return weather;
    }

    /** What an operator changes with a reload: priority, preemption, addresses (version 3), names. */
    private NodePlan reconfigured(int node) {
        NodePlan plan = scenario.plans().get(node);
        boolean owner = plan.routers().getFirst().priority() == 255;
        int priority = random.nextInt(1, 255);
        return switch (random.nextInt(4)) {
            case 0 -> owner ? plan : plan.changed(router -> router.with(priority));
            case 1 -> plan.changed(router -> router.with(Preemption.NEVER));
            case 2 -> plan.changed(router -> router.named(router.name() + "_new"));
            default ->
                plan.changed(router -> router.version() == ProtocolVersion.V3
                        ? router.withAddresses(router.addressCount() % 3 + 1)
                        : router);
        };
    }
}
