package holdfast.agent.pair;

import holdfast.conf.model.AddressFamily;
import holdfast.vrrp.Effect;
import holdfast.vrrp.EngineConfiguration;
import holdfast.vrrp.RouterStatus;
import holdfast.vrrp.SyncGroup;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/** A node with its engine, in simulated time. */
final class SimulatedNode {
    private final int number;
    private final EngineConfiguration configuration;
    private final BiFunction<String, AddressFamily, InetAddress> addresses;
    private final Set<String> interfaces = new LinkedHashSet<>();
    private final Map<TrackedObject, List<Tracked>> trackers = new LinkedHashMap<>();
    private final Set<String> linksDown = new HashSet<>();
    private final Set<TrackedObject> bad = new HashSet<>();
    private Optional<VrrpEngine> engine = Optional.empty();

    /**
     * A node that has not started.
     *
     * @param addresses the address of an interface in a family
     */
    SimulatedNode(
            int number, EngineConfiguration configuration, BiFunction<String, AddressFamily, InetAddress> addresses) {
        this.number = number;
        this.configuration = configuration;
        this.addresses = addresses;
        for (VirtualRouter router : configuration.routers()) {
            interfaces.add(router.key().interfaceName());
            router.trackers().forEach(this::note);
        }
        for (SyncGroup group : configuration.syncGroups()) {
            group.trackers().forEach(this::note);
        }
    }

    private void note(Tracked tracked) {
        if (tracked.object().kind() == TrackedObject.Kind.INTERFACE) {
            interfaces.add(tracked.object().name());
        } else {
            trackers.computeIfAbsent(tracked.object(), _ -> new ArrayList<>()).add(tracked);
        }
    }

    int number() {
        return number;
    }

    /** Interfaces with virtual routers, and those tracked. */
    Set<String> interfaces() {
        return interfaces;
    }

    /** Scripts, files and processes that something depends on. */
    Set<TrackedObject> trackers() {
        return trackers.keySet();
    }

    boolean isRunning() {
        return engine.isPresent();
    }

    boolean isLinkUp(String interfaceName) {
        return !linksDown.contains(interfaceName);
    }

    InetAddress address(String interfaceName, AddressFamily family) {
        return addresses.apply(interfaceName, family);
    }

    /** The engine starts; what it wants done goes to the outlet. */
    void start(long now, Outlet outlet) {
        engine = Optional.of(new VrrpEngine(configuration));
        interfaces.forEach(name -> on(link(name), now, outlet));
        trackers.keySet().forEach(object -> on(status(object), now, outlet));
        on(new VrrpEvent.Startup(), now, outlet);
        on(VrrpEvent.Tick.TICK, now, outlet);
    }

    /** The machine is gone. */
    void crash() {
        engine = Optional.empty();
    }

    void setLink(String interfaceName, boolean up, long now, Outlet outlet) {
        if (up) {
            linksDown.remove(interfaceName);
        } else {
            linksDown.add(interfaceName);
        }
        on(link(interfaceName), now, outlet);
    }

    void setTracker(TrackedObject object, boolean good, long now, Outlet outlet) {
        if (good) {
            bad.remove(object);
        } else {
            bad.add(object);
        }
        on(status(object), now, outlet);
    }

    private VrrpEvent link(String name) {
        return new VrrpEvent.LinkChanged(
                name,
                isLinkUp(name),
                Optional.of(address(name, AddressFamily.INET)),
                Optional.of(address(name, AddressFamily.INET6)));
    }

    /** What is tracked in reverse is well when the thing itself is bad. */
    private VrrpEvent status(TrackedObject object) {
        Tracked tracked = trackers.get(object).getFirst();
        boolean good = bad.contains(object) == tracked.reverse();
        TrackStatus status = switch (object.kind()) {
            case FILE -> new TrackStatus.Value(fileValue(tracked, bad.contains(object)));
            case INTERFACE, SCRIPT, PROCESS, BFD -> good ? new TrackStatus.Good() : new TrackStatus.Bad("");
        };
        return new VrrpEvent.TrackedObjectChanged(object, status);
    }

    /** What a tracked file holds: a number that changes nothing, or one that lowers the priority or is a fault. */
    private static int fileValue(Tracked tracked, boolean failed) {
        if (tracked.weight() == 0) {
            return failed == tracked.reverse() ? 0 : 1;
        }
        return failed ? failedValue(tracked) : 0;
    }

    private static int failedValue(Tracked tracked) {
        return tracked.weight() > 0 != tracked.reverse() ? -1 : 1;
    }

    /** The number a tracked file holds when it is made to fail; nothing for other things. */
    OptionalInt failedFileValue(TrackedObject object) {
        return object.kind() == TrackedObject.Kind.FILE
                ? OptionalInt.of(fileValue(trackers.get(object).getFirst(), true))
                : OptionalInt.empty();
    }

    void on(VrrpEvent event, long now, Outlet outlet) {
        if (engine.isPresent()) {
            for (Effect effect : List.copyOf(engine.get().on(event, now))) {
                if (effect instanceof Effect.SendAdvertisement send && isLinkUp(send.interfaceName())) {
                    outlet.send(this, send);
                }
            }
        }
    }

    long nanosUntilNextDeadline(long now) {
        return engine.map(running -> running.nanosUntilNextDeadline(now)).orElse(VrrpEngine.NO_DEADLINE);
    }

    Optional<RouterStatus> status(String router) {
        return engine.flatMap(running -> running.status(router));
    }

    /** Where adverts go. */
    interface Outlet {
        /** An advert leaves. */
        void send(SimulatedNode from, Effect.SendAdvertisement advert);
    }
}
