package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.measure.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody who talks to the listener, however, disturbs VRRP or keeps anything of the daemon. */
class ListenerIT {
    private static final int CLIENTS = 1_000;
    private static final int BAD_CLIENTS = 60;
    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9650);
    private static final String REQUEST = "GET /metrics HTTP/1.0\r\n\r\n";

    @Test
    void noClientDelaysAdvertsOrKeepsAnythingOfTheDaemon() {
        Pair.test(pair -> {
            Node node = pair.a();
            Instant started = node.start(RouterConf.classic(150), "--listen", "192.0.2.1:9650");
            pair.awaitMaster(node, Pair.VIP, started);
            pair.await("the listener answers", () -> isAnswered(pair));
            long connections = connections(node);
            Instant begin = Instant.now();
            Callers callers = new Callers(pair.client());
            List<SocketChannel> lingering = callers.sockets(3 * BAD_CLIENTS);
            AtomicInteger served = new AtomicInteger();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> all = new ArrayList<>();
                linger(lingering, clients, all);
                garbage(callers, clients, all);
                for (SocketChannel socket : callers.sockets(CLIENTS)) {
                    all.add(clients.submit(() -> {
                        if (attempt(socket, REQUEST.getBytes(StandardCharsets.US_ASCII))) {
                            served.incrementAndGet();
                        }
                    }));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
            // Even while those who never read or never say anything stay: within seconds there is room again.
            pair.await("the listener answers again", () -> isAnswered(pair));
            pair.watch(Duration.ofSeconds(6));
            Callers.close(lingering);
            pair.await("all connections are given back", () -> connections(node) <= connections);
            assertOnTime(pair.seen().adverts("a", Pair.VRID, begin));
            pair.assertHolder(node, Pair.VIP);
            assertTrue(served.get() >= CLIENTS * 9 / 10, () -> "only " + served + " of " + CLIENTS + " were served");
            assertEquals(
                    List.of(),
                    node.logLines().stream()
                            .filter(line -> line.contains("please report"))
                            .toList());
        });
    }

    /** Clients that say nothing, half a request, or a whole one and never read: as long as they are let. */
    private static void linger(List<SocketChannel> sockets, ExecutorService clients, List<Future<?>> all) {
        for (int i = 0; i < sockets.size(); i++) {
            SocketChannel socket = sockets.get(i);
            String words = switch (i % 3) {
                case 0 -> "";
                case 1 -> "GET /metrics HTTP/1.1\r\nHost: ";
                default -> "GET /events HTTP/1.1\r\nHost: a\r\n\r\n";
            };
            all.add(clients.submit(() -> {
                try {
                    socket.connect(SERVER);
                    Callers.say(socket, words.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // turned away
                }
            }));
        }
    }

    private static void garbage(Callers callers, ExecutorService clients, List<Future<?>> all) {
        Random random = new Random(1);
        List<byte[]> words = new ArrayList<>();
        for (int i = 0; i < BAD_CLIENTS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(100_000)];
            random.nextBytes(bytes);
            words.add(bytes);
        }
        for (String text : List.of(
                "\r\n\r\n",
                "GET /" + "a".repeat(5_000_000),
                "GET / HTTP/1.1\r\nX: " + "a".repeat(5_000_000),
                "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(100_000),
                "POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\nx",
                "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000),
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003")) {
            words.add(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        List<SocketChannel> sockets = callers.sockets(words.size());
        for (int i = 0; i < words.size(); i++) {
            SocketChannel socket = sockets.get(i);
            byte[] bytes = words.get(i);
            all.add(clients.submit(() -> attempt(socket, bytes)));
        }
    }

    /** Whether it was served; what the daemon makes of garbage is its business. */
    private static boolean attempt(SocketChannel socket, byte[] bytes) {
        try {
            String request = new String(bytes, StandardCharsets.ISO_8859_1);
            return Callers.ask(socket, SERVER, request).startsWith("HTTP/1.1 200 ");
        } catch (IOException e) {
            return false; // turned away
        }
    }

    private static boolean isAnswered(Pair pair) {
        return attempt(new Callers(pair.client()).sockets(1).getFirst(), REQUEST.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sockets of the daemon. */
    private static long connections(Node node) {
        try (Stream<Path> entries =
                Files.list(Path.of("/proc", Long.toString(node.agent().running().pid()), "fd"))) {
            return entries.filter(ListenerIT::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    /** Adverts are due every second, and come no later than after 1.1. */
    private static void assertOnTime(List<Fact.Advert> adverts) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < adverts.size(); i++) {
            gaps.add(Duration.between(adverts.get(i - 1).at(), adverts.get(i).at()));
        }
        gaps.sort(null);
        assertTrue(gaps.size() >= 5, () -> "only " + gaps.size() + " adverts");
        assertTrue(
                gaps.getLast().compareTo(Duration.ofMillis(1_100)) <= 0,
                () -> "an advert came " + gaps.getLast().toMillis() + " ms after the one before");
    }
}
