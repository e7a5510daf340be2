package holdfast.agent.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.status.AgentStatus;
import holdfast.conf.model.Configuration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
    private final AtomicInteger asked = new AtomicInteger();
    private CompletableFuture<AgentStatus> status =
            CompletableFuture.completedFuture(GivenObservation.ofEverything().status());
    private final Journal journal = new Journal();
    private WebServer server;
    private int port;

    @BeforeEach
    void open() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Site site = new Site(new Observer(new Sources()), journal, List.of(URI.create("http://192.0.2.2:9650/")));
        server = new WebServer(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)), () -> site);
        server.start();
        while (!isListening()) {
            Thread.onSpinWait();
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private final class Sources implements Observer.Sources {
        @Override
        public CompletableFuture<AgentStatus> status() {
            asked.incrementAndGet();
            return status;
        }

        @Override
        public Configuration configuration() {
            return GivenObservation.configuration();
        }

        @Override
        public Optional<CompletionStage<LvsListing>> servers() {
            return Optional.of(CompletableFuture.completedFuture(GivenObservation.listing()));
        }

        @Override
        public LoopMeasurements measurements() {
            return GivenObservation.measurements();
        }
    }

    private HttpURLConnection request(String method, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestMethod(method);
        return connection;
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What comes back until the server closes. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // closed before all was said
        }
    }

    @Test
    void metricsAndStatusAreServedAndManyReadersAskTheDaemonOnce() throws IOException {
        assertTrue(body(request("GET", "/metrics")).contains("keepalived_up 1.0"));
        String json = body(request("GET", "/status.json"));
        assertTrue(json.contains("\"instance\":\"VI_1\""), json);
        assertTrue(json.contains("\"virtualServer\":\"TCP 10.0.0.1:80\""), json);
        assertFalse(json.contains("s3cr3tpw"), json);
        assertTrue(asked.get() <= 2, () -> asked + " questions");
    }

    @Test
    void aHeadRequestGetsTheHeadersAlone() throws IOException {
        HttpURLConnection head = request("HEAD", "/metrics");
        assertEquals(200, head.getResponseCode());
        assertTrue(head.getContentLength() > 1000);
        assertEquals("nosniff", head.getHeaderField("X-Content-Type-Options"));
        assertEquals("no-store", head.getHeaderField("Cache-Control"));
    }

    @Test
    void nothingCanBeChanged() throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            HttpURLConnection connection = request(method, "/metrics");
            assertEquals(405, connection.getResponseCode());
            assertEquals("GET, HEAD", connection.getHeaderField("Allow"));
        }
        assertEquals(404, request("GET", "/metrics/../etc/passwd").getResponseCode());
        assertEquals(404, request("GET", "/%2e%2e/etc/passwd").getResponseCode());
    }

    @Test
    void pagesOfPeersMayReadTheStatusAndOthersMayNot() throws IOException {
        assertTrue(raw("GET /status.json HTTP/1.0\r\nOrigin: http://192.0.2.2:9650\r\n\r\n")
                .contains("\r\nAccess-control-allow-origin: http://192.0.2.2:9650\r\n"));
        assertFalse(raw("GET /status.json HTTP/1.0\r\nOrigin: http://192.0.2.3:9650\r\n\r\n")
                .contains("Access-control-allow-origin"));
        assertNull(request("GET", "/metrics").getHeaderField("Access-Control-Allow-Origin"));
    }

    @Test
    void garbageIsRefusedAndTheNextOneServed() throws IOException {
        for (String garbage : List.of(
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET /metrics\r\n\r\n",
                "GET http://[ HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "GET /" + "a".repeat(200_000) + " HTTP/1.1\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nX: " + "a".repeat(200_000) + "\r\n\r\n",
                "GET /metrics HTTP/1.1\r\n" + "X: y\r\n".repeat(10_000) + "\r\n")) {
            String answer = raw(garbage);
            assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
        }
        assertTrue(body(request("GET", "/metrics")).contains("keepalived_up 1.0"));
    }

    @Test
    void thePageLoadsNothingFromElsewhere() throws IOException {
        HttpURLConnection page = request("GET", "/");
        assertTrue(body(page).contains("<h2 id=\"routers-title\">Virtual routers</h2>"));
        assertEquals(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                        + " connect-src 'self' http://192.0.2.2:9650; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'",
                page.getHeaderField("Content-Security-Policy"));
        for (String part : List.of("/holdfast.css", "/holdfast.js", "/holdfast.svg")) {
            String text = body(request("GET", part));
            assertTrue(text.length() > 100, part);
            assertFalse(text.replace("http://www.w3.org/2000/svg", "").contains("//cdn"), part);
            assertFalse(text.replace("http://www.w3.org/2000/svg", "").contains("http://"), part);
        }
    }

    @Test
    void eventsAreTold() throws IOException {
        journal.append(new Happening.DaemonChanged("started"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String request = "GET /events HTTP/1.1\r\nHost: a\r\nLast-Event-ID: " + journal.startId() + "/0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            await(lines, "id: " + journal.startId() + "/1");
            journal.append(new Happening.LinkChanged("eth0", "down"));
            await(lines, "id: " + journal.startId() + "/2");
            assertEquals("event: happened", lines.readLine());
            assertTrue(lines.readLine().contains("\"text\":\"interface eth0 down\""));
        }
    }

    private static void await(BufferedReader lines, String wanted) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(wanted)) {
            line = lines.readLine();
        }
        assertEquals(wanted, line);
    }

    @Test
    void streamsAreBounded() throws IOException {
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                readers.add(socket);
                socket.getOutputStream()
                        .write("GET /events HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                assertEquals('H', socket.getInputStream().read());
            }
            assertEquals(503, request("GET", "/events").getResponseCode());
            assertEquals(200, request("GET", "/metrics").getResponseCode());
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
    }

    @Test
    void aLoopThatDoesNotAnswerIsSaid() throws IOException {
        status = CompletableFuture.failedFuture(new TimeoutException());
        assertTrue(body(request("GET", "/metrics")).contains("keepalived_up 0.0"));
        assertEquals(503, request("GET", "/status.json").getResponseCode());
        assertEquals(503, request("GET", "/").getResponseCode());
    }
}
