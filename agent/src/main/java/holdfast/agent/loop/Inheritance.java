package holdfast.agent.loop;

import holdfast.vrrp.RouterState;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process leaves to the one that takes its place.
 *
 * @param pid of the former process
 * @param leftAtNanos when it advertised last, on the monotonic clock of this machine
 * @param active instances it was MASTER of; their addresses are in place
 * @param tracked the status of what is tracked, so that nothing waits for a first result
 */
public record Inheritance(long pid, long leftAtNanos, List<String> active, Map<TrackedObject, TrackStatus> tracked) {
    /** Copies the collections. */
    public Inheritance {
        active = List.copyOf(active);
        tracked = Map.copyOf(tracked);
    }

    static Inheritance of(VrrpEngine engine, Map<TrackedObject, TrackStatus> tracked, long now) {
        List<String> active = engine.statuses().stream()
                .filter(status -> status.state() instanceof RouterState.Active)
                .map(status -> status.configuration().name())
                .toList();
        Map<TrackedObject, TrackStatus> known = new LinkedHashMap<>();
        tracked.forEach((object, status) -> {
            if (object.kind() != TrackedObject.Kind.INTERFACE) {
                known.put(object, status);
            }
        });
        return new Inheritance(ProcessHandle.current().pid(), now, active, known);
    }

    /** What the engine is told before it starts. */
    List<VrrpEvent> events() {
        List<VrrpEvent> events = new ArrayList<>();
        tracked.forEach((object, status) -> events.add(new VrrpEvent.TrackedObjectChanged(object, status)));
        active.forEach(name -> events.add(new VrrpEvent.Adopted(name)));
        return events;
    }
}
