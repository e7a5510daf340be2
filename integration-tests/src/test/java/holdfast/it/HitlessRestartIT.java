package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.agent.control.ControlPath;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.PingProbe;
import holdfast.it.Terminal.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code restart --hitless} of a node with everything that waits for something after a start. */
class HitlessRestartIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PING_EVERY = Duration.ofMillis(10);
    private static final Duration PING_PATIENCE = Duration.ofMillis(500);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** Which field of a line that begins with process id and name. */
    private static final int RT_PRIORITY = 40;

    /** Half an interval is for a busy machine; a backup of priority 100 takes over after 3.6 intervals (RFC 9568, 6.1). */
    private static final Duration LONGEST_PAUSE = INTERVAL.multipliedBy(3).dividedBy(2);

    private static Outcome run(Node node, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--control", ControlPath.of(node.agent().pidFile()).toString()));
        return new Terminal(node.host()).holdfast(all.toArray(String[]::new));
    }

    private static JsonNode done(Node node, String... words) throws IOException {
        Outcome outcome = run(node, words);
        assertEquals(0, outcome.status(), outcome::toString);
        return MAPPER.readTree(outcome.output());
    }

    /** A BFD session with the other node, which the instance tracks. */
    private static RouterConf withBfd(RouterConf conf, int own, int other) {
        return conf.after("""
                        bfd_instance peer {
                            neighbor_ip 192.0.2.%d
                            source_ip 192.0.2.%d
                            min_rx 100
                            min_tx 100
                            multiplier 3
                        }""".formatted(other, own)).with("track_bfd {", "peer", "}");
    }

    private static RouterConf quick(int priority) {
        return new RouterConf("VI_1", 3, Pair.VRID, priority, "0.1", List.of(Pair.VIP_LINE), List.of(), List.of());
    }

    private static RouterConf waiting(Path fifo) {
        return withBfd(quick(150), 1, 2).after("""
                        global_defs {
                            enable_script_security
                            vrrp_startup_delay 10
                            vrrp_notify_fifo %s
                        }
                        vrrp_script chk {
                            script "/bin/true"
                            interval 2
                            rise 2
                            init_fail
                        }""".formatted(fifo)).with("track_script {", "chk", "}");
    }

    private static void restart(Node node) throws IOException {
        JsonNode restarted = done(node, "restart", "--hitless", "--json");
        assertTrue(restarted.path("done").asBoolean(), restarted::toString);
        assertNotEquals(
                restarted.path("formerPid").asLong(), restarted.path("pid").asLong());
    }

    /** The session with node a as node b sees it; {@code since} tells of every change. */
    private static Instant sessionUpSince(Node node) throws IOException {
        JsonNode session = done(node, "status", "--json").path("bfdSessions").path(0);
        assertEquals("up", session.path("state").asText(), session::toString);
        return Instant.parse(session.path("since").asText());
    }

    /** By thread, where there is one (proc_pid_stat(5), rt_priority). */
    private static Map<String, Integer> realTimePriorities(Node node) {
        String pid = node.host()
                .run(List.of("cat", node.agent().pidFile().toString()))
                .strip();
        String threads = node.host().run(List.of("sh", "-c", "cat /proc/" + pid + "/task/*/stat"));
        Map<String, Integer> priorities = new TreeMap<>();
        for (String line : threads.lines().toList()) {
            String name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
            List<String> rest =
                    List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
            int priority = Integer.parseInt(rest.get(RT_PRIORITY - 3));
            if (priority > 0) {
                priorities.put(name, priority);
            }
        }
        return priorities;
    }

    private static List<String> read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down every line of a FIFO, and when it ends. */
    private static void follow(Pair pair, Path fifo, Path lines) {
        String reader = new Terminal(pair.a().host())
                .file("reader.sh", "while read -r line; do echo \"$line\"; done <" + fifo + "; echo END OF FILE\n");
        pair.a().host().spawn(lines, List.of("sh", reader));
    }

    private static Duration longestPause(List<Fact.Advert> adverts) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < adverts.size(); i++) {
            Duration pause =
                    Duration.between(adverts.get(i - 1).at(), adverts.get(i).at());
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        return longest;
    }

    private static void assertNothingLost(Pair pair, PingProbe pings, Instant from) {
        Instant until = Instant.now();
        pair.watch(PING_PATIENCE.plus(PING_EVERY));
        assertEquals(List.of(), pings.log().outages(from, until), "pings without an answer");
    }

    @Test
    void twoInARowCostNeitherAnAdvertNorAPingNorASession() {
        Pair.test(pair -> {
            Path fifo = pair.a().host().directory().resolve("fifo");
            Path lines = pair.a().host().directory().resolve("lines");
            pair.b().start(withBfd(quick(100), 2, 1));
            Instant started = pair.a().start(waiting(fifo));
            pair.await("the FIFO is made", () -> Files.exists(fifo));
            follow(pair, fifo, lines);
            pair.awaitMaster(pair.a(), Pair.VIP, started);
            PingProbe pings = pair.seen().ping(pair.client(), Pair.VIP, PING_EVERY, PING_PATIENCE);
            pair.await("pings are answered", () -> pings.log().isServed(Instant.now(), Duration.ofMillis(300)));
            List<String> before = read(lines);
            assertEquals("INSTANCE \"VI_1\" MASTER 150", before.getLast());
            Instant upSince = sessionUpSince(pair.b());
            Instant from = Instant.now();

            restart(pair.a());
            restart(pair.a());
            pair.watch(Duration.ofSeconds(2));

            List<Fact.Advert> adverts = pair.seen().adverts(pair.a().name(), Pair.VRID, from);
            Duration pause = longestPause(adverts);
            System.out.printf("measured longest pause between two adverts: %d ms%n", pause.toMillis());
            assertTrue(pause.compareTo(LONGEST_PAUSE) <= 0, () -> "no advert for " + pause.toMillis() + " ms");
            assertTrue(adverts.stream().noneMatch(Fact.Advert::isRelease), "priority 0");
            assertEquals(List.of(), pair.seen().adverts(pair.b().name(), Pair.VRID, from));
            assertNothingLost(pair, pings, from);
            pair.assertHolder(pair.a(), Pair.VIP);
            assertEquals(upSince, sessionUpSince(pair.b()), "the session of node b has been up since");
            assertEquals(Map.of("VM Thread", 2, "bfd-loop", 1, "vrrp-loop", 2), realTimePriorities(pair.a()));
            List<String> all = read(lines);
            assertEquals(
                    List.of("INSTANCE \"VI_1\" MASTER 150", "INSTANCE \"VI_1\" MASTER 150"),
                    all.subList(before.size(), all.size()));
        });
    }

    @Test
    void aNodeInMaintenanceStaysInIt() {
        Pair.test(pair -> {
            pair.b().start(quick(100));
            pair.awaitMaster(pair.b(), Pair.VIP, Instant.EPOCH);
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(quick(150)));
            Instant from = Instant.now();
            done(pair.a(), "maintenance", "on", "--json");
            pair.awaitMaster(pair.b(), Pair.VIP, from);
            Instant restarted = Instant.now();
            restart(pair.a());
            pair.watch(Duration.ofSeconds(2));
            pair.assertHolder(pair.b(), Pair.VIP);
            assertEquals(List.of(), pair.seen().adverts(pair.a().name(), Pair.VRID, restarted));
            assertTrue(done(pair.a(), "maintenance", "status", "--json")
                    .path("maintenance")
                    .asBoolean());
        });
    }
}
