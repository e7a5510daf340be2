package holdfast.agent.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.ElectionOrder;
import holdfast.agent.loop.OrderResult;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.StatusDesk;
import holdfast.agent.status.VrrpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Planned operation over the control socket. What is begun is answered at once; how it ends is told by events of kind {@code hand-over}.
 *
 * <table>
 * <caption>Requests; members in brackets may be left out</caption>
 * <tr><th>{@code command}</th><th>members</th></tr>
 * <tr><td>{@code switchover}</td><td>{@code name}: an instance or sync group, [{@code force}]</td></tr>
 * <tr><td>{@code switchover.back}</td><td>{@code name}</td></tr>
 * <tr><td>{@code maintenance}</td><td>{@code on}</td></tr>
 * </table>
 *
 * Each answers with {@code instances} ({@code instance}, {@code state}, {@code handingOver}), {@code since} (the number of the last event
 * before), {@code startId}, and {@code patienceSeconds}: how long hand-overs take at most.
 */
public final class OperationHandlers {
    private static final Logger LOG = LoggerFactory.getLogger(OperationHandlers.class);

    private final StatusDesk desk;
    private final Journal journal;
    private final Function<ElectionOrder, CompletableFuture<OrderResult>> loop;
    private final Successors successors;

    /** Questions to other nodes wait for answers; an operator asks them one at a time. */
    private final Executor asking =
            work -> Thread.ofPlatform().name("operation").daemon().start(work);

    /**
     * Handlers.
     *
     * @param desk knows how the daemon is doing
     * @param journal where events go
     * @param loop takes orders
     */
    public OperationHandlers(
            StatusDesk desk, Journal journal, Function<ElectionOrder, CompletableFuture<OrderResult>> loop) {
        this(desk, journal, loop, new Neighbour().or(new Ping()));
    }

    OperationHandlers(
            StatusDesk desk,
            Journal journal,
            Function<ElectionOrder, CompletableFuture<OrderResult>> loop,
            Reachability reachability) {
        this.desk = desk;
        this.journal = journal;
        this.loop = loop;
        this.successors = new Successors(reachability);
    }

    /** The handlers by command. */
    public Map<String, ControlHandler> byCommand() {
        return Map.of(
                "switchover", this::switchover,
                "switchover.back", this::back,
                "maintenance", this::maintenance);
    }

    private CompletionStage<JsonNode> switchover(JsonNode request) throws ControlRefusal {
        String name = name(request);
        boolean force = flag(request, "force");
        return desk.status()
                .handleAsync((status, trouble) -> chosen(status, trouble, name), asking)
                .thenComposeAsync(
                        instances -> { // pings wait, and the answer above may be there already
                            if (!force) {
                                requireSuccessors(instances);
                            }
                            return order(
                                    request,
                                    name,
                                    "switchover",
                                    new ElectionOrder.HandOver(
                                            instances.getFirst().name(), "switchover"));
                        },
                        asking);
    }

    private CompletionStage<JsonNode> back(JsonNode request) throws ControlRefusal {
        String name = name(request);
        return desk.status()
                .handleAsync((status, trouble) -> chosen(status, trouble, name), asking)
                .thenCompose(instances -> order(
                        request,
                        name,
                        "switchover-back",
                        new ElectionOrder.TakeBack(instances.getFirst().name())));
    }

    private CompletionStage<JsonNode> maintenance(JsonNode request) throws ControlRefusal {
        if (!request.path("on").isBoolean()) {
            throw new ControlRefusal(ErrorCode.BAD_REQUEST, "'on' is missing: true or false");
        }
        boolean on = request.get("on").booleanValue();
        return order(request, "", on ? "maintenance-on" : "maintenance-off", new ElectionOrder.Maintenance(on));
    }

    private CompletionStage<JsonNode> order(JsonNode request, String name, String what, ElectionOrder order) {
        String user = request.path("user").asText();
        long since = journal.last();
        return loop.apply(order).thenApply(result -> {
            if (result.objection().isPresent()) {
                throw new CompletionException(
                        new ControlRefusal(result.objection().get()));
            }
            LOG.info("User {} orders {} {}", user, what.replace('-', ' '), name);
            journal.append(new Happening.Ordered(name, what, user));
            return answer(result, since);
        });
    }

    private JsonNode answer(OrderResult result, long since) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode instances = answer.putArray("instances");
        for (OrderResult.Instance instance : result.instances()) {
            instances
                    .addObject()
                    .put("instance", instance.name())
                    .put("state", instance.state())
                    .put("handingOver", instance.handingOver());
        }
        return answer.put("since", since)
                .put("startId", journal.startId())
                .put("patienceSeconds", result.patience().toMillis() / 1000.0);
    }

    private void requireSuccessors(List<InstanceStatus> instances) {
        for (InstanceStatus instance : instances) {
            switch (instance.state()) {
                case MASTER ->
                    successors.lack(instance).ifPresent(lack -> {
                        throw new CompletionException(
                                new ControlRefusal(
                                        lack
                                                + "; --force tries all the same (the addresses stay here until somebody has taken over)"));
                    });
                case INIT, BACKUP, FAULT -> {
                    // the loop will refuse that, in better words
                }
            }
        }
    }

    /** The instance of this name, or the members of the sync group. */
    private static List<InstanceStatus> chosen(AgentStatus status, Throwable trouble, String name) {
        if (trouble instanceof TimeoutException) {
            throw new CompletionException(
                    new ControlRefusal(ErrorCode.NO_ANSWER, "the daemon's VRRP loop does not answer"));
        }
        if (trouble != null) {
            throw new CompletionException(trouble);
        }
        VrrpStatus vrrp = status.vrrp();
        Optional<InstanceStatus> instance = vrrp.instance(name);
        Optional<VrrpStatus.Group> group = vrrp.groups().stream()
                .filter(one -> instance.map(member -> member.syncGroup().equals(Optional.of(one.name())))
                        .orElse(one.name().equals(name)))
                .findFirst();
        List<InstanceStatus> chosen = group.map(VrrpStatus.Group::members)
                .map(members -> members.stream()
                        .flatMap(member -> vrrp.instance(member).stream())
                        .toList())
                .orElseGet(() -> instance.stream().toList());
        if (chosen.isEmpty()) {
            throw new CompletionException(new ControlRefusal("there is no instance and no sync group '" + name + "'"));
        }
        return chosen;
    }

    private static String name(JsonNode request) throws ControlRefusal {
        String name = request.path("name").asText();
        if (name.isBlank()) {
            throw new ControlRefusal(ErrorCode.BAD_REQUEST, "which instance or sync group? 'name' is missing");
        }
        return name;
    }

    private static boolean flag(JsonNode request, String member) throws ControlRefusal {
        JsonNode value = request.path(member);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new ControlRefusal(ErrorCode.BAD_REQUEST, "'" + member + "' is neither true nor false");
        }
        return value.booleanValue();
    }
}
