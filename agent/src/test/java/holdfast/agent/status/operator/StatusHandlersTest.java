package holdfast.agent.status.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.GivenSources;
import holdfast.agent.status.GivenStatus;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.NotificationStatus;
import holdfast.agent.status.StatusDesk;
import holdfast.agent.status.VrrpStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusHandlersTest {
    private final Journal journal = new Journal("start", () -> GivenStatus.NOW, () -> 42);
    private final AtomicInteger asked = new AtomicInteger();
    private CompletableFuture<VrrpStatus> loop =
            CompletableFuture.completedFuture(GivenStatus.vrrp(GivenStatus.backup()));
    private final StatusDesk desk = new StatusDesk(new GivenSources(
            () -> {
                asked.incrementAndGet();
                return loop;
            },
            new NotificationStatus(0, 0, 0, 3, 2, 1, 0)));
    private final StatusHandlers handlers = new StatusHandlers(desk, journal);

    @AfterEach
    void close() {
        handlers.close();
        desk.close();
    }

    private static ObjectNode request() {
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode ask(String command, JsonNode request) throws Exception {
        return handlers.byCommand()
                .get(command)
                .handle(request)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private ControlRefusal refusal(String command, JsonNode request) {
        try {
            ask(command, request);
        } catch (ControlRefusal e) {
            return e;
        } catch (ExecutionException e) {
            return assertInstanceOf(ControlRefusal.class, e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no refusal");
    }

    private List<String> sentences(InstanceStatus instance) throws Exception {
        loop = CompletableFuture.completedFuture(GivenStatus.vrrp(instance));
        List<String> now = new ArrayList<>();
        ask("why", request()).path("now").forEach(sentence -> now.add(sentence.asText()));
        return now;
    }

    @Test
    void theStatusCountsNotificationsThatDidNotGetThrough() throws Exception {
        JsonNode counts = ask("status", request()).path("notifications");
        assertEquals(3, counts.path("mailsSent").asInt());
        assertEquals(2, counts.path("mailsGivenUp").asInt());
        assertEquals(1, counts.path("mailsDropped").asInt());
    }

    @Test
    void theStatusNamesStateCausePriorityAndPeers() throws Exception {
        JsonNode instance = ask("status", request()).path("instances").path(0);
        assertEquals("BACKUP", instance.path("state").asText());
        assertEquals("higher-priority", instance.path("cause").asText());
        assertEquals(8.0, instance.path("sinceSeconds").asDouble());
        assertEquals(81, instance.path("priority").path("effective").asInt());
        assertEquals(
                -20,
                instance.path("priority")
                        .path("contributions")
                        .path(0)
                        .path("change")
                        .asInt());
        assertEquals(
                0.4,
                instance.path("peers").path(0).path("last").path("agoSeconds").asDouble());
        assertEquals(
                "wrong password",
                instance.path("peers").path(0).path("lastError").path("reason").asText());
        assertEquals(
                3,
                instance.path("counters")
                        .path("rejected")
                        .path("wrong password")
                        .asInt());
    }

    @Test
    void whoIsNotThereIsNamedWithThoseWhoAre() {
        ControlRefusal refusal = refusal("status", request().put("instance", "VI_9"));
        assertEquals("there is no instance 'VI_9'; there is VI_1", refusal.getMessage());
        assertEquals(
                ErrorCode.BAD_REQUEST,
                refusal("why", request().put("instance", 7)).code());
    }

    @Test
    void whyABackupIsNoMaster() throws Exception {
        assertEquals(
                List.of(
                        "VI_1 is BACKUP, for 8.0 s now: 192.0.2.2 has higher priority 100, ours 81.",
                        "192.0.2.2 is master with priority 100, heard 0.4 s ago; ours is 81: 101 configured, -20 because"
                                + " script chk failed, exited with status 1.",
                        "The higher priority is master.",
                        "3 packets of 192.0.2.2 were not believed, the last 2.0 s ago: wrong password (type 1)."),
                sentences(GivenStatus.backup()));
    }

    @Test
    void whyAMasterIsAlone() throws Exception {
        InstanceStatus.Entry entry = new InstanceStatus.Entry(
                GivenStatus.NOW,
                Duration.ofSeconds(200),
                "BACKUP",
                "silence",
                "no advertisement from 192.0.2.2 for 3.609 s",
                List.of());
        assertEquals(
                List.of(
                        "VI_1 is MASTER, for 3m20s now: no advertisement from 192.0.2.2 for 3.609 s.",
                        "Its priority is 81: 101 configured, -20 because script chk failed, exited with status 1.",
                        "Nobody else advertises, as it should be."),
                sentences(GivenStatus.instance(InstanceState.MASTER, entry, Optional.empty(), List.of())));
    }

    @Test
    void manyWhoAskAtOnceAreOneQuestionToTheLoop() throws Exception {
        loop = new CompletableFuture<>();
        List<CompletableFuture<AgentStatus>> answers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            answers.add(desk.status());
        }
        loop.complete(GivenStatus.vrrp(GivenStatus.backup()));
        AgentStatus first = answers.getFirst().get(20, TimeUnit.SECONDS);
        for (CompletableFuture<AgentStatus> answer : answers) {
            assertSame(first, answer.get(20, TimeUnit.SECONDS));
        }
        assertEquals(1, asked.get());
    }

    @Test
    void aLoopThatFailsIsNoAnswer() {
        loop = CompletableFuture.failedFuture(new IllegalStateException("of this test"));
        assertThrows(ExecutionException.class, () -> ask("status", request()));
    }

    @Test
    void eventsComeAfterTheLastNumberKnown() throws Exception {
        journal.append(new Happening.DaemonChanged("started"));
        journal.append(new Happening.PriorityChanged("VI_1", 101, 81, "script chk failed"));
        journal.append(new Happening.LinkChanged("eth0", "down"));
        JsonNode all = ask("events", request().put("since", 0));
        assertEquals(3, all.path("events").size());
        assertEquals(3, all.path("next").asLong());
        assertEquals("start", all.path("startId").asText());
        JsonNode some = ask("events", request().put("since", 0).put("instance", "VI_1"));
        assertEquals(1, some.path("events").size());
        assertEquals(
                "VI_1: effective priority 101 to 81 (script chk failed)",
                some.path("events").path(0).path("text").asText());
        assertEquals(
                "2026-11-22T06:00:10.000Z",
                some.path("events").path(0).path("at").asText());
        ObjectNode links = request().put("since", 0);
        links.putArray("kinds").add("link");
        assertEquals(1, ask("events", links).path("events").size());
    }

    @Test
    void whoWaitsForAnEventGetsTheNextOne() throws Exception {
        journal.append(new Happening.DaemonChanged("started"));
        CompletableFuture<?> answer = handlers.byCommand()
                .get("events")
                .handle(request().put("since", 1).put("waitMillis", 2500))
                .toCompletableFuture();
        assertFalse(answer.isDone());
        journal.append(new Happening.LinkChanged("eth0", "down"));
        JsonNode events = (JsonNode) answer.get(20, TimeUnit.SECONDS);
        assertEquals("link", events.path("events").path(0).path("kind").asText());
        assertEquals(2, events.path("next").asLong());
    }

    @Test
    void noMoreThanAFewMayWaitTheOthersAreAnsweredAtOnce() throws Exception {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(handlers.byCommand()
                    .get("events")
                    .handle(request().put("since", 0).put("waitMillis", 2500))
                    .toCompletableFuture());
        }
        assertTrue(answers.getLast().isDone());
        journal.append(new Happening.DaemonChanged("stopping"));
        for (CompletableFuture<?> answer : answers) {
            answer.get(20, TimeUnit.SECONDS);
        }
    }
}
