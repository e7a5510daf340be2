package holdfast.agent.status.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.events.AgentEvent;
import holdfast.agent.events.Happening;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Events as JSON; docs/status.md tells what the members mean. */
public final class EventJson {
    private EventJson() {}

    /** One event. */
    public static ObjectNode of(AgentEvent event) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("seq", event.sequence());
        object.put("at", time(event.at()));
        object.put("kind", event.what().kind());
        fill(object, event.what());
        object.put("text", event.what().words());
        return object;
    }

    /** A time in UTC with milliseconds: {@code 2026-11-22T06:00:00.123Z}. */
    static String time(Instant at) {
        String text = at.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    private static void fill(ObjectNode object, Happening what) {
        switch (what) {
            case Happening.StateChanged state -> state(object, state);
            case Happening.PriorityChanged change ->
                object.put("instance", change.subject())
                        .put("from", change.from())
                        .put("to", change.to())
                        .put("because", change.because());
            case Happening.TrackedChanged tracked ->
                object.put("type", tracked.type()).put("name", tracked.name()).put("status", tracked.status());
            case Happening.LinkChanged link ->
                object.put("interface", link.interfaceName()).put("state", link.state());
            case Happening.AddressesChanged changed -> addresses(object, changed);
            case Happening.RoutingChanged changed -> routing(object, changed);
            case Happening.PeerChanged peer ->
                object.put("instance", peer.subject())
                        .put("peer", peer.peer())
                        .put("heard", peer.heard())
                        .put("priority", peer.priority())
                        .put("silentSeconds", Spans.seconds(peer.silence()));
            case Happening.PacketRejected rejected ->
                object.put("instance", rejected.subject())
                        .put("peer", rejected.peer())
                        .put("reason", rejected.reason())
                        .put("detail", rejected.detail());
            case Happening.Reloaded reload ->
                object.put("applied", reload.applied()).put("detail", reload.detail());
            case Happening.RealServerChanged server ->
                object.put("virtualServer", server.virtualServer())
                        .put("realServer", server.realServer())
                        .put("up", server.up());
            case Happening.VirtualServerChanged server ->
                object.put("virtualServer", server.virtualServer()).put("up", server.up());
            case Happening.HandOverEnded ended ->
                object.put("instance", ended.subject())
                        .put("result", ended.result().word())
                        .put("successor", ended.successor())
                        .put("priority", ended.priority())
                        .put("afterSeconds", Spans.seconds(ended.after()))
                        .put("unadvertisedSeconds", Spans.seconds(ended.unadvertised()))
                        .put("detail", ended.detail());
            case Happening.Ordered ordered ->
                object.put("instance", ordered.subject())
                        .put("order", ordered.order())
                        .put("user", ordered.user());
            case Happening.Restarted restarted ->
                object.put("succeeded", restarted.succeeded())
                        .put("formerPid", restarted.formerPid())
                        .put("gapSeconds", Spans.seconds(restarted.gap()))
                        .put("detail", restarted.detail());
            case Happening.DaemonChanged daemon -> object.put("state", daemon.state());
        }
    }

    private static void state(ObjectNode object, Happening.StateChanged state) {
        object.put(state.scope().name().toLowerCase(Locale.ROOT), state.subject());
        object.put("from", state.from());
        object.put("to", state.to());
        object.put("priority", state.priority());
        object.put("cause", state.cause());
        object.put("reason", state.reason());
        ArrayNode chain = object.putArray("chain");
        state.chain().forEach(chain::add);
    }

    private static void routing(ObjectNode object, Happening.RoutingChanged changed) {
        object.put("instance", changed.subject().isEmpty() ? null : changed.subject());
        object.put("change", changed.change().name().toLowerCase(Locale.ROOT));
        object.put("count", changed.count());
        ArrayNode entries = object.putArray("entries");
        changed.entries().forEach(entries::add);
        object.put("detail", changed.detail());
    }

    private static void addresses(ObjectNode object, Happening.AddressesChanged changed) {
        object.put("instance", changed.subject());
        object.put("change", changed.change().name().toLowerCase(Locale.ROOT));
        object.put("count", changed.count());
        ArrayNode addresses = object.putArray("addresses");
        changed.addresses().forEach(addresses::add);
        object.put("detail", changed.detail());
    }
}
