package holdfast.agent.status.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.agent.events.AgentEvent;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.StatusDesk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The commands of the control socket about state and history.
 *
 * <table>
 * <caption>Requests; members in brackets may be left out</caption>
 * <tr><th>{@code command}</th><th>members</th><th>answer</th></tr>
 * <tr><td>{@code status}</td><td>[{@code instance}]</td><td>{@link StatusJson}</td></tr>
 * <tr><td>{@code why}</td><td>{@code instance}</td>
 *     <td>{@code instance}, {@code state}, {@code now}: sentences, {@code chain}, {@code before}: events</td></tr>
 * <tr><td>{@code events}</td>
 *     <td>[{@code since}: the last number known; without, the newest], [{@code most}], [{@code instance}], [{@code kinds}],
 *     [{@code waitMillis}: wait so long for one]</td>
 *     <td>{@code startId}, {@code events}: {@link EventJson}, {@code missed}: how many are gone, {@code next}: the {@code since} of the next
 *     request</td></tr>
 * </table>
 */
public final class StatusHandlers implements AutoCloseable {
    private static final int TRANSITIONS = 16;

    private final StatusDesk desk;
    private final Journal journal;
    private final EventRequests events;

    /** Handlers that ask the desk and read the journal. */
    public StatusHandlers(StatusDesk desk, Journal journal) {
        this.desk = desk;
        this.journal = journal;
        this.events = new EventRequests(journal);
    }

    /** The handlers by command. */
    public Map<String, ControlHandler> byCommand() {
        return Map.of("status", this::status, "why", this::why, "events", events::events);
    }

    private CompletionStage<JsonNode> status(JsonNode request) throws ControlRefusal {
        Optional<String> name = Requests.text(request, "instance");
        return asked(status ->
                name.isEmpty() ? StatusJson.of(status) : StatusJson.of(status, List.of(instance(status, name.get()))));
    }

    private CompletionStage<JsonNode> why(JsonNode request) throws ControlRefusal {
        Optional<String> name = Requests.text(request, "instance");
        return asked(status -> {
            InstanceStatus instance = name.isPresent() ? instance(status, name.get()) : only(status);
            List<AgentEvent> transitions = journal.newest(
                    TRANSITIONS,
                    event -> event.what() instanceof Happening.StateChanged change
                            && change.scope() == Happening.Scope.INSTANCE
                            && change.subject().equals(instance.name()));
            return answer(instance, Explanation.of(instance, status.vrrp(), transitions));
        });
    }

    private static ObjectNode answer(InstanceStatus instance, Explanation explanation) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("instance", instance.name());
        object.put("state", instance.state().name());
        ArrayNode now = object.putArray("now");
        explanation.now().forEach(now::add);
        ArrayNode chain = object.putArray("chain");
        explanation.chain().forEach(chain::add);
        ArrayNode before = object.putArray("before");
        explanation.before().forEach(event -> before.add(EventJson.of(event)));
        return object;
    }

    /** What is made of the status. */
    private interface Maker {
        JsonNode make(AgentStatus status) throws ControlRefusal;
    }

    private CompletionStage<JsonNode> asked(Maker maker) {
        return desk.status().handleAsync((status, trouble) -> made(maker, status, trouble), desk.thread());
    }

    private static JsonNode made(Maker maker, AgentStatus status, Throwable trouble) {
        if (trouble instanceof TimeoutException) {
            throw new CompletionException(new ControlRefusal(
                    ErrorCode.NO_ANSWER,
                    "the daemon's VRRP loop does not answer; its log, and 'top -H' for its threads, may tell why"));
        }
        if (trouble != null) {
            throw new CompletionException(trouble);
        }
        try {
            return maker.make(status);
        } catch (ControlRefusal e) {
            throw new CompletionException(e);
        }
    }

    private static InstanceStatus instance(AgentStatus status, String name) throws ControlRefusal {
        Optional<InstanceStatus> found = status.vrrp().instance(name);
        if (found.isEmpty()) {
            throw new ControlRefusal("there is no instance '" + name + "'; " + names(status));
        }
        return found.get();
    }

    private static InstanceStatus only(AgentStatus status) throws ControlRefusal {
        List<InstanceStatus> all = status.vrrp().instances();
        if (all.size() != 1) {
            throw new ControlRefusal(ErrorCode.BAD_REQUEST, "which instance? " + names(status));
        }
        return all.getFirst();
    }

    private static String names(AgentStatus status) {
        List<InstanceStatus> all = status.vrrp().instances();
        if (all.isEmpty()) {
            return "the configuration has no vrrp_instance";
        }
        String first = all.stream().limit(8).map(InstanceStatus::name).collect(Collectors.joining(", "));
        return "there " + (all.size() == 1 ? "is " : "are ") + first
                + (all.size() > 8 ? " and " + (all.size() - 8) + " more" : "");
    }

    @Override
    public void close() {
        events.close();
    }
}
