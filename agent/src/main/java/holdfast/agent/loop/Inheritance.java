package holdfast.agent.loop;

import holdfast.check.bfd.LeftSession;
import holdfast.vrrp.RouterKey;
import holdfast.vrrp.RouterState;
import holdfast.vrrp.RouterStatus;
import holdfast.vrrp.Succession;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process leaves to the one that takes its place.
 *
 * @param pid of the former process; {@link #NOBODY} when it was killed
 * @param leftAtNanos when it advertised last, on the monotonic clock of this machine
 * @param routers its instances, by name; none, when it is of a version that does not tell
 * @param active instances it was MASTER of; their addresses are in place
 * @param peers the other routers it has heard
 * @param standing what operators ordered and has not ended
 * @param tracked the status of what is tracked, so that nothing waits for a first result
 * @param fifos notify FIFOs it made, which are to be removed in the end
 * @param bfd BFD sessions that are up
 * @param routing routes and rules it put into the kernel, which are in place
 */
public record Inheritance(
        long pid,
        long leftAtNanos,
        Map<String, RouterKey> routers,
        List<String> active,
        List<VrrpEvent.KnownPeer> peers,
        StandingOrders standing,
        Map<TrackedObject, TrackStatus> tracked,
        Set<Path> fifos,
        List<LeftSession> bfd,
        List<LastWords.Routing> routing) {
    /** The {@code pid} of a process whose end nobody has to wait for: by now the number may be another's. */
    public static final long NOBODY = 0;

    /** Copies the collections. */
    public Inheritance {
        routers = Map.copyOf(routers);
        active = List.copyOf(active);
        peers = List.copyOf(peers);
        tracked = Map.copyOf(tracked);
        fifos = Set.copyOf(fifos);
        bfd = List.copyOf(bfd);
        routing = List.copyOf(routing);
    }

    /** What the loop leaves; routes and rules only to a process that takes its place, for a dead one has its {@link LastWords}. */
    static Inheritance of(
            VrrpEngine engine, Map<TrackedObject, TrackStatus> tracked, List<LastWords.Routing> routing, long now) {
        Map<TrackedObject, TrackStatus> known = new LinkedHashMap<>();
        tracked.forEach((object, status) -> {
            if (object.kind() != TrackedObject.Kind.INTERFACE) {
                known.put(object, status);
            }
        });
        return new Inheritance(
                ProcessHandle.current().pid(),
                now,
                keys(engine),
                names(engine, status -> status.state() instanceof RouterState.Active),
                peers(engine),
                new StandingOrders(engine.maintenance(), Set.copyOf(names(engine, RouterStatus::held))),
                known,
                Set.of(),
                List.of(),
                routing);
    }

    private static Map<String, RouterKey> keys(VrrpEngine engine) {
        Map<String, RouterKey> keys = new HashMap<>();
        engine.statuses()
                .forEach(status -> keys.put(
                        status.configuration().name(), status.configuration().key()));
        return keys;
    }

    /** Who has been heard may be a successor one day, and backups say nothing. */
    private static List<VrrpEvent.KnownPeer> peers(VrrpEngine engine) {
        List<VrrpEvent.KnownPeer> peers = new ArrayList<>();
        for (RouterStatus status : engine.statuses()) {
            String name = status.configuration().name();
            status.peers()
                    .forEach(peer -> peer.last()
                            .ifPresent(last -> peers.add(new VrrpEvent.KnownPeer(name, peer.address(), last))));
        }
        return peers;
    }

    private static List<String> names(VrrpEngine engine, Predicate<RouterStatus> which) {
        return engine.statuses().stream()
                .filter(which)
                .map(status -> status.configuration().name())
                .toList();
    }

    /**
     * With what others than the loop leave.
     *
     * @param more statuses of what the loop may not know of
     * @param made notify FIFOs
     * @param sessions of BFD
     */
    public Inheritance with(Map<TrackedObject, TrackStatus> more, Set<Path> made, List<LeftSession> sessions) {
        Map<TrackedObject, TrackStatus> all = new LinkedHashMap<>(tracked);
        all.putAll(more);
        return new Inheritance(pid, leftAtNanos, routers, active, peers, standing, all, made, sessions, routing);
    }

    /**
     * As a new configuration calls them: the instance with the same interface, VRID and family goes on, whatever its name, as in a reload. One
     * that nothing goes on for is left out.
     */
    public Inheritance asCalledBy(List<VirtualRouter> now) {
        if (routers.isEmpty()) {
            return this;
        }
        Map<String, String> names = Succession.ofKeys(routers, now);
        return new Inheritance(
                pid,
                leftAtNanos,
                routers,
                renamed(active, names).toList(),
                peers.stream()
                        .filter(peer -> names.containsKey(peer.router()))
                        .map(peer -> new VrrpEvent.KnownPeer(names.get(peer.router()), peer.address(), peer.last()))
                        .toList(),
                new StandingOrders(
                        standing.maintenance(),
                        renamed(standing.handedOver(), names).collect(Collectors.toSet())),
                tracked,
                fifos,
                bfd,
                routing);
    }

    private static Stream<String> renamed(Collection<String> former, Map<String, String> names) {
        return former.stream().filter(names::containsKey).map(names::get);
    }

    /** The same of a process that was killed when it was MASTER of these, and had advertised last at this moment. */
    Inheritance ofDead(List<String> names, long at, StandingOrders orders) {
        return new Inheritance(NOBODY, at, routers, names, peers, orders, tracked, fifos, bfd, routing);
    }

    /** What is known of the tracked things of a kind, by name. */
    public Map<String, TrackStatus> tracked(TrackedObject.Kind kind) {
        return tracked.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    /** What the engine is told before it starts. */
    List<VrrpEvent> events() {
        List<VrrpEvent> events = new ArrayList<>(peers);
        tracked.forEach((object, status) -> events.add(new VrrpEvent.TrackedObjectChanged(object, status)));
        active.forEach(name -> events.add(new VrrpEvent.Adopted(name)));
        return events;
    }
}
