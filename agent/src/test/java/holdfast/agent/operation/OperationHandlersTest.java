package holdfast.agent.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.ElectionOrder;
import holdfast.agent.loop.OrderResult;
import holdfast.agent.status.GivenSources;
import holdfast.agent.status.GivenStatus;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.NotificationStatus;
import holdfast.agent.status.PeerView;
import holdfast.agent.status.StatusDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationHandlersTest {
    private final Journal journal = new Journal("start", () -> GivenStatus.NOW, () -> 42);
    private final List<ElectionOrder> orders = new ArrayList<>();
    private final List<String> pinged = new ArrayList<>();
    private InstanceStatus instance = GivenStatus.backup();
    private OrderResult result = new OrderResult(
            Optional.empty(), List.of(new OrderResult.Instance("VI_1", "MASTER", true)), Duration.ofMillis(1246));
    private boolean answers;

    private final StatusDesk desk = new StatusDesk(new GivenSources(
            () -> CompletableFuture.completedFuture(GivenStatus.vrrp(instance)),
            new NotificationStatus(0, 0, 0, 0, 0, 0, 0)));

    private final OperationHandlers handlers = new OperationHandlers(
            desk,
            journal,
            order -> {
                orders.add(order);
                return CompletableFuture.completedFuture(result);
            },
            (address, _) -> {
                pinged.add(address.getHostAddress());
                return answers;
            });

    @AfterEach
    void close() {
        desk.close();
    }

    private static InstanceStatus master(List<PeerView> peers) {
        return GivenStatus.instance(
                InstanceState.MASTER,
                new InstanceStatus.Entry(
                        GivenStatus.NOW, Duration.ofSeconds(8), "BACKUP", "silence", "nobody was heard", List.of()),
                Optional.empty(),
                peers);
    }

    private static PeerView heard() {
        return new PeerView(
                GivenStatus.ip("192.0.2.2"),
                false,
                false,
                12,
                Optional.of(new PeerView.Heard(Duration.ofMinutes(3), 100, 2, Duration.ofSeconds(1), "message")),
                0,
                Optional.empty());
    }

    private static ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("user", "alice");
    }

    private JsonNode ask(String command, JsonNode request) throws Exception {
        return handlers.byCommand()
                .get(command)
                .handle(request)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private String refusal(String command, JsonNode request) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> ask(command, request));
        return assertInstanceOf(ControlRefusal.class, failed.getCause()).getMessage();
    }

    @Test
    void aMasterWhoseBackupAnswersHandsOver() throws Exception {
        instance = master(List.of(heard()));
        answers = true;
        JsonNode answer = ask("switchover", request().put("name", "VI_1"));
        assertEquals(List.of(new ElectionOrder.HandOver("VI_1", "switchover")), orders);
        assertEquals(1.246, answer.path("patienceSeconds").asDouble());
        assertTrue(answer.path("instances").path(0).path("handingOver").asBoolean());
        assertEquals(
                new Happening.Ordered("VI_1", "switchover", "alice"),
                journal.newest(1, _ -> true).getFirst().what());
    }

    @Test
    void nobodyWasEverHeard() {
        instance = master(List.of());
        String why = refusal("switchover", request().put("name", "VI_1"));
        assertTrue(why.startsWith("VI_1: no other router of it has been heard since this daemon started"), why);
        assertTrue(why.contains("--force"), why);
        assertEquals(List.of(), orders);
    }

    @Test
    void whoWasHeardDoesNotAnswerNow() {
        instance = master(List.of(heard()));
        String why = refusal("switchover", request().put("name", "VI_1"));
        assertTrue(why.startsWith("VI_1: 192.0.2.2 (heard 3m00s ago) does not answer a ping"), why);
        assertEquals(List.of("192.0.2.2"), pinged);
        assertEquals(List.of(), orders);
    }

    @Test
    void forcedItAsksNobody() throws Exception {
        instance = master(List.of());
        ask("switchover", request().put("name", "VI_1").put("force", true));
        assertEquals(1, orders.size());
        assertEquals(List.of(), pinged);
    }

    @Test
    void theLoopsObjectionIsTold() {
        result = new OrderResult(Optional.of("VI_1 is not MASTER; 192.0.2.2 is"), List.of(), Duration.ZERO);
        assertEquals(
                "VI_1 is not MASTER; 192.0.2.2 is",
                refusal("switchover", request().put("name", "VI_1")));
        assertEquals(List.of(), journal.newest(1, _ -> true));
    }

    @Test
    void unknownNames() {
        assertEquals(
                "there is no instance and no sync group 'VI_9'",
                refusal("switchover", request().put("name", "VI_9")));
    }

    @Test
    void back() throws Exception {
        ask("switchover.back", request().put("name", "VI_1"));
        assertEquals(List.of(new ElectionOrder.TakeBack("VI_1")), orders);
    }

    @Test
    void maintenance() throws Exception {
        ask("maintenance", request().put("on", true));
        ask("maintenance", request().put("on", false));
        assertEquals(List.of(new ElectionOrder.Maintenance(true), new ElectionOrder.Maintenance(false)), orders);
        assertThrows(ControlRefusal.class, () -> ask("maintenance", request()));
    }
}
