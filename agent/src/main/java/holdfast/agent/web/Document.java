package holdfast.agent.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An answer whose length is known. */
final class Document {
    /**
     * One answer a connection: else a client could ask for thousands at once. The page asks nobody else for anything, and nobody else
     * may show it in a frame.
     */
    private static final Map<String, String> SAFETY = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "cross-origin",
            "Connection", "close");

    private final int status;
    private final String type;
    private final byte[] bytes;

    Document(int status, String type, byte[] bytes) {
        this.status = status;
        this.type = type;
        this.bytes = bytes;
    }

    /** A sentence for people. */
    static Document words(int status, String sentence) {
        return new Document(status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends it; to HEAD the headers alone. Ends the exchange. */
    void send(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        SAFETY.forEach(headers::set);
        headers.set("Content-Type", type);
        headers.putIfAbsent("Cache-Control", List.of("no-store"));
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        OutputStream body = exchange.getResponseBody();
        for (int from = 0; from < bytes.length; from += WebLimits.PART_BYTES) {
            body.write(bytes, from, Math.min(WebLimits.PART_BYTES, bytes.length - from));
        }
    }
}
