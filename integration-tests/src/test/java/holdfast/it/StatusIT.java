package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.drill.lab.AgentKind;
import holdfast.it.Terminal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the daemon tells of itself while a failover happens with keepalived on the other node, and keepalived's files beside ours. */
class StatusIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SECRET = "s3cr3tpw";

    private static String ask(Node node, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        String pidFile = node.agent().pidFile().toString();
        all.addAll(List.of("-p", pidFile));
        Outcome outcome = new Terminal(node.host()).run(Terminal.command(List.of(), all.toArray(String[]::new)));
        assertEquals(0, outcome.status(), outcome::toString);
        String text = outcome.output();
        assertFalse(text.contains(SECRET), text);
        return text;
    }

    private static JsonNode instance(Node node) throws IOException {
        return MAPPER.readTree(ask(node, "status", "VI_1", "--json"))
                .path("instances")
                .path(0);
    }

    private static RouterConf conf(int priority) {
        return RouterConf.classic(priority).with("authentication {", "auth_type PASS", "auth_pass " + SECRET, "}");
    }

    @Test
    void statusWhyAndEventsTellHowAScriptMovedTheAddress() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            Path healthy = Files.createFile(pair.a().host().directory().resolve("healthy"));
            RouterConf tracked = conf(150)
                    .after(
                            "vrrp_script chk {",
                            "script \"/usr/bin/test -e " + healthy + "\"",
                            "interval 1",
                            "weight -60",
                            "}")
                    .with("track_script {", "chk", "}");
            pair.b().start(conf(100));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(tracked));

            JsonNode master = instance(pair.a());
            assertEquals("MASTER", master.path("state").asText());
            assertTrue(master.path("addresses").path(0).path("present").asBoolean());
            assertEquals(150, master.path("priority").path("effective").asInt());

            Instant failed = Instant.now();
            Files.delete(healthy);
            pair.awaitMaster(pair.b(), Pair.VIP, failed);

            JsonNode backup = instance(pair.a());
            assertEquals("BACKUP", backup.path("state").asText());
            assertEquals("higher-priority", backup.path("cause").asText());
            assertEquals(90, backup.path("priority").path("effective").asInt());
            JsonNode peer = backup.path("peers").path(0);
            assertEquals("192.0.2.2", peer.path("address").asText());
            assertEquals(100, peer.path("last").path("priority").asInt());
            assertTrue(peer.path("last").path("agoSeconds").asDouble() < 3, backup.toString());

            String why = ask(pair.a(), "why", "VI_1");
            for (String words : List.of(
                    "VI_1 is BACKUP",
                    "192.0.2.2 is master with priority 100",
                    "ours is 90: 150 configured, -60 because script chk failed, exited with status 1",
                    "-> effective priority 150 to 90",
                    "-> heard priority 100 from 192.0.2.2, ours is 90",
                    "-> VI_1 MASTER to BACKUP")) {
                assertTrue(why.contains(words), why);
            }
            assertEventsInOrder(ask(pair.a(), "events"));
            assertTrue(ask(pair.a(), "history").contains("192.0.2.2 has higher priority 100, ours 90"));
        });
    }

    private static void assertEventsInOrder(String lines) throws IOException {
        List<String> kinds = new ArrayList<>();
        long last = 0;
        for (String line : lines.strip().split("\n", -1)) {
            JsonNode event = MAPPER.readTree(line);
            assertEquals(last + 1, event.path("seq").asLong(), line);
            last = event.path("seq").asLong();
            kinds.add(event.path("kind").asText() + event.path("to").asText());
        }
        int tracked = kinds.lastIndexOf("tracked");
        int priority = kinds.lastIndexOf("priority90");
        int state = kinds.lastIndexOf("stateBACKUP");
        assertTrue(tracked >= 0 && tracked < priority && priority < state, kinds.toString());
    }

    @Test
    void keepalivedsFilesHaveTheShapesOfKeepalived() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            Path ours = pair.a().host().directory();
            RouterConf files = conf(150)
                    .after(
                            "global_defs {",
                            "state_dump_file " + ours.resolve("keepalived.data"),
                            "stats_dump_file " + ours.resolve("keepalived.stats"),
                            "json_dump_file " + ours.resolve("keepalived.json"),
                            "}");
            pair.b().start(conf(100));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(files));
            Path theirs = Path.of("/tmp");
            try {
                assertEquals(
                        jsonKeys(dump(pair, pair.b(), "RTMIN+2", theirs.resolve("keepalived.json"))),
                        jsonKeys(dump(pair, pair.a(), "RTMIN+2", ours.resolve("keepalived.json"))));
                assertEquals(
                        withoutNumbers(dump(pair, pair.b(), "USR2", theirs.resolve("keepalived.stats"))),
                        withoutNumbers(dump(pair, pair.a(), "USR2", ours.resolve("keepalived.stats"))));
                List<String> expected = instanceKeys(dump(pair, pair.b(), "USR1", theirs.resolve("keepalived.data")));
                // It is the backup here.
                expected.removeIf(key -> key.equals("Master router") || key.equals("Master priority"));
                assertEquals(expected, instanceKeys(dump(pair, pair.a(), "USR1", ours.resolve("keepalived.data"))));
            } finally {
                for (String file : List.of("json", "stats", "data")) {
                    Files.deleteIfExists(theirs.resolve("keepalived." + file));
                }
                Files.deleteIfExists(theirs.resolve("keepalived_parent.data"));
            }
        });
    }

    /** Keepalived writes its text files bit by bit. */
    private static String dump(Pair pair, Node node, String signal, Path file) throws IOException {
        Files.deleteIfExists(file);
        node.agent().signal(signal);
        pair.await(node + " writes " + file, () -> file.toFile().length() > 0);
        pair.watch(java.time.Duration.ofMillis(300));
        String text = Files.readString(file);
        assertTrue(node.agent().kind() instanceof AgentKind.Keepalived || !text.contains(SECRET), text);
        return text;
    }

    private static List<String> jsonKeys(String text) throws IOException {
        List<String> keys = new ArrayList<>();
        for (JsonNode instance : MAPPER.readTree(text)) {
            for (String part : List.of("data", "stats")) {
                instance.path(part)
                        .properties()
                        .forEach(member -> keys.add(part + "." + member.getKey() + " "
                                + member.getValue().getNodeType()));
            }
        }
        return keys;
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll(" [0-9]+", " 0");
    }

    /** The keys of the first instance: what stands before {@code =}, {@code :} or a number. */
    private static List<String> instanceKeys(String data) {
        List<String> keys = new ArrayList<>();
        boolean inside = false;
        for (String line : data.split("\n", -1)) {
            boolean top = line.startsWith(" ") && !line.startsWith("  ");
            if (top || line.startsWith("---")) {
                inside = line.startsWith(" VRRP Instance = ");
            }
            if (inside && !line.isEmpty() && !line.startsWith("     ")) {
                keys.add(line.strip().replaceAll(" ?[=:].*| -?[0-9.]+.*", ""));
            }
        }
        return keys;
    }
}
