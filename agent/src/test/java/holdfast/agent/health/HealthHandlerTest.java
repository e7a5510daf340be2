package holdfast.agent.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.web.GivenObservation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HealthHandlerTest {
    private static JsonNode ask(CompletableFuture<AgentStatus> status, Optional<CompletionStage<LvsListing>> servers) {
        return new HealthHandler(() -> status, () -> servers)
                .handle(JsonNodeFactory.instance.objectNode())
                .<JsonNode>thenApply(answer -> answer)
                .toCompletableFuture()
                .join();
    }

    private static CompletableFuture<AgentStatus> status() {
        return CompletableFuture.completedFuture(GivenObservation.ofEverything().status());
    }

    @Test
    void tellsWhatIsFoundAndHowMany() {
        JsonNode answer = ask(status(), Optional.of(CompletableFuture.completedFuture(GivenObservation.listing())));
        assertEquals("warning", answer.path("severity").asText());
        assertEquals(4, answer.path("findings").size());
        assertEquals("VI_1", answer.path("instances").path(0).path("instance").asText());
        assertEquals("BACKUP", answer.path("instances").path(0).path("state").asText());
        assertEquals(7, answer.path("counts").path("realServers").asInt());
        assertEquals(6, answer.path("counts").path("realServersUp").asInt());
        assertEquals(1, answer.path("counts").path("scriptsFailing").asInt());
    }

    @Test
    void virtualServersThatCannotBeAskedAreAFinding() {
        JsonNode answer = ask(
                status(), Optional.of(CompletableFuture.failedFuture(new ControlRefusal("this kernel has no IPVS"))));
        assertEquals("critical", answer.path("severity").asText());
        assertEquals(
                "this kernel has no IPVS",
                answer.path("findings").path(0).path("text").asText());
    }

    @Test
    void aLoopThatDoesNotAnswerIsARefusal() {
        CompletionException trouble = assertThrows(
                CompletionException.class,
                () -> ask(CompletableFuture.failedFuture(new TimeoutException()), Optional.empty()));
        assertEquals(
                "the daemon's VRRP loop does not answer",
                assertInstanceOf(ControlRefusal.class, trouble.getCause()).getMessage());
    }
}
