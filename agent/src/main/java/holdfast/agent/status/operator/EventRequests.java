package holdfast.agent.status.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.agent.events.AgentEvent;
import holdfast.agent.events.Journal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Answers requests for events; those that wait for the next one, too. */
final class EventRequests implements AutoCloseable {
    /** Events in one answer, about 300 kB. */
    static final int MOST = 1000;

    /** Less than the control socket gives a handler. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(2500);

    private final Journal journal;
    private final EventWaiters waiters;

    EventRequests(Journal journal) {
        this.journal = journal;
        this.waiters = new EventWaiters(journal);
    }

    /** {@code events}. */
    CompletionStage<JsonNode> events(JsonNode request) throws ControlRefusal {
        Predicate<AgentEvent> wanted = wanted(request);
        int most = (int) Requests.number(request, "most", 1, MOST).orElse(MOST);
        Optional<Long> since = Requests.number(request, "since", 0, Long.MAX_VALUE).stream()
                .boxed()
                .findFirst();
        if (since.isEmpty()) {
            List<AgentEvent> newest = journal.newest(most, wanted);
            return CompletableFuture.completedFuture(answer(new Journal.Part(newest, 0, journal.last())));
        }
        Journal.Part part = journal.after(since.get(), most, wanted);
        long wait = Requests.number(request, "waitMillis", 0, LONGEST_WAIT.toMillis())
                .orElse(0);
        if (!part.events().isEmpty() || part.missed() > 0 || wait == 0) {
            return CompletableFuture.completedFuture(answer(part));
        }
        return waiters.next(part.last(), wanted, most, Duration.ofMillis(wait)).thenApply(this::answer);
    }

    private static Predicate<AgentEvent> wanted(JsonNode request) throws ControlRefusal {
        Set<String> kinds = new HashSet<>();
        JsonNode asked = request.path("kinds");
        if (!asked.isMissingNode() && !asked.isNull() && !asked.isArray()) {
            throw new ControlRefusal(ErrorCode.BAD_REQUEST, "'kinds' is not a list of words");
        }
        asked.forEach(kind -> kinds.add(kind.asText()));
        Optional<String> subject = Requests.text(request, "instance");
        return event -> (kinds.isEmpty() || kinds.contains(event.what().kind()))
                && (subject.isEmpty() || event.what().subject().equals(subject.get()));
    }

    private ObjectNode answer(Journal.Part part) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("startId", journal.startId());
        object.put("missed", part.missed());
        object.put("next", part.last());
        ArrayNode events = object.putArray("events");
        part.events().forEach(event -> events.add(EventJson.of(event)));
        return object;
    }

    @Override
    public void close() {
        waiters.close();
    }
}
