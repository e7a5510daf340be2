package holdfast.agent.control;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.slf4j.LoggerFactory;

/**
 * What Jazzer feeds with what clients of the control socket send ({@code integration-tests/src/fuzz/run control}). The first byte says what
 * the rest is: bytes as they arrive, a request, the document in a bundle of files that goes with {@code plan}, or an answer that a client
 * reads. A request, however it is cut, is answered with one line of JSON that is no internal error, and once.
 */
public final class ControlFuzzer {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Map<String, ControlHandler> COMMANDS = FuzzedDaemon.commands();
    private static final String USER = "root";
    private static final int LONGEST = 64;

    private ControlFuzzer() {}

    /** Silences the log, which tells of every order. */
    public static void fuzzerInitialize() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    }

    /** Jazzer's entry point: one input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException, InterruptedException {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        switch (input[0]) {
            case 'a' -> checkArrival(rest);
            case 'p' -> answered(plan(rest));
            case 'c' -> checkReader(rest);
            default -> checkRequest(rest);
        }
        FuzzedDaemon.forget();
    }

    /** The first byte says how large the parts are in which the others arrive. */
    private static void checkArrival(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int part = 1 + (bytes[0] & 0x3F);
        RequestLine line = new RequestLine(LONGEST);
        boolean complete = false;
        int from = 1;
        for (; from < bytes.length && !complete; from += part) {
            complete = line.take(ByteBuffer.wrap(bytes, from, Math.min(part, bytes.length - from)));
            require(line.size() <= LONGEST, "keeps more than the longest request");
        }
        String all = new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1);
        int end = all.indexOf('\n');
        String expected = end < 0 ? all : all.substring(0, end);
        require(complete == (end >= 0), "does not know where the line ends");
        require(line.isTooLong() == expected.length() > LONGEST, "does not know how long the line is");
        String kept = new String(line.remove(), StandardCharsets.ISO_8859_1);
        require(kept.equals(expected.substring(0, Math.min(LONGEST, expected.length()))), "keeps something else");
    }

    private static void checkRequest(byte[] line) throws InterruptedException, IOException {
        if (new String(line, StandardCharsets.ISO_8859_1).contains("waitMillis")) {
            return; // it would wait
        }
        JsonNode answer = answered(line);
        JsonNode echo = answer.path("echo");
        require(echo.isMissingNode() || echo.path("user").asText().equals(USER), "believes who the client says to be");
    }

    /** What the daemon answers. */
    private static JsonNode answered(byte[] line) throws InterruptedException, IOException {
        CountDownLatch done = new CountDownLatch(1);
        Exchange exchange = Exchange.begin(line, USER, COMMANDS, () -> {
            require(done.getCount() == 1, "answers twice");
            done.countDown();
        });
        require(done.await(20, TimeUnit.SECONDS), "does not answer");
        byte[] answer = exchange.answer();
        for (int i = 0; i < answer.length; i++) {
            require((answer[i] == '\n') == (i == answer.length - 1), "not one line");
        }
        JsonNode document = MAPPER.readTree(answer);
        require(document.isObject(), "not an object");
        require(document.equals(JsonTree.read(answer)), "the client reads another answer");
        String trouble = document.path("error").path("code").asText();
        require(!trouble.equals(ErrorCode.INTERNAL.word()), "an internal error: " + document);
        return document;
    }

    private static byte[] plan(byte[] document) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(document);
        }
        return MAPPER.writeValueAsBytes(JsonNodeFactory.instance
                .objectNode()
                .put("command", "plan")
                .put("file", "/etc/a.conf")
                .put("sources", compressed.toByteArray()));
    }

    /** A client says when it is none; what it reads is what a mapper reads, where that reads anything, and can be written again. */
    private static void checkReader(byte[] answer) {
        JsonNode read;
        try {
            read = JsonTree.read(answer);
        } catch (IOException e) {
            return; // nothing to compare
        }
        try {
            byte[] written = JsonTree.line(read).getBytes(StandardCharsets.UTF_8);
            require(read.equals(JsonTree.read(written)) || hasLoneSurrogates(read), "written it is something else");
        } catch (IOException e) {
            throw new UncheckedIOException("written it is no answer", e);
        }
        try {
            require(!isText(answer) || MAPPER.readTree(answer).equals(read), "a mapper reads something else");
        } catch (IOException e) {
            return; // a mapper is stricter
        }
    }

    /** A mapper guesses that what has zeros is UTF-16, and takes characters that are longer than they need be (RFC 3629, 10) for what they stand for. */
    private static boolean isText(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).chars().noneMatch(c -> c == 0);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** UTF-8 cannot have half a character. */
    private static boolean hasLoneSurrogates(JsonNode node) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(node.toString());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
