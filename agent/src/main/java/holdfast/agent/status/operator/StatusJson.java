package holdfast.agent.status.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.BfdSessionStatus;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.NotificationStatus;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.agent.status.VrrpStatus;
import holdfast.linux.AddressText;
import holdfast.vrrp.RouterKey;
import holdfast.vrrp.wire.AddressFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status as JSON; docs/status.md tells what the members mean. Times are ISO 8601 in UTC, lengths of time seconds. */
public final class StatusJson {
    private StatusJson() {}

    /** All of it. */
    public static ObjectNode of(AgentStatus status) {
        return of(status, status.vrrp().instances());
    }

    /** With these instances only. */
    static ObjectNode of(AgentStatus status, List<InstanceStatus> shown) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        VrrpStatus vrrp = status.vrrp();
        object.put("at", EventJson.time(vrrp.at()));
        agent(object.putObject("agent"), status.agent());
        object.put("maintenance", vrrp.maintenance());
        ArrayNode instances = object.putArray("instances");
        shown.forEach(instance -> instances.add(InstanceJson.of(instance)));
        ArrayNode groups = object.putArray("groups");
        vrrp.groups().forEach(group -> group(groups.addObject(), group));
        ArrayNode scripts = object.putArray("scripts");
        status.scripts().forEach(script -> script(scripts.addObject(), script, vrrp.at()));
        ArrayNode sessions = object.putArray("bfdSessions");
        status.bfdSessions().forEach(session -> session(sessions.addObject(), session));
        notifications(object.putObject("notifications"), status.notifications());
        unknown(object.putArray("unknownVrids"), vrrp.unknownVrids());
        object.put("packetsWithoutVrid", vrrp.withoutVrid());
        object.put("droppedMessages", vrrp.droppedMessages());
        return object;
    }

    private static void notifications(ObjectNode object, NotificationStatus status) {
        object.put("callsDropped", status.callsDropped());
        object.put("fifoLinesDropped", status.fifoLinesDropped());
        object.put("hookCallsDropped", status.hookCallsDropped());
        object.put("mailsSent", status.mailsSent());
        object.put("mailsGivenUp", status.mailsGivenUp());
        object.put("mailsDropped", status.mailsDropped());
        object.put("mailsWaiting", status.mailsWaiting());
    }

    private static void agent(ObjectNode object, AgentStatus.Agent agent) {
        object.put("version", agent.version());
        object.put("pid", agent.pid());
        object.put("startId", agent.startId());
        object.put("startedAt", EventJson.time(agent.startedAt()));
        object.put("configurationFile", agent.configurationFile());
        object.put("routerId", agent.routerId());
        object.put("reloads", agent.reloads());
        object.put("lastEvent", agent.lastEvent());
    }

    private static void group(ObjectNode object, VrrpStatus.Group group) {
        object.put("group", group.name());
        object.put("state", group.state().orElse(null));
        ArrayNode members = object.putArray("members");
        group.members().forEach(members::add);
    }

    private static void script(ObjectNode object, TrackedScriptStatus script, Instant now) {
        object.put("script", script.name());
        object.put("health", script.health());
        object.put("intervalSeconds", Spans.seconds(script.interval()));
        object.put("runs", script.runs());
        object.put("failures", script.failures());
        object.put(
                "runningSeconds",
                seconds(script.running().map(since -> Duration.between(since, now)))
                        .orElse(null));
        Optional<TrackedScriptStatus.Run> last = script.last();
        if (last.isEmpty()) {
            object.putNull("last");
        } else {
            TrackedScriptStatus.Run run = last.get();
            object.putObject("last")
                    .put("at", EventJson.time(run.at()))
                    .put("tookSeconds", Spans.seconds(run.took()))
                    .put("succeeded", run.succeeded())
                    .put("result", run.words());
        }
    }

    private static void session(ObjectNode object, BfdSessionStatus session) {
        object.put("session", session.name());
        object.put("neighbor", AddressText.of(session.neighbor()));
        object.put("state", session.state());
        object.put("since", session.since().map(EventJson::time).orElse(null));
        object.put("diagnostic", session.diagnostic());
        object.put("detectionSeconds", seconds(session.detection()).orElse(null));
    }

    private static void unknown(ArrayNode array, Map<RouterKey, Long> counts) {
        counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<RouterKey, Long> entry) ->
                                entry.getKey().interfaceName())
                        .thenComparingInt(entry -> entry.getKey().vrid()))
                .forEach(entry -> array.addObject()
                        .put("interface", entry.getKey().interfaceName())
                        .put("virtualRouterId", entry.getKey().vrid())
                        .put("family", entry.getKey().family() == AddressFamily.IPV6 ? "IPv6" : "IPv4")
                        .put("packets", entry.getValue()));
    }

    static Optional<Double> seconds(Optional<Duration> span) {
        return span.map(Spans::seconds);
    }
}
