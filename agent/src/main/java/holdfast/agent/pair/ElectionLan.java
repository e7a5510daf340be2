package holdfast.agent.pair;

import holdfast.agent.plan.EngineTranslator;
import holdfast.vrrp.Effect;
import holdfast.vrrp.EngineConfiguration;
import holdfast.vrrp.Preemption;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * All nodes and the links between them, in simulated time: packets need 0.1 ms and none is lost. The engines are those the daemon
 * runs.
 */
final class ElectionLan {
    private static final long LATENCY = Duration.ofNanos(100_000).toNanos();

    /** More than any network needs to settle; a bound for those that never do. */
    private static final long MOST_STEPS = 3_000_000;

    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Wiring wiring;
    private final ArrayDeque<Arrival> onTheWay = new ArrayDeque<>();
    private final long settlingTime;
    private long now;

    private record Arrival(long at, SimulatedNode to, VrrpEvent.PacketReceived packet) {}

    ElectionLan(List<PairNode> pair, Wiring wiring) {
        this.wiring = wiring;
        long longest = 0;
        for (int number = 0; number < pair.size(); number++) {
            int node = number;
            EngineConfiguration configuration =
                    hastened(EngineTranslator.translate(pair.get(number).configuration()));
            nodes.add(new SimulatedNode(number, configuration, (name, family) -> wiring.address(node, name, family)));
            for (VirtualRouter router : configuration.routers()) {
                longest = Math.max(longest, patience(router));
            }
        }
        settlingTime = 5 * longest + Duration.ofSeconds(1).toNanos();
    }

    /** How long silence is borne, at most: Active_Down_Interval with the longest Skew_Time. */
    private static long patience(VirtualRouter router) {
        return router.advertisementInterval().toNanos() * (router.downTimerAdverts() + 1L);
    }

    /** The same without delays that change nothing but the time it takes; a delay stays a delay. */
    private static EngineConfiguration hastened(EngineConfiguration configuration) {
        return new EngineConfiguration(
                configuration.routers().stream().map(ElectionLan::hastened).toList(),
                configuration.syncGroups(),
                Duration.ZERO,
                false);
    }

    private static VirtualRouter hastened(VirtualRouter router) {
        Duration longest = Duration.ofNanos(patience(router));
        boolean isLong = router.preemption() instanceof Preemption.After after
                && after.delay().compareTo(longest) > 0;
        return isLong
                ? new VirtualRouter(
                        router.name(),
                        router.key(),
                        router.version(),
                        router.priority(),
                        router.advertisementInterval(),
                        new Preemption.After(longest),
                        router.wantedState(),
                        router.authentication(),
                        router.addresses(),
                        router.peering(),
                        router.source(),
                        router.sendChecksum(),
                        router.downTimerAdverts(),
                        router.rules(),
                        router.announcements(),
                        router.trackers())
                : router;
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }

    /** All nodes start at once, and the election is held. */
    void start() {
        nodes.forEach(node -> node.start(now, this::transmit));
        settle();
    }

    /** Something breaks, and the consequences are awaited. */
    void strike(Failure failure) {
        SimulatedNode node = nodes.get(failure.node());
        switch (failure) {
            case Failure.TrackerFails tracker -> node.setTracker(tracker.object(), false, now, this::transmit);
            case Failure.LinkFails link -> node.setLink(link.interfaceName(), false, now, this::transmit);
            case Failure.NodeFails _ -> node.crash();
        }
        settle();
    }

    /** What broke is repaired. */
    void repair(Failure failure) {
        SimulatedNode node = nodes.get(failure.node());
        switch (failure) {
            case Failure.TrackerFails tracker -> node.setTracker(tracker.object(), true, now, this::transmit);
            case Failure.LinkFails link -> node.setLink(link.interfaceName(), true, now, this::transmit);
            case Failure.NodeFails _ -> node.start(now, this::transmit);
        }
        settle();
    }

    private void settle() {
        long end = now + settlingTime;
        for (long step = 0; step < MOST_STEPS; step++) {
            long next = nextMoment();
            if (next - end > 0) {
                break;
            }
            now = next;
            // What has arrived is read before silence is believed, as in the daemon's loop.
            while (!onTheWay.isEmpty() && onTheWay.peek().at() <= now) {
                Arrival arrival = onTheWay.poll();
                arrival.to().on(arrival.packet(), now, this::transmit);
            }
            for (SimulatedNode node : nodes) {
                if (node.nanosUntilNextDeadline(now) <= 0) {
                    node.on(VrrpEvent.Tick.TICK, now, this::transmit);
                }
            }
        }
        now = Math.max(now, end);
    }

    private long nextMoment() {
        long least = onTheWay.isEmpty()
                ? Long.MAX_VALUE - now
                : Math.max(0, onTheWay.peek().at() - now);
        for (SimulatedNode node : nodes) {
            least = Math.min(least, node.nanosUntilNextDeadline(now));
        }
        return least >= Long.MAX_VALUE - now ? Long.MAX_VALUE : now + least;
    }

    private void transmit(SimulatedNode from, Effect.SendAdvertisement advert) {
        for (Effect.Packet packet : advert.packets()) {
            for (SimulatedNode to : nodes) {
                if (to != from) {
                    arrive(from, advert, packet, to);
                }
            }
        }
    }

    private void arrive(SimulatedNode from, Effect.SendAdvertisement advert, Effect.Packet packet, SimulatedNode to) {
        InetAddress destination = packet.destination();
        for (String name : to.interfaces()) {
            boolean reached = wiring.areConnected(from.number(), advert.interfaceName(), to.number(), name)
                    && to.isLinkUp(name)
                    && (destination.isMulticastAddress() || wiring.owns(to.number(), name, destination));
            if (reached) {
                ByteBuffer message = ByteBuffer.wrap(packet.message().toByteArray());
                onTheWay.add(new Arrival(
                        now + LATENCY,
                        to,
                        new VrrpEvent.PacketReceived(
                                name, advert.family(), advert.source(), destination, advert.timeToLive(), message)));
            }
        }
    }
}
