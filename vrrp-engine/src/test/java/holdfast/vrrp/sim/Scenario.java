package holdfast.vrrp.sim;

import holdfast.vrrp.Preemption;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Plans for a LAN, drawn from a seed: two to five nodes, one virtual router or two (on one segment, or on two and in a sync group).
 *
 * @param plans the nodes
 * @param interval the longest advertisement interval of any
 * @param greatestLatencyNanos how late processes wake in the chaotic phase
 */
record Scenario(List<NodePlan> plans, Duration interval, long greatestLatencyNanos) {
    /** A script whose failure lowers the priority. */
    static final TrackedObject WEIGHTED = new TrackedObject(TrackedObject.Kind.SCRIPT, "chk_weight");

    /** A script whose failure is a fault. */
    static final TrackedObject VITAL = new TrackedObject(TrackedObject.Kind.SCRIPT, "chk_vital");

    private static final long[] MILLIS = {10, 20, 50, 100, 250, 500, 1000, 1000, 1000, 2000, 5000};
    private static final int[] WEIGHTS = {-254, -60, -20, -2, 2, 20, 60};
    private static final long LATEST_WAKE_UP = 20_000_000;

    /** Which of the ways a LAN can be laid out. */
    private enum Layout {
        ONE_ROUTER,
        TWO_ROUTERS,
        SYNC_GROUP
    }

    /** The scenario of a seed. */
    static Scenario draw(SplittableRandom random) {
        AddressFamily family = random.nextInt(3) == 0 ? AddressFamily.IPV6 : AddressFamily.IPV4;
        boolean second = family == AddressFamily.IPV4 && random.nextBoolean();
        Duration interval = second
                ? Duration.ofSeconds(random.nextInt(1, 4))
                : Duration.ofMillis(MILLIS[random.nextInt(MILLIS.length)]);
        ProtocolVersion version = second ? ProtocolVersion.V2 : ProtocolVersion.V3;
        RouterPlan common = new RouterPlan(
                "VI_1", 0, 51, family, version, 100, interval, Preemption.AT_ONCE, random.nextInt(1, 4), List.of());
        int nodes = 2 + Math.min(random.nextInt(4), random.nextInt(4));
        List<NodePlan> plans = drawNodes(random, common, nodes);
        if (!second && random.nextInt(6) == 0) {
            // Version 3 learns the interval of whoever is active (RFC 9568, 6.4.2); the longest counts for bounds.
            Duration unit = interval.dividedBy(2).compareTo(ProtocolVersion.V3.intervalUnit()) < 0
                    ? interval
                    : version.nearestInterval(interval.dividedBy(2));
            plans.replaceAll(plan -> random.nextBoolean() ? plan : plan.version3Every(unit));
        }
        long latency = interval.toNanos() / new int[] {5, 10, 100, 1000}[random.nextInt(4)];
        return new Scenario(plans, interval, Math.min(latency, LATEST_WAKE_UP));
    }

    private static List<NodePlan> drawNodes(SplittableRandom random, RouterPlan common, int nodes) {
        int layoutDraw = random.nextInt(10);
        Layout layout = layoutDraw < 6 ? Layout.ONE_ROUTER : layoutDraw < 8 ? Layout.TWO_ROUTERS : Layout.SYNC_GROUP;
        int preemptionDraw = random.nextInt(10);
        int priorities = random.nextInt(4);
        boolean owner = random.nextInt(8) == 0;
        int[] hosts = shuffled(random, nodes);
        boolean tracks = random.nextBoolean();
        List<NodePlan> plans = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            int priority = node == 0 && owner ? 255 : drawPriority(random, priorities, node);
            List<Tracked> trackers = tracks ? drawTrackers(random) : List.of();
            RouterPlan first = common.with(priority).with(drawPreemption(random, preemptionDraw, common.interval()));
            boolean grouped = layout == Layout.SYNC_GROUP;
            first = grouped ? first : first.with(trackers);
            List<RouterPlan> routers = switch (layout) {
                case ONE_ROUTER -> List.of(first);
                case TWO_ROUTERS -> List.of(first, first.second(0, 52).with(drawPriority(random, priorities, node)));
                case SYNC_GROUP -> List.of(first, first.second(1, 51));
            };
            plans.add(new NodePlan(
                    String.valueOf((char) ('a' + node)),
                    hosts[node],
                    drawClock(random),
                    routers,
                    grouped,
                    grouped ? trackers : List.of()));
        }
        return plans;
    }

    private static int drawPriority(SplittableRandom random, int manner, int node) {
        return switch (manner) {
            case 0 -> 100;
            case 1 -> 200 - 10 * node;
            case 2 -> 101 - node;
            default -> random.nextInt(1, 255);
        };
    }

    private static Preemption drawPreemption(SplittableRandom random, int draw, Duration interval) {
        return switch (draw) {
            case 0, 1 -> Preemption.NEVER;
            case 2, 3 -> new Preemption.After(interval.multipliedBy(random.nextInt(1, 6)));
            case 4 -> random.nextBoolean() ? Preemption.NEVER : Preemption.AT_ONCE;
            default -> Preemption.AT_ONCE;
        };
    }

    private static List<Tracked> drawTrackers(SplittableRandom random) {
        Tracked weighted = new Tracked(WEIGHTED, WEIGHTS[random.nextInt(WEIGHTS.length)], random.nextInt(4) == 0);
        return random.nextInt(3) == 0 ? List.of(weighted, new Tracked(VITAL, 0, false)) : List.of(weighted);
    }

    private static DriftingClock drawClock(SplittableRandom random) {
        long start = switch (random.nextInt(3)) {
            case 0 -> random.nextLong(1L << 50);
            // It overflows during the run.
            case 1 -> Long.MAX_VALUE - random.nextLong(10_000_000_000L);
            default -> -random.nextLong(10_000_000_000L);
        };
        return new DriftingClock(start, random.nextInt(-1000, 1001));
    }

    private static int[] shuffled(SplittableRandom random, int nodes) {
        int[] hosts = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            hosts[node] = 1 + 60 * node; // beyond 127, so that a signed comparison is found out
        }
        for (int last = nodes - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = hosts[last];
            hosts[last] = hosts[other];
            hosts[other] = kept;
        }
        return hosts;
    }
}
