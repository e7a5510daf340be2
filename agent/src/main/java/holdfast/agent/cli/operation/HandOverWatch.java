package holdfast.agent.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Waits until the hand-overs that the daemon has begun are over: it tells so with events. */
public final class HandOverWatch {
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final int WAIT_MILLIS = 1000;

    private final ControlClient client;

    /** A watch over the daemon behind a client. */
    public HandOverWatch(ControlClient client) {
        this.client = client;
    }

    /**
     * Waits.
     *
     * @param begun the daemon's answer
     * @return the events by instance; one that is missing has not ended in time
     * @throws ControlFailure when the daemon does not answer any more
     */
    public Map<String, JsonNode> await(JsonNode begun) throws ControlFailure {
        Set<String> open = new LinkedHashSet<>();
        begun.path("instances").forEach(instance -> {
            if (instance.path("handingOver").asBoolean()) {
                open.add(instance.path("instance").asText());
            }
        });
        Map<String, JsonNode> ended = new LinkedHashMap<>();
        long since = begun.path("since").asLong();
        long until = System.nanoTime() + (long) (begun.path("patienceSeconds").asDouble() * 1e9) + GRACE.toNanos();
        while (!open.isEmpty() && until - System.nanoTime() > 0) {
            ObjectNode request =
                    ControlClient.request("events").put("since", since).put("waitMillis", WAIT_MILLIS);
            request.putArray("kinds").add("hand-over");
            JsonNode answer = client.ask(request);
            if (!answer.path("startId").equals(begun.path("startId"))) {
                break; // another process: it knows nothing of this
            }
            for (JsonNode event : answer.path("events")) {
                String instance = event.path("instance").asText();
                if (open.remove(instance)) {
                    ended.put(instance, event);
                }
            }
            since = answer.path("next").asLong();
        }
        return ended;
    }

    /**
     * What became of each instance, as a document for programs.
     *
     * @param begun the daemon's answer
     * @param ended what {@link #await} found
     */
    static ObjectNode document(JsonNode begun, Map<String, JsonNode> ended) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("done", allHandedOver(begun, ended));
        ArrayNode list = document.putArray("instances");
        for (JsonNode instance : begun.path("instances")) {
            String name = instance.path("instance").asText();
            ObjectNode one = list.addObject().put("instance", name);
            JsonNode event = ended.get(name);
            if (event == null) {
                one.put("state", instance.path("state").asText());
                if (instance.path("handingOver").asBoolean()) {
                    one.put("result", "unknown");
                }
                continue;
            }
            boolean left = isHandedOver(event);
            one.put("state", left ? "BACKUP" : "MASTER");
            for (String member :
                    new String[] {"result", "successor", "priority", "afterSeconds", "unadvertisedSeconds", "detail"}) {
                one.set(member, event.path(member));
            }
        }
        return document;
    }

    /** One that is not known to have ended has not been handed over. */
    private static boolean allHandedOver(JsonNode begun, Map<String, JsonNode> ended) {
        for (JsonNode instance : begun.path("instances")) {
            JsonNode event = ended.get(instance.path("instance").asText());
            if (event == null ? instance.path("handingOver").asBoolean() : !isHandedOver(event)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an event says that another node has taken over. */
    public static boolean isHandedOver(JsonNode event) {
        String result = event.path("result").asText();
        return result.equals("taken-over") || result.equals("with-group");
    }

    /** One instance's end in words. */
    public static String text(JsonNode event) {
        String name = event.path("instance").asText();
        double after = event.path("afterSeconds").asDouble();
        return switch (event.path("result").asText()) {
            case "taken-over" ->
                "%s: %s took over after %.2f s, with priority %d; it was served here until then, and nobody advertised for %.2f s"
                        .formatted(
                                name,
                                event.path("successor").asText(),
                                after,
                                event.path("priority").asInt(),
                                event.path("unadvertisedSeconds").asDouble());
            case "with-group" ->
                "%s: handed over with %s of its sync group after %.2f s"
                        .formatted(name, event.path("detail").asText(), after);
            case "nobody" ->
                "%s: nobody took over within %.2f s; it is MASTER here as before, and was served all the time"
                        .formatted(name, after);
            default ->
                "%s: not handed over: %s".formatted(name, event.path("detail").asText());
        };
    }
}
