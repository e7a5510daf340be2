package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.measure.Fact;
import holdfast.it.Terminal.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The control socket of a running daemon: who may ask, and that nobody who asks, however, disturbs VRRP. */
class ControlSocketIT {
    private static final int CLIENTS = 1_000;
    private static final int BAD_CLIENTS = 100; // more than are served at once
    private static final String REQUEST = "{\"command\":\"lvs.list\"}\n";
    private static final String ANSWER =
            "{\"error\":{\"code\":\"refused\",\"message\":\"the configuration of this daemon has no virtual servers\"}}\n";

    /** A user's rights, and reading files wherever the launcher is installed; connect(2) asks for more than reading. */
    private static List<String> as(int user, int... groups) {
        List<String> numbers = new ArrayList<>();
        for (int group : groups) {
            numbers.add(Integer.toString(group));
        }
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                numbers.isEmpty() ? "--clear-groups" : "--groups=" + String.join(",", numbers),
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search");
    }

    private static Path socket(Node node) {
        String pidFile = node.agent().pidFile().toString();
        return Path.of(pidFile.substring(0, pidFile.length() - "pid".length()) + "sock");
    }

    @Test
    void rootAndMembersOfTheGroupMayAskAndNobodyElse() {
        Pair.test(pair -> {
            Node node = pair.a();
            ownAccounts(node);
            node.start(RouterConf.quick(150));
            pair.await(
                    "the socket is there, for root and the group",
                    () -> Files.exists(socket(node)) && ownership(node).equals("srw-rw---- root holdfast"));
            assertAnswered(list(node, List.of()));
            assertAnswered(list(node, as(64_001, 64_010)));
            for (List<String> stranger : List.of(as(64_002), as(65_534))) {
                Outcome refused = list(node, stranger);
                assertEquals(4, refused.status(), refused::toString);
                assertEquals(1, refused.errors().size(), refused::toString);
                assertTrue(refused.errors().getFirst().contains("a member of group 'holdfast'"), refused::toString);
            }
            node.host().run(List.of("chmod", "666", socket(node).toString())); // the daemon looks itself, too
            assertAnswered(list(node, as(64_001, 64_010)));
            Outcome refused = list(node, as(64_002));
            assertEquals(4, refused.status(), refused::toString);
            assertTrue(refused.errors().getFirst().contains("user 'stranger' may not ask"), refused::toString);
        });
    }

    /** Accounts that only this host knows. */
    private static void ownAccounts(Node node) throws IOException {
        Path users = node.host().directory().resolve("passwd");
        Path groups = node.host().directory().resolve("group");
        Files.writeString(
                users,
                Files.readString(Path.of("/etc/passwd")) + "member:x:64001:64001::/:/bin/sh\n"
                        + "stranger:x:64002:64002::/:/bin/sh\n");
        Files.writeString(
                groups,
                Files.readString(Path.of("/etc/group")).replaceAll("(?m)^holdfast:.*\n", "")
                        + "holdfast:x:64010:member\n");
        node.host().run(List.of("mount", "--bind", users.toString(), "/etc/passwd"));
        node.host().run(List.of("mount", "--bind", groups.toString(), "/etc/group"));
        node.host().run(List.of("chmod", "a+x", node.host().directory().toString()));
        node.host()
                .run(List.of("chmod", "a+x", node.host().directory().getParent().toString()));
    }

    private static String ownership(Node node) {
        return node.host()
                .run(List.of("stat", "-c", "%A %U %G", socket(node).toString()))
                .strip();
    }

    private static Outcome list(Node node, List<String> as) {
        return new Terminal(node.host())
                .run(Terminal.command(
                        as, "lvs", "list", "--control", socket(node).toString()));
    }

    private static void assertAnswered(Outcome outcome) {
        assertEquals(
                List.of("holdfast lvs list: the configuration of this daemon has no virtual servers"),
                outcome.errors());
        assertEquals(1, outcome.status());
    }

