package holdfast.vrrp.sim;

import holdfast.vrrp.EngineConfiguration;
import holdfast.vrrp.Preemption;
import holdfast.vrrp.SyncGroup;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.wire.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One node of a simulated LAN.
 *
 * @param name its name in transcripts
 * @param host the last part of its addresses, 1..254; 0: by its place in the LAN
 * @param clock its clock
 * @param routers its virtual routers; every node has the same number of them, in the same order
 * @param grouped whether they form a sync group
 * @param groupTrackers what the group watches
 */
record NodePlan(
        String name,
        int host,
        DriftingClock clock,
        List<RouterPlan> routers,
        boolean grouped,
        List<Tracked> groupTrackers) {

    /** Copies the lists. */
    NodePlan {
        routers = List.copyOf(routers);
        groupTrackers = List.copyOf(groupTrackers);
    }

    /** A node with one virtual router of keepalived's defaults and an exact clock. */
    static NodePlan router(String name, int priority) {
        return new NodePlan(name, 0, DriftingClock.EXACT, List.of(RouterPlan.withPriority(priority)), false, List.of());
    }

    /** The same in version 3 with another interval. */
    NodePlan version3Every(Duration interval) {
        return changed(router -> router.with(ProtocolVersion.V3, interval));
    }

    /** The same with {@code nopreempt}. */
    NodePlan noPreempt() {
        return changed(router -> router.with(Preemption.NEVER));
    }

    /** The same with {@code preempt_delay}. */
    NodePlan preemptAfter(Duration delay) {
        return changed(router -> router.with(new Preemption.After(delay)));
    }

    /** The same with another clock. */
    NodePlan with(DriftingClock newClock) {
        return new NodePlan(name, host, newClock, routers, grouped, groupTrackers);
    }

    /** The same as this host. */
    NodePlan atHost(int newHost) {
        return new NodePlan(name, newHost, clock, routers, grouped, groupTrackers);
    }

    /** The same with every virtual router changed. */
    NodePlan changed(UnaryOperator<RouterPlan> change) {
        return new NodePlan(name, host, clock, routers.stream().map(change).toList(), grouped, groupTrackers);
    }

    /** How many segments it is on. */
    int segments() {
        int segments = 1;
        for (RouterPlan router : routers) {
            segments = Math.max(segments, router.segment() + 1);
        }
        return segments;
    }

    /** Its engine's configuration. */
    EngineConfiguration configuration() {
        List<VirtualRouter> configured = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (RouterPlan router : routers) {
            configured.add(router.configuration());
            names.add(router.name());
        }
        List<SyncGroup> groups = grouped ? List.of(new SyncGroup("G", names, groupTrackers, false)) : List.of();
        return new EngineConfiguration(configured, groups, Duration.ZERO, false);
    }
}
