package holdfast.it;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.drill.lab.Host;
import holdfast.drill.lab.HostProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Chromium without a window on a host, led through its DevTools protocol over two FIFOs (--remote-debugging-pipe). One thread leads it. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 20;

    private final HostProcess process;
    private final RandomAccessFile requests;
    private final RandomAccessFile answers;
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final List<String> complaints = new ArrayList<>();
    private Optional<String> session = Optional.empty();
    private int number;

    /** Starts it. */
    Browser(Host host) throws IOException {
        Path in = host.directory().resolve("browser.in");
        Path out = host.directory().resolve("browser.out");
        host.run(List.of("mkfifo", in.toString(), out.toString()));
        // Opened for both directions: that waits for nobody.
        requests = new RandomAccessFile(in.toFile(), "rw");
        answers = new RandomAccessFile(out.toFile(), "rw");
        process = host.spawn(
                host.directory().resolve("browser.log"),
                List.of(
                        "sh",
                        "-c",
                        "exec chromium --headless --no-sandbox --disable-gpu --no-first-run --remote-debugging-pipe"
                                + " --user-data-dir=" + host.directory().resolve("profile") + " about:blank 3<" + in
                                + " 4>" + out));
        Thread.ofPlatform().daemon().name("browser").start(this::listen);
    }

    private void listen() {
        try {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            byte[] part = new byte[64 << 10];
            for (int length = answers.read(part); length >= 0; length = answers.read(part)) {
                for (int i = 0; i < length; i++) {
                    if (part[i] == 0) {
                        heard.add(MAPPER.readTree(message.toString(StandardCharsets.UTF_8)));
                        message.reset();
                    } else {
                        message.write(part[i]);
                    }
                }
            }
        } catch (IOException e) {
            heard.add(MAPPER.createObjectNode().put("closed", e.getMessage()));
        }
    }

    /** Opens a page in a tab, the only one that is looked at from then on. */
    void open(String address, boolean withScripts) {
        String tab = call("Target.createTarget", parameters().put("url", "about:blank"))
                .path("targetId")
                .asText();
        ObjectNode attachment = parameters().put("targetId", tab).put("flatten", true);
        session = Optional.of(
                call("Target.attachToTarget", attachment).path("sessionId").asText());
        call("Log.enable", parameters());
        call("Runtime.enable", parameters());
        call("Emulation.setScriptExecutionDisabled", parameters().put("value", !withScripts));
        call("Page.navigate", parameters().put("url", address));
    }

    /** The document as it is now; empty text while one gives way to the next. */
    String html() {
        int root = call("DOM.getDocument", parameters())
                .path("root")
                .path("nodeId")
                .asInt();
        return message("DOM.getOuterHTML", parameters().put("nodeId", root))
                .path("result")
                .path("outerHTML")
                .asText();
    }

    /** What an expression of JavaScript comes to in the page, as text. */
    String evaluate(String expression) {
        ObjectNode parameters = parameters().put("expression", expression).put("returnByValue", true);
        JsonNode answer = call("Runtime.evaluate", parameters);
        return answer.has("exceptionDetails")
                ? fail(expression + ": " + answer)
                : answer.path("result").path("value").asText();
    }

    /** Strikes a key as somebody at the keyboard does. */
    void press(Key key) {
        ObjectNode down = parameters()
                .put("type", "keyDown")
                .put("key", key.word)
                .put("code", key.word)
                .put("windowsVirtualKeyCode", key.code)
                .put("text", key.text);
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", down.deepCopy().put("text", "").put("type", "keyUp"));
    }

    /** Shows pages to somebody who has a dark screen, or a light one. */
    void darkScreen(boolean dark) {
        ObjectNode media = parameters();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
    }

    /** Keys (UI Events KeyboardEvent key values; Windows' virtual key codes). */
    enum Key {
        TAB("Tab", 9, ""),
        ENTER("Enter", 13, "\r");

        private final String word;
        private final int code;
        private final String text;

        Key(String word, int code, String text) {
            this.word = word;
            this.code = code;
            this.text = text;
        }
    }

    /** What the browser and its scripts complained about so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private static ObjectNode parameters() {
        return MAPPER.createObjectNode();
    }

    private JsonNode call(String method, ObjectNode parameters) {
        JsonNode message = message(method, parameters);
        return message.has("error") ? fail(method + ": " + message) : message.path("result");
    }

    /** The answer with its frame: a result or an error. */
    private JsonNode message(String method, ObjectNode parameters) {
        ObjectNode request = MAPPER.createObjectNode().put("id", ++number).put("method", method);
        request.set("params", parameters);
        session.ifPresent(id -> request.put("sessionId", id));
        try {
            requests.write(MAPPER.writeValueAsBytes(request));
            requests.write(0);
            while (true) {
                JsonNode message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (message == null || message.has("closed")) {
                    return fail("the browser does not answer to " + method);
                }
                note(message);
                if (message.path("id").asInt() == number) {
                    return message;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void note(JsonNode message) {
        switch (message.path("method").asText()) {
            case "Log.entryAdded" ->
                complaints.add(message.path("params").path("entry").path("text").asText());
            case "Runtime.exceptionThrown" ->
                complaints.add(message.path("params").path("exceptionDetails").toString());
            default -> {
                // an answer, or of no interest
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.kill();
        requests.close();
        answers.close();
    }
}