    @Test
    void noClientDelaysAdvertsOrKeepsAnythingOfTheDaemon() {
        Pair.test(pair -> {
            Node node = pair.a();
            Instant started = node.start(RouterConf.quick(150));
            pair.awaitMaster(node, Pair.VIP, started);
            pair.await("the socket answers", () -> isAnswered(socket(node)));
            long descriptors = descriptors(node);
            Instant begin = Instant.now();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<SocketChannel> lingering = lingering(socket(node));
                List<Future<?>> all = new ArrayList<>();
                for (byte[] garbage : garbage()) {
                    all.add(clients.submit(() -> say(socket(node), garbage)));
                }
                for (int i = 0; i < CLIENTS; i++) {
                    all.add(clients.submit(() -> assertEquals(ANSWER, ask(socket(node)))));
                }
                for (Future<?> one : all) {
                    one.get();
                }
                for (SocketChannel one : lingering) {
                    one.close();
                }
            }
            assertTrue(isAnswered(socket(node)));
            pair.await("all descriptors are given back", () -> descriptors(node) == descriptors);
            pair.watch(Duration.ofSeconds(3)); // a fast machine has answered all of them within a second
            assertOnTime(pair.seen().adverts("a", Pair.VRID, begin));
            pair.assertHolder(node, Pair.VIP);
            assertEquals(
                    List.of(),
                    node.logLines().stream()
                            .filter(line -> line.contains("please report"))
                            .toList());
        });
    }

    /** Clients that connect and say nothing, or the beginning of a request, as long as they are let. */
    private static List<SocketChannel> lingering(Path socket) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < BAD_CLIENTS; i++) {
            SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            if (i % 2 == 0) {
                client.write(ByteBuffer.wrap(REQUEST.substring(0, 9).getBytes(StandardCharsets.US_ASCII)));
            }
            clients.add(client);
        }
        return clients;
    }

    private static List<byte[]> garbage() {
        Random random = new Random(1);
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < BAD_CLIENTS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(100_000)];
            random.nextBytes(bytes);
            all.add(bytes);
        }
        for (String text : List.of(
                "\n",
                "{}\n",
                "[".repeat(60_000) + "\n",
                "{\"command\":".repeat(5_000) + "\n",
                "{\"command\":\"" + "x".repeat(60_000) + "\"}\n",
                "{\"command\":17}\n",
                "{\"command\":\"lvs.list\",\"from\":-1}\n",
                REQUEST.repeat(10_000),
                "GET / HTTP/1.1\r\n\r\n")) {
            all.add(text.getBytes(StandardCharsets.US_ASCII));
        }
        return all;
    }

    /** What the daemon makes of it is its business. */
    private static boolean say(Path socket, byte[] bytes) {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
            return true;
        } catch (IOException e) {
            return false; // it has heard enough
        }
    }

    private static String ask(Path socket) {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            client.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(10_000);
            while (client.read(answer) >= 0) {
                // until it closes
            }
            return StandardCharsets.US_ASCII.decode(answer.flip()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAnswered(Path socket) {
        try {
            return ask(socket).equals(ANSWER);
        } catch (UncheckedIOException e) {
            return false; // nobody listens yet
        }
    }

    private static long descriptors(Node node) {
        try (Stream<Path> entries =
                Files.list(Path.of("/proc", Long.toString(node.agent().running().pid()), "fd"))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adverts are due every 0.2 s; a backup takes over after 0.6 s and more. */
    private static void assertOnTime(List<Fact.Advert> adverts) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < adverts.size(); i++) {
            gaps.add(Duration.between(adverts.get(i - 1).at(), adverts.get(i).at()));
        }
        gaps.sort(null);
        assertTrue(gaps.size() >= 10, () -> "only " + gaps.size() + " adverts");
        Duration ninetyNine = gaps.get((gaps.size() - 1) * 99 / 100);
        assertTrue(
                ninetyNine.compareTo(Duration.ofMillis(400)) < 0,
                () -> "99 of 100 adverts came within " + ninetyNine.toMillis() + " ms of the one before");
        assertTrue(
                gaps.getLast().compareTo(Duration.ofMillis(600)) < 0,
                () -> "an advert came " + gaps.getLast().toMillis() + " ms after the one before");
    }
}
