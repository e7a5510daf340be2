package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.track.TrackedFile;
import holdfast.track.TrackedProcess;
import holdfast.track.TrackedScript;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.TrackedObject.Kind;
import holdfast.vrrp.VrrpEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a plan itself says of tracked things, before anything has been watched. */
final class WatchedThings {
    private WatchedThings() {}

    /** A script that must not be run has failed, for good. */
    static List<VrrpEvent> forbidden(AgentPlan plan) {
        List<VrrpEvent> events = new ArrayList<>();
        plan.forbiddenScripts()
                .forEach((name, reason) -> events.add(new VrrpEvent.TrackedObjectChanged(
                        new TrackedObject(Kind.SCRIPT, name), new TrackStatus.Bad(reason))));
        return events;
    }

    /** What a reload no longer has is forgotten: should it come back one day, its old result says nothing. */
    static List<VrrpEvent> noLongerWatched(AgentPlan before, AgentPlan after) {
        Set<TrackedObject> gone = new HashSet<>(watched(before));
        gone.removeAll(watched(after));
        List<VrrpEvent> events = new ArrayList<>();
        gone.forEach(object -> events.add(new VrrpEvent.TrackedObjectChanged(object, new TrackStatus.Unknown())));
        return events;
    }

    private static Set<TrackedObject> watched(AgentPlan plan) {
        Set<TrackedObject> all = new HashSet<>();
        plan.scripts().stream().map(TrackedScript::name).forEach(name -> all.add(new TrackedObject(Kind.SCRIPT, name)));
        plan.forbiddenScripts().keySet().forEach(name -> all.add(new TrackedObject(Kind.SCRIPT, name)));
        plan.files().stream().map(TrackedFile::name).forEach(name -> all.add(new TrackedObject(Kind.FILE, name)));
        plan.processes().stream()
                .map(TrackedProcess::name)
                .forEach(name -> all.add(new TrackedObject(Kind.PROCESS, name)));
        return all;
    }
}
