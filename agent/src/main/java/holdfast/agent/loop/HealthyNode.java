package holdfast.agent.loop;

import holdfast.vrrp.EngineConfiguration;
import holdfast.vrrp.SyncGroup;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An imagined node on which everything is well. */
final class HealthyNode {
    /** For documentation (RFC 5737, RFC 4291 2.5.6): no packet leaves with it. */
    private static final InetAddress IPV4 = InetAddress.ofLiteral("192.0.2.1");

    private static final InetAddress IPV6 = InetAddress.ofLiteral("fe80::1");

    private HealthyNode() {}

    /** An engine that is master of all its virtual routers. */
    static VrrpEngine masterOf(EngineConfiguration configuration) {
        VrrpEngine engine = new VrrpEngine(configuration);
        long now = 0;
        for (VrrpEvent event : before(configuration)) {
            engine.on(event, now);
        }
        engine.on(new VrrpEvent.Startup(), now);
        now += configuration.startupDelay().toNanos();
        engine.on(VrrpEvent.Tick.TICK, now);
        return engine;
    }

    private static List<VrrpEvent> before(EngineConfiguration configuration) {
        Set<String> links = new LinkedHashSet<>();
        Set<TrackedObject> things = new LinkedHashSet<>();
        List<VrrpEvent> events = new ArrayList<>();
        for (VirtualRouter router : configuration.routers()) {
            links.add(router.key().interfaceName());
            router.trackers().stream().map(Tracked::object).forEach(things::add);
            events.add(new VrrpEvent.Adopted(router.name()));
        }
        for (SyncGroup group : configuration.syncGroups()) {
            group.trackers().stream().map(Tracked::object).forEach(things::add);
        }
        for (TrackedObject thing : things) {
            switch (thing.kind()) {
                case INTERFACE -> links.add(thing.name());
                case SCRIPT, PROCESS, BFD ->
                    events.add(new VrrpEvent.TrackedObjectChanged(thing, new TrackStatus.Good()));
                case FILE -> events.add(new VrrpEvent.TrackedObjectChanged(thing, new TrackStatus.Value(0)));
            }
        }
        links.forEach(name -> events.add(new VrrpEvent.LinkChanged(name, true, Optional.of(IPV4), Optional.of(IPV6))));
        return events;
    }
}
