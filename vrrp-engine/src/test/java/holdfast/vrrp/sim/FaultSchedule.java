package holdfast.vrrp.sim;

import holdfast.vrrp.Preemption;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.wire.ProtocolVersion;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
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
            long moment = random.nextLong(end);
            draw(moment, drawNode());
            if (random.nextInt(4) == 0) {
                draw(moment, drawNode());
            }
        }
    }

    private void at(long moment, Fault fault) {
        lan.schedule(moment, new Happening.FaultStrikes(fault));
    }

    private int drawNode() {
        return random.nextInt(scenario.plans().size());
    }

    private void draw(long moment, int node) {
        long later = moment + drawPause();
        switch (random.nextInt(4)) {
            case 0 -> drawOfProcess(moment, later, node);
            case 1 -> drawOfNetwork(moment, later, node);
            case 2 -> drawOfKernel(moment, later, node);
            default -> drawOfOperator(moment, later, node);
        }
    }

    /** Who is hit while addresses are taken or let go is hit by something that may end before that happens. */
    private void drawOfProcess(long moment, long later, int node) {
        boolean inTheMiddle = random.nextInt(4) == 0;
        Fault begins;
        Fault ends;
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                begins = new Fault.Freeze(node);
                ends = new Fault.Thaw(node);
            }
            case 2 -> {
                begins = new Fault.Crash(node);
                ends = new Fault.Restart(node);
            }
            case 3 -> {
                begins = new Fault.Stop(node);
                ends = new Fault.Restart(node);
            }
            case 4 -> {
                begins = new Fault.Suspend(node);
                ends = new Fault.Resume(node);
            }
            default -> {
                begins = new Fault.ClockRate(node, random.nextInt(-1000, 1001));
                ends = new Fault.ClockRate(node, random.nextInt(-1000, 1001));
            }
        }
        at(moment, inTheMiddle ? new Fault.InTheMiddle(begins) : begins);
        at(later, ends);
    }

    private void drawOfNetwork(long moment, long later, int node) {
        int segment = random.nextInt(scenario.plans().getFirst().segments());
        switch (random.nextInt(8)) {
            case 0 -> {
                at(moment, new Fault.Link(node, segment, false));
                at(later, new Fault.Link(node, segment, true));
            }
            case 1, 2 -> drawPartition(moment, later, segment);
            case 3 -> {
                int deaf = drawNode();
                at(moment, new Fault.OneWay(segment, node, deaf, true));
                at(later, new Fault.OneWay(segment, node, deaf, false));
            }
            case 4 -> at(moment, new Fault.WeatherChange(drawWeather()));
            case 5 -> {
                at(moment, new Fault.InterfaceGone(node, segment));
                at(later, new Fault.InterfaceMade(node, segment));
                at(later + drawGap(), new Fault.Renumbered(node, segment, drawHost(node)));
            }
            case 6 -> at(moment, new Fault.Renumbered(node, segment, drawHost(node)));
            default -> {
                at(moment, new Fault.Deaf(node, segment, true));
                at(later, new Fault.Deaf(node, segment, false));
            }
        }
    }

    private void drawOfKernel(long moment, long later, int node) {
        switch (random.nextInt(5)) {
            case 0 -> {
                at(moment, drawMood(node));
                at(later, new Fault.KernelMood(node, 0, 0, 0));
            }
            case 1 -> {
                at(moment, new Fault.SlowKernel(node, interval / new int[] {50, 10, 2, 1}[random.nextInt(4)]));
                at(later, new Fault.SlowKernel(node, 0));
            }
            case 2 -> {
                Fault full = new Fault.FullQueue(node, random.nextInt(1, 5));
                at(moment, random.nextBoolean() ? full : new Fault.InTheMiddle(full));
            }
            case 3 -> {
                int router = drawRouter();
                for (int times = random.nextInt(1, 6); times > 0; times--) {
                    at(moment + random.nextLong(interval), new Fault.RemoveAddresses(node, router));
                }
            }
            default -> drawTrack(moment, later, node);
        }
    }

    private void drawOfOperator(long moment, long later, int node) {
        switch (random.nextInt(5)) {
            case 0, 1 -> drawHandOver(moment, later, node);
            case 2 -> {
                at(moment, new Fault.Maintenance(node, true));
                if (random.nextBoolean()) {
                    at(later, new Fault.Maintenance(node, false));
                }
            }
            case 3 -> at(moment, new Fault.Reconfigure(node, reconfigured(node)));
            default -> at(moment, new Fault.InTheMiddle(new Fault.Reconfigure(node, reconfigured(node))));
        }
    }

    private Fault.KernelMood drawMood(int node) {
        double all = random.nextInt(3) == 0 ? 1 : random.nextDouble();
        double one = random.nextDouble();
        double packets = random.nextDouble();
        return switch (random.nextInt(4)) {
            case 0 -> new Fault.KernelMood(node, all, 0, 0);
            case 1 -> new Fault.KernelMood(node, 0, one, 0);
            case 2 -> new Fault.KernelMood(node, 0, 0, packets);
            default -> new Fault.KernelMood(node, all, one, packets);
        };
    }

    private long drawGap() {
        return random.nextBoolean() ? 0 : random.nextLong(interval);
    }

    /** Another address than before, or the same; never that of another node. */
    private int drawHost(int node) {
        return scenario.plans().get(node).host() + random.nextInt(3);
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
        if (random.nextInt(3) == 0) {
            int reloaded = drawNode();
            at(moment + drawGap(), new Fault.Reconfigure(reloaded, reconfigured(reloaded)));
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

    /** What an operator changes with a reload: priority, preemption, addresses and interval (version 3), names, nothing. */
    private NodePlan reconfigured(int node) {
        NodePlan plan = scenario.plans().get(node);
        boolean owner = plan.routers().getFirst().priority() == 255;
        boolean version3 = plan.routers().getFirst().version() == ProtocolVersion.V3;
        int priority = random.nextInt(1, 255);
        return switch (random.nextInt(6)) {
            case 0 -> owner ? plan : plan.changed(router -> router.with(priority));
            case 1 -> plan.changed(router -> router.with(Preemption.NEVER));
            case 2 -> plan.changed(router -> router.named(router.name() + "_new"));
            case 3 -> plan;
            case 4 -> version3 ? plan.version3Every(shorterInterval()) : plan;
            default -> version3 ? plan.changed(router -> router.withAddresses(router.addressCount() % 3 + 1)) : plan;
        };
    }

    /** No longer than any of the plans: bounds are reckoned with the longest. */
    private Duration shorterInterval() {
        Duration shorter = scenario.interval().dividedBy(random.nextInt(1, 6));
        Duration least = ProtocolVersion.V3.intervalUnit();
        return shorter.compareTo(least) < 0 ? least : ProtocolVersion.V3.nearestInterval(shorter);
    }
}
