package holdfast.agent.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request and its answer. All the server knows of JSON is here, so that the library is not loaded before somebody asks: the daemon is to
 * start fast.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** A list of thousands of names is less; a request of nothing but brackets would take twenty times its size of memory. */
    private static final int MOST_TOKENS = 20_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String command;
    private final Optional<Duration> patience;
    private volatile JsonNode result;
    private volatile Throwable failure;

    private Exchange(String command, Optional<Duration> patience) {
        this.command = command;
        this.patience = patience;
    }

    /** How long its handler may take, if that is not what is usual. */
    Optional<Duration> patience() {
        return patience;
    }

    /**
     * Gives a request to its handler.
     *
     * @param line the request
     * @param user who asks
     * @param handlers by command
     * @param done told from any thread, perhaps at once, when {@link #answer()} has something to tell
     */
    static Exchange begin(byte[] line, String user, Map<String, ControlHandler> handlers, Runnable done) {
        Exchange exchange = new Exchange("", Optional.empty());
        try {
            ObjectNode request = request(line);
            request.put("user", user);
            String command = request.get("command").textValue();
            ControlHandler handler = handlers.get(command);
            if (handler == null) {
                throw new ControlRefusal(
                        ErrorCode.UNKNOWN_COMMAND,
                        "this daemon does not know '" + command
                                + "'; it may be older than the command, or have no part for it");
            }
            Exchange known = new Exchange(command, handler.patience());
            exchange = known;
            handler.handle(request).whenComplete((answer, trouble) -> {
                known.result = answer;
                known.failure = trouble;
                done.run();
            });
        } catch (ControlRefusal | RuntimeException e) {
            exchange.failure = e;
            done.run();
        }
        return exchange;
    }

    private static ObjectNode request(byte[] line) throws ControlRefusal {
        try {
            if (MAPPER.readTree(line) instanceof ObjectNode request
                    && request.path("command").isTextual()) {
                return request;
            }
        } catch (StreamConstraintsException e) {
            throw new ControlRefusal(
                    ErrorCode.BAD_REQUEST,
                    "the request has too many parts, is nested too deeply or has a number too long");
        } catch (IOException e) {
            String where = e instanceof JsonProcessingException json && json.getLocation() != null
                    ? " from its byte " + json.getLocation().getByteOffset() + " on"
                    : "";
            throw new ControlRefusal(ErrorCode.BAD_REQUEST, "the request is not JSON" + where);
        }
        throw new ControlRefusal(ErrorCode.BAD_REQUEST, "a request is a JSON object with a member 'command'");
    }

    /** The answer as bytes with a line end; after {@code done} was told. */
    byte[] answer() {
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof ControlRefusal refusal) {
                return error(refusal.code(), refusal.getMessage());
            }
            LOG.error("The command {} failed, please report this", command, cause);
            return error(ErrorCode.INTERNAL, "internal error, please report it with the daemon's log: " + cause);
        }
        return bytes(result == null ? MAPPER.createObjectNode() : result);
    }

    /** A refusal as bytes with a line end. */
    static byte[] error(ErrorCode code, String message) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.putObject("error").put("code", code.word()).put("message", message);
        return bytes(answer);
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            byte[] document = MAPPER.writeValueAsBytes(tree);
            byte[] line = Arrays.copyOf(document, document.length + 1);
            line[document.length] = '\n';
            return line;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // trees can always be written
        }
    }
}
