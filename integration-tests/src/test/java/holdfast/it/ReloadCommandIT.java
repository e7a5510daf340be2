package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.drill.lab.HostProcess;
import holdfast.drill.measure.PingProbe;
import holdfast.it.Terminal.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code holdfast plan} and {@code holdfast reload} on a daemon that is master: what the one says the other does, and nobody notices. */
class ReloadCommandIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final InetAddress MOVING = InetAddress.ofLiteral("192.0.2.101");
    private static final InetAddress SECOND = InetAddress.ofLiteral("192.0.2.110");
    private static final InetAddress THIRD = InetAddress.ofLiteral("192.0.2.120");
    private static final Duration PING_PATIENCE = Duration.ofMillis(500);

    private static final String GLOBALS = """
            global_defs {
                script_user root
            }
            """;

    private static String instance(String name, int vrid, String... addresses) {
        return """
                vrrp_instance %s {
                    interface eth0
                    version 3
                    virtual_router_id %d
                    priority 150
                    advert_int 0.2
                    virtual_ipaddress {
                        %s
                    }
                }
                """.formatted(name, vrid, String.join("\n        ", addresses));
    }

    private static final String WITH_FIRST = instance("VI_1", Pair.VRID, Pair.VIP_LINE, "192.0.2.101/24");
    private static final String WITHOUT_FIRST = instance("VI_1", Pair.VRID, Pair.VIP_LINE);
    private static final String WITH_SECOND = instance("VI_2", 52, "192.0.2.110/24", "192.0.2.101/24");
    private static final String WITHOUT_SECOND = instance("VI_2", 52, "192.0.2.110/24");
    private static final String BEFORE = GLOBALS + WITH_FIRST + WITHOUT_SECOND;

    private static void write(Pair pair, String name, String text) {
        try {
            Files.writeString(pair.a().host().directory().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome holdfast(Pair pair, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-p", pair.a().agent().pidFile().toString()));
        return new Terminal(pair.a().host()).run(Terminal.command(List.of(), all.toArray(String[]::new)));
    }

    private static JsonNode document(Outcome outcome) throws IOException {
        assertEquals(0, outcome.status(), outcome::toString);
        return MAPPER.readTree(outcome.output());
    }

    /** Holds a file against the daemon, reloads with it, and compares; returns what the reload did. */
    private static JsonNode planAndReload(Pair pair, String text) throws IOException {
        write(pair, "next.conf", text);
        Path next = pair.a().host().directory().resolve("next.conf");
        Outcome told = holdfast(pair, "plan", next.toString(), "--json");
        JsonNode plan = MAPPER.readTree(told.output());
        assertEquals(plan.path("mistakes").asInt() == 0 ? 0 : 5, told.status(), told::toString);
        write(pair, "agent.conf", text);
        JsonNode done = document(holdfast(pair, "reload", "--json"));
        assertEquals(plan.path("steps"), done.path("steps"));
        assertEquals(plan.path("interrupts"), done.path("interrupts"));
        assertEquals("[]", done.path("problems").toString());
        return done;
    }

    private static void start(Pair pair, String text) {
        Instant started = pair.a().agent().start(text);
        pair.awaitMaster(pair.a(), Pair.VIP, started);
        pair.await(
                "both instances are MASTER",
                () -> pair.a().holds(SECOND) && pair.a().holds(MOVING));
    }

    private static List<String> lines(JsonNode report) {
        List<String> lines = new ArrayList<>();
        report.path("steps")
                .forEach(step -> lines.add(step.path("action").asText() + " "
                        + step.path("subject").asText() + ": "
                        + step.path("words").asText()));
        return lines;
    }

    @Test
    void anAddressMovesBetweenInstancesWithoutBeingAbsentWhicheverComesFirst() {
        Pair.test(pair -> {
            start(pair, BEFORE);
            IpMonitor news = IpMonitor.start(pair, pair.a(), "address");
            try (PingProbe pings =
                    PingProbe.start(pair.client(), MOVING, Duration.ofMillis(5), PING_PATIENCE, _ -> {})) {
                pair.watch(Duration.ofSeconds(1));
                Instant from = Instant.now();
                for (String next : List.of(
                        GLOBALS + WITHOUT_FIRST + WITH_SECOND,
                        GLOBALS + WITHOUT_SECOND + WITH_FIRST,
                        GLOBALS + WITH_SECOND + WITHOUT_FIRST,
                        BEFORE)) {
                    JsonNode done = planAndReload(pair, next);
                    assertEquals(1, done.path("steps").size(), done.toString());
                    assertEquals(
                            "move", done.path("steps").path(0).path("action").asText());
                    assertEquals("[]", done.path("interrupts").toString());
                    pair.watch(Duration.ofMillis(500));
                }
                Instant until = Instant.now();
                pair.watch(PING_PATIENCE);
                assertEquals(List.of(), pings.log().outages(from, until), "pings lost");
            }
            assertEquals(List.of(), news.deleted());
        });
    }

    @Test
    void aReloadDoesWhatThePlanSaid() {
        Pair.test(pair -> {
            start(pair, BEFORE);
            String script = "vrrp_script chk {\n    script \"/bin/true\"\n    interval 1\n}\n";
            String tracking =
                    BEFORE.replace("    priority 150", "    priority 150\n    track_script {\n        chk\n    }");
            JsonNode tracked = planAndReload(pair, script + tracking.replace("advert_int 0.2", "advert_int 0.25"));
            assertTrue(lines(tracked).contains("add chk: watched from now on"), tracked.toString());
            pair.awaitLog(pair.a(), "VRRP_Script(chk) succeeded");

            JsonNode slower = planAndReload(pair, script.replace("interval 1", "interval 2") + tracking);
            assertTrue(
                    lines(slower).contains("change chk: interval 1 s to 2 s; timeout 1 s to 2 s; its result is kept"),
                    slower.toString());

            JsonNode grown = planAndReload(pair, BEFORE + instance("VI_3", 53, "192.0.2.120/24") + """
                            vrrp_sync_group G {
                                group {
                                    VI_1
                                    VI_2
                                }
                            }
                            """);
            assertTrue(
                    lines(grown).contains("add VI_3: begins as BACKUP, virtual_router_id 53 on eth0, 1 address"),
                    grown.toString());
            assertTrue(lines(grown).contains("add G: VI_1, VI_2 move together from now on"), grown.toString());

            pair.await("the new one is MASTER", () -> pair.a().holds(THIRD));
            JsonNode shrunk = planAndReload(pair, GLOBALS + WITH_FIRST);
            assertEquals(
                    "[\"192.0.2.110 is answered for by this node no longer\","
                            + "\"192.0.2.120 is answered for by this node no longer\"]",
                    shrunk.path("interrupts").toString());
            assertFalse(pair.a().holds(SECOND));
            assertTrue(pair.a().holds(MOVING));

            JsonNode broken = planAndReload(
                    pair,
                    GLOBALS
                            + WITH_FIRST.replace(
                                    "interface eth0",
                                    "interface eth0\n    track_interface {\n        lo\n        nowhere\n    }"));
            assertEquals(
                    "VI_1 is MASTER here no longer",
                    broken.path("interrupts").path(0).asText());
            pair.await("the addresses are gone", () -> !pair.a().holds(MOVING));
        });
    }

    @Test
    void aRefusedReloadSaysWhyAndChangesNothingAndThisIsToldApartFromNothingToDo() {
        Pair.test(pair -> {
            start(pair, BEFORE);
            write(pair, "agent.conf", BEFORE.replace("virtual_router_id 52", "virtual_router_id 520"));
            for (String command : List.of("plan", "reload")) {
                Outcome refused = holdfast(pair, command);
                assertEquals(5, refused.status(), refused::toString);
                assertTrue(String.join("\n", refused.errors()).contains("'virtual_router_id 520'"), refused::toString);
            }
            pair.awaitLog(pair.a(), "Reload refused, the configuration in force stays");
            assertTrue(pair.a().holds(MOVING) && pair.a().holds(SECOND));

            write(pair, "agent.conf", BEFORE);
            assertEquals(0, holdfast(pair, "reload").status());
            assertEquals(3, holdfast(pair, "reload", "--changes").status());
            write(pair, "agent.conf", BEFORE.replace("priority 150", "priority 151"));
            Outcome done = holdfast(pair, "reload", "--changes");
            assertEquals(0, done.status(), done::toString);
            assertTrue(done.output().contains("~ instance VI_1: priority 150 to 151"), done::toString);
            assertTrue(done.output().endsWith("It interrupted nothing.\n"), done::toString);
        });
    }

    @Test
    void aHangUpSignalTellsTheSameInTheLogAndTheReaderOfAFifoDoesNotNotice() {
        Pair.test(pair -> {
            Path fifo = pair.a().host().directory().resolve("fifo");
            Path heard = pair.a().host().directory().resolve("heard");
            String withFifo = BEFORE.replace("script_user root", "script_user root\n    notify_fifo " + fifo);
            pair.a().agent().start(withFifo);
            pair.await("the FIFO is made", () -> Files.exists(fifo));
            HostProcess reader = pair.a().host().spawn(heard, List.of("cat", fifo.toString()));
            pair.await("the reader hears", () -> hears(heard, "\"VI_2\" MASTER 150"));
            pair.await("both are MASTER", () -> hears(heard, "\"VI_1\" MASTER 150"));

            pair.a().agent().reload(withFifo.replace("priority 150", "priority 152"));
            pair.awaitLog(pair.a(), "Reload: ~ instance VI_2: priority 150 to 152");
            pair.awaitLog(pair.a(), "Reloaded: 2 changes, nothing interrupted");
            assertEquals(
                    0,
                    document(holdfast(pair, "reload", "--json")).path("steps").size());

            pair.a().agent().reload(withFifo.replace(WITHOUT_SECOND, ""));
            pair.await("the same reader hears of what follows", () -> hears(heard, "\"VI_2\" FAULT"));
            assertTrue(reader.isAlive(), "the reader saw an end of the FIFO");
        });
    }

    private static boolean hears(Path file, String words) {
        try {
            return Files.exists(file) && Files.readString(file).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
