package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Events as lines, one after the other, with a line where some are missing. */
final class EventStream {
    private static final int WAIT_MILLIS = 2000;
    private static final long REST_MILLIS = 1000;

    /** An answer without events that comes much sooner than asked for: too many wait already. */
    private static final long TOO_SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ControlClient daemon;
    private final ObjectNode request;
    private final PrintWriter out;
    private Position position;

    /**
     * How far somebody has read.
     *
     * @param startId the run of the daemon that the number belongs to; empty: the one that runs now
     * @param sequence the last number known
     */
    record Position(Optional<String> startId, long sequence) {}

    EventStream(ControlClient daemon, ObjectNode request, Position position, PrintWriter out) {
        this.daemon = daemon;
        this.request = request;
        this.position = position;
        this.out = out;
    }

    /** Prints everything there is. */
    void all() throws ControlFailure {
        while (next(0) > 0) {
            // there may be more
        }
    }

    /**
     * Prints what comes, until the process is ended or nobody reads any more.
     *
     * @param trouble told when the daemon does not answer, once for each time it stops doing so
     */
    void follow(Consumer<ControlFailure> trouble) throws ControlFailure, InterruptedException {
        boolean told = false;
        while (!out.checkError()) {
            try {
                long asked = System.nanoTime();
                int events = next(WAIT_MILLIS);
                told = false;
                if (events == 0 && System.nanoTime() - asked < TOO_SOON_NANOS) {
                    TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
                }
            } catch (ControlFailure e) {
                if (e.kind() == ControlFailure.Kind.NOT_ALLOWED) {
                    throw e;
                }
                if (!told) {
                    trouble.accept(e);
                    told = true;
                }
                TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
            }
        }
    }

    /** Asks once; returns how many events came. */
    private int next(int waitMillis) throws ControlFailure {
        request.put("since", position.sequence());
        request.put("waitMillis", waitMillis);
        JsonNode answer = daemon.ask(request);
        String startId = answer.path("startId").asText();
        if (position.startId().filter(known -> !known.equals(startId)).isPresent()) {
            position = new Position(Optional.of(startId), 0); // another run: its events begin with 1
            return 1;
        }
        position = new Position(Optional.of(startId), answer.path("next").asLong());
        long missed = answer.path("missed").asLong();
        if (missed > 0) {
            ObjectNode gap = JsonNodeFactory.instance.objectNode();
            out.println(
                    JsonTree.line(gap.put("start", startId).put("kind", "gap").put("missed", missed)));
        }
        for (JsonNode event : answer.path("events")) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("start", startId);
            event.properties().forEach(member -> line.set(member.getKey(), member.getValue()));
            out.println(JsonTree.line(line));
        }
        out.flush();
        return answer.path("events").size();
    }
}
