package holdfast.agent.web;

import com.sun.net.httpserver.HttpExchange;
import holdfast.agent.events.AgentEvent;
import holdfast.agent.events.Journal;
import holdfast.agent.json.JsonMapping;
import holdfast.agent.status.operator.EventJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * {@code /events}: server-sent events (WHATWG HTML, 9.2), one for each that {@code holdfast events} prints, with the same JSON. A stream ends
 * by itself after {@link WebLimits#STREAM}; the browser comes back with the number of the last event it knows.
 */
final class EventStream implements AutoCloseable {
    private static final int OK = 200;
    private static final int BUSY = 503;
    private static final int EVENTS_AT_ONCE = 100;

    private final Journal journal;
    private final Interrupter interrupter;
    private final Pulse pulse;
    private final Semaphore places = new Semaphore(WebLimits.STREAMS);

    EventStream(Journal journal, Interrupter interrupter) {
        this.journal = journal;
        this.interrupter = interrupter;
        this.pulse = new Pulse(journal);
    }

    /** Serves one reader to its end. */
    void serve(HttpExchange exchange) throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "5");
            try (exchange) {
                Document.words(BUSY, "There are " + WebLimits.STREAMS + " readers already")
                        .send(exchange);
            }
            return;
        }
        try (exchange) {
            stream(exchange);
        } finally {
            places.release();
        }
    }

    private void stream(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        long known = known(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
        exchange.sendResponseHeaders(OK, 0);
        long end = System.nanoTime() + WebLimits.STREAM.toNanos();
        OutputStream out = exchange.getResponseBody();
        write(out, "retry: 1000\n\n");
        while (end - System.nanoTime() > 0) {
            pulse.await(known);
            Journal.Part part = journal.after(known, EVENTS_AT_ONCE, _ -> true);
            StringBuilder text = new StringBuilder();
            for (AgentEvent event : part.events()) {
                text.append("id: ").append(journal.startId()).append('/').append(event.sequence());
                text.append("\nevent: happened\ndata: ")
                        .append(JsonMapping.MAPPER.writeValueAsString(EventJson.of(event)))
                        .append("\n\n");
            }
            known = part.last();
            write(out, text.isEmpty() ? ":\n\n" : text.toString()); // a comment finds out whether somebody is there
        }
    }

    private void write(OutputStream out, String text) throws IOException {
        try (Interrupter.Running _ = interrupter.within(WebLimits.ANSWER)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** What the reader knows already; one of another run of the daemon, or a new one, is told of what happens from now on. */
    private long known(String id) {
        long newest = journal.last();
        if (id == null || !id.startsWith(journal.startId() + "/")) {
            return newest;
        }
        try {
            return Math.clamp(Long.parseLong(id.substring(id.lastIndexOf('/') + 1)), 0, newest);
        } catch (NumberFormatException e) {
            return newest;
        }
    }

    @Override
    public void close() {
        pulse.close();
    }
}
