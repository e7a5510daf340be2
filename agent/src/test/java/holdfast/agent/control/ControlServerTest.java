package holdfast.agent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlServerTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final ControlLimits LIMITS =
            new ControlLimits(4, 1024, 1 << 20, 1 << 20, AMPLE, AMPLE, AMPLE, AMPLE);
    private static final int MUCH = 900_000;

    private static final Map<String, ControlHandler> COMMANDS = Map.of(
            "echo",
            CompletableFuture::completedFuture,
            "much",
            _ -> CompletableFuture.completedFuture(TextNode.valueOf("x".repeat(MUCH))),
            "never",
            _ -> new CompletableFuture<>(),
            "elsewhere",
            _ -> CompletableFuture.supplyAsync(() -> JsonNodeFactory.instance.numberNode(7)),
            "refused",
            _ -> CompletableFuture.failedFuture(new ControlRefusal("not today")),
            "broken",
            _ -> {
                throw new IllegalStateException("a mistake");
            });

    @TempDir
    private Path folder;

    private ControlServer serve(ControlLimits limits) {
        ControlServer server = new ControlServer(folder.resolve("control.sock"), () -> COMMANDS, limits);
        server.start();
        server.opened().join();
        return server;
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static JsonNode receive(SocketChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 << 20);
        while (channel.read(bytes) >= 0) {
            assertTrue(bytes.hasRemaining());
        }
        return MAPPER.readTree(bytes.array(), 0, bytes.position());
    }

    private JsonNode ask(String request) throws IOException {
        try (SocketChannel channel = connect()) {
            send(channel, request);
            return receive(channel);
        }
    }

    private static String code(JsonNode answer) {
        return answer.path("error").path("code").asText();
    }

    private static String me() throws IOException {
        return Files.getOwner(Path.of("/proc/self")).getName();
    }

    @Test
    void aRequestIsAnsweredWithOneDocumentAndTheConnectionIsClosed() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            assertEquals(7, ask("{\"command\":\"elsewhere\"}\n").asInt());
        }
    }

    @Test
    void handlersAreToldWhoAsksWhateverTheClientClaims() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            assertEquals(
                    me(),
                    ask("{\"command\":\"echo\",\"user\":\"somebody\"}\n")
                            .path("user")
                            .asText());
        }
    }

    @Test
    void theEndOfTheStreamEndsARequestToo() throws IOException {
        try (ControlServer _ = serve(LIMITS);
                SocketChannel channel = connect()) {
            send(channel, "{\"command\":\"elsewhere\"}");
            channel.shutdownOutput();
            assertEquals(7, receive(channel).asInt());
        }
    }

    @Test
    void aRequestMayArriveInPieces() throws IOException {
        try (ControlServer _ = serve(LIMITS);
                SocketChannel channel = connect()) {
            for (String piece : List.of("{\"comm", "and\":\"else", "where\"}", "\n")) {
                send(channel, piece);
            }
            assertEquals(7, receive(channel).asInt());
        }
    }

    @Test
    void garbageGetsAnErrorAndHarmsNobody() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            for (String garbage : List.of(
                    "\n",
                    "GET / HTTP/1.1\r\n\r\n",
                    "[]\n",
                    "{}\n",
                    "{\"command\":1}\n",
                    "{\"command\":\"echo\"} x\n",
                    "[".repeat(1000) + "\n",
                    "\0\1\2\uffff\n",
                    "{\"command\":\"echo\"\n",
                    "null\n")) {
                assertEquals("bad-request", code(ask(garbage)), garbage);
            }
            assertEquals(7, ask("{\"command\":\"elsewhere\"}\n").asInt());
        }
    }

    @Test
    void anUnknownCommandIsNamed() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            JsonNode answer = ask("{\"command\":\"lvs.lisst\"}\n");
            assertEquals("unknown-command", code(answer));
            assertTrue(answer.at("/error/message").asText().contains("'lvs.lisst'"));
        }
    }

    @Test
    void refusalsAndMistakesOfHandlersAreErrorsOfTheirOwnKind() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            JsonNode refused = ask("{\"command\":\"refused\"}\n");
            assertEquals("refused", code(refused));
            assertEquals("not today", refused.at("/error/message").asText());
            assertEquals("internal", code(ask("{\"command\":\"broken\"}\n")));
        }
    }

    @Test
    void aRequestThatIsTooLongIsReadToItsEndAndRefused() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            assertEquals("too-large", code(ask("{\"command\":\"" + "x".repeat(3_000_000) + "\"}\n")));
            String fits = "{\"command\":\"echo\",\"x\":\"\"}";
            assertEquals(
                    me(),
                    ask(fits.replace("\"\"}", "\"" + "x".repeat(1024 - fits.length()) + "\"}\n"))
                            .path("user")
                            .asText());
        }
    }

    @Test
    void aRequestThatDoesNotComeIsNotWaitedFor() throws IOException {
        try (ControlServer _ = serve(new ControlLimits(4, 1024, 1 << 20, 1 << 20, SHORT, SHORT, AMPLE, AMPLE));
                SocketChannel channel = connect()) {
            send(channel, "{\"command\":");
            assertEquals("too-slow", code(receive(channel)));
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() throws IOException {
        try (ControlServer _ = serve(new ControlLimits(4, 1024, 1 << 20, 1 << 20, AMPLE, AMPLE, SHORT, AMPLE))) {
            assertEquals("no-answer", code(ask("{\"command\":\"never\"}\n")));
        }
    }

    @Test
    void aSlowReaderDisturbsNobodyAndAnswersThatWaitAreBounded() throws IOException {
        try (ControlServer _ = serve(LIMITS);
                SocketChannel slow = connect()) {
            send(slow, "{\"command\":\"much\"}\n");
            assertEquals(7, ask("{\"command\":\"elsewhere\"}\n").asInt());
            assertEquals("busy", code(ask("{\"command\":\"much\"}\n")));
            assertEquals(MUCH, receive(slow).asText().length());
            assertEquals(MUCH, ask("{\"command\":\"much\"}\n").asText().length());
        }
    }

    @Test
    void aReaderThatIsTooSlowIsLeft() throws IOException {
        try (ControlServer _ = serve(new ControlLimits(4, 1024, 1 << 20, 1 << 20, AMPLE, AMPLE, AMPLE, SHORT));
                SocketChannel slow = connect()) {
            send(slow, "{\"command\":\"much\"}\n");
            JsonNode other = ask("{\"command\":\"much\"}\n");
            while (code(other).equals("busy")) { // until the slow one is left
                other = ask("{\"command\":\"much\"}\n");
            }
            ByteBuffer bytes = ByteBuffer.allocate(2 << 20);
            while (slow.read(bytes) >= 0) {
                assertTrue(bytes.hasRemaining());
            }
            assertTrue(bytes.position() < MUCH, bytes.position() + " bytes came");
        }
    }

    @Test
    void aThousandClientsAtOnceAreAllAnswered() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            List<SocketChannel> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 1000; i++) {
                    SocketChannel client = connect();
                    clients.add(client);
                    send(client, "{\"command\":\"elsewhere\"}\n");
                }
                for (SocketChannel client : clients) {
                    assertEquals(7, receive(client).asInt());
                }
            } finally {
                for (SocketChannel client : clients) {
                    client.close();
                }
            }
        }
    }

    @Test
    void clientsThatGoAwayLeaveRoomForOthers() throws IOException {
        try (ControlServer _ = serve(new ControlLimits(4, 1024, 1 << 20, 1 << 20, AMPLE, AMPLE, SHORT, AMPLE))) {
            for (int i = 0; i < 20; i++) {
                try (SocketChannel client = connect()) {
                    send(client, i % 2 == 0 ? "{\"command\":\"never\"}\n" : "{");
                }
            }
            assertEquals(7, ask("{\"command\":\"elsewhere\"}\n").asInt());
        }
    }

    @Test
    void aClosedServerLeavesNoFileAndNoDescriptor() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            ask("{\"command\":\"elsewhere\"}\n");
        }
        long before = descriptors();
        ControlServer server = serve(LIMITS);
        try (SocketChannel waiting = connect()) {
            send(waiting, "{\"command\":\"never\"}\n");
            ask("{\"command\":\"elsewhere\"}\n");
            assertTrue(descriptors() > before);
            server.close();
        }
        assertEquals(before, descriptors());
        assertFalse(Files.exists(folder.resolve("control.sock")));
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void theFileIsForTheOwnerAndTheGroupOnly() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("control.sock")));
            assertTrue(List.of("rw-------", "rw-rw----").contains(mode), mode);
        }
    }

    @Test
    void aFileLeftByADaemonThatDiedIsReplaced() throws IOException {
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
        }
        assertTrue(Files.exists(folder.resolve("control.sock")));
        try (ControlServer _ = serve(LIMITS)) {
            assertEquals(7, ask("{\"command\":\"elsewhere\"}\n").asInt());
        }
    }

    @Test
    void theSocketOfALivingDaemonIsLeftAlone() throws IOException {
        try (ControlServer _ = serve(LIMITS)) {
            ControlServer second = new ControlServer(folder.resolve("control.sock"), () -> COMMANDS, LIMITS);
            second.start();
            assertEquals("another daemon uses it", failure(second));
            second.close();
            assertEquals(7, ask("{\"command\":\"elsewhere\"}\n").asInt());
        }
    }

    @Test
    void somethingElseInThePlaceOfTheSocketIsLeftAlone() throws IOException {
        Path place = folder.resolve("control.sock");
        Files.writeString(place, "precious");
        ControlServer server = new ControlServer(place, () -> COMMANDS, LIMITS);
        server.start();
        assertEquals("there is something there that is no socket", failure(server));
        server.close();
        assertEquals("precious", Files.readString(place));
    }

    @Test
    void whoeverIsSilentMakesRoomWhenOthersWait() throws IOException {
        try (ControlServer _ = serve(new ControlLimits(4, 1024, 1 << 20, 1 << 20, AMPLE, SHORT, AMPLE, AMPLE))) {
            List<SocketChannel> silent = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                silent.add(connect());
            }
            long asked = System.nanoTime();
            assertEquals(7, ask("{\"command\":\"elsewhere\"}\n").asInt());
            assertTrue(System.nanoTime() - asked < AMPLE.toNanos() / 2);
            assertEquals("too-slow", code(receive(silent.getFirst())));
            for (SocketChannel one : silent) {
                one.close();
            }
        }
    }

    @Test
    void theLastFolderOfThePathIsMadeButNoMore() throws IOException {
        ControlServer server = new ControlServer(folder.resolve("run/control.sock"), () -> COMMANDS, LIMITS);
        server.start();
        server.opened().join();
        server.close();
        ControlServer deep = new ControlServer(folder.resolve("a/b/control.sock"), () -> COMMANDS, LIMITS);
        deep.start();
        assertEquals("its folder does not exist", failure(deep));
        deep.close();
    }

    private static String failure(ControlServer server) {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> server.opened().get(AMPLE.toSeconds(), TimeUnit.SECONDS));
        return failure.getCause().getMessage();
    }
}
