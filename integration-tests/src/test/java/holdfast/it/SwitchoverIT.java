package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.agent.control.ControlPath;
import holdfast.drill.lab.AgentKind;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Outage;
import holdfast.drill.measure.PingProbe;
import holdfast.it.Terminal.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Planned operation, seen from outside: what clients and other nodes notice of it. */
class SwitchoverIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PING_EVERY = Duration.ofMillis(10);
    private static final Duration PING_PATIENCE = Duration.ofMillis(500);

    /** What a planned switchover between two nodes with Holdfast may cost a client. */
    private static final Duration UNNOTICED = Duration.ofMillis(50);

    /** Keepalived advertises before it has the address. */
    private static final Duration HARDLY_NOTICED = Duration.ofMillis(250);

    private static Outcome run(Node node, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--control", ControlPath.of(node.agent().pidFile()).toString()));
        return new Terminal(node.host()).run(Terminal.command(List.of(), all.toArray(String[]::new)));
    }

    private static JsonNode done(Node node, String... words) throws Exception {
        Outcome outcome = run(node, words);
        assertEquals(0, outcome.status(), outcome::toString);
        return MAPPER.readTree(outcome.output());
    }

    /** Waits until a late answer would have come, and says how long at most none came. */
    private static Duration longestOutage(Pair pair, PingProbe pings, Instant from) {
        Instant until = Instant.now();
        pair.watch(PING_PATIENCE.plus(PING_EVERY));
        return pings.log().outages(from, until).stream()
                .map(Outage::length)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static void assertAtMost(Duration most, Duration measured, String what) {
        System.out.printf("measured %s: %d ms%n", what, measured.toMillis());
        assertTrue(measured.compareTo(most) <= 0, () -> what + ": " + measured.toMillis() + " ms");
    }

    private static PingProbe begin(Pair pair) {
        pair.b().start(RouterConf.classic(100));
        pair.awaitMaster(pair.b(), Pair.VIP, Instant.EPOCH);
        pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(RouterConf.classic(150)));
        PingProbe pings = pair.seen().ping(pair.client(), Pair.VIP, PING_EVERY, PING_PATIENCE);
        pair.await("pings are answered", () -> pings.log().isServed(Instant.now(), Duration.ofMillis(300)));
        return pings;
    }

    private static void thereAndBack(Pair pair, Duration most) throws Exception {
        PingProbe pings = begin(pair);
        Instant from = Instant.now();
        JsonNode over = done(pair.a(), "switchover", "VI_1", "--json");
        assertTrue(over.path("done").asBoolean(), over::toString);
        JsonNode instance = over.path("instances").path(0);
        assertEquals("taken-over", instance.path("result").asText());
        assertEquals("192.0.2.2", instance.path("successor").asText());
        // Skew_Time of priority 100 is 156/256 s
        assertTrue(instance.path("afterSeconds").asDouble() < 0.61 + 0.35, instance::toString);
        pair.awaitMaster(pair.b(), Pair.VIP, from);
        assertAtMost(most, longestOutage(pair, pings, from), "outage of a switchover to " + pair.b());

        // Its own priority is higher, and yet it leaves the other alone for longer than Active_Down_Interval.
        pair.watch(Duration.ofSeconds(5));
        pair.assertHolder(pair.b(), Pair.VIP);
        assertTrue(run(pair.a(), "why", "VI_1").output().contains("it was handed over"), "why");

        Instant back = Instant.now();
        done(pair.a(), "switchover", "--back", "VI_1", "--json");
        pair.awaitMaster(pair.a(), Pair.VIP, back);
        assertAtMost(most, longestOutage(pair, pings, back), "outage of taking back from " + pair.b());
        Duration both =
                pair.seen().addresses().overlap(pair.a().name(), pair.b().name(), Pair.VIP, from, Instant.now());
        assertAtMost(Duration.ofMillis(200), both, "both had the address");
    }

    @Test
    void nobodyNoticesASwitchoverBetweenTwoNodesWithHoldfast() {
        Pair.test(pair -> thereAndBack(pair, UNNOTICED));
    }

    @Test
    void aKeepalivedTakesOverAndGivesBack() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> thereAndBack(pair, HARDLY_NOTICED));
    }

    @Test
    void withoutAnotherNodeItIsRefusedAndForcedItCostsNothing() {
        Pair.test(pair -> {
            PingProbe pings = begin(pair);
            pair.b().stop();
            pair.b().host().setLink("eth0", false);
            Outcome refused = run(pair.a(), "switchover", "VI_1");
            assertEquals(1, refused.status(), refused::toString);
            assertTrue(refused.errors().getFirst().contains("does not answer a ping"), refused::toString);
            Instant from = Instant.now();
            Outcome forced = run(pair.a(), "switchover", "VI_1", "--force");
            assertEquals(1, forced.status(), forced::toString);
            assertTrue(forced.output().contains("nobody took over"), forced::toString);
            assertAtMost(Duration.ZERO, longestOutage(pair, pings, from), "outage when nobody takes over");
            pair.assertHolder(pair.a(), Pair.VIP);
        });
    }

    @Test
    void maintenanceOutlivesTheDaemon() {
        Pair.test(pair -> {
            PingProbe pings = begin(pair);
            Instant from = Instant.now();
            assertTrue(
                    done(pair.a(), "maintenance", "on", "--json").path("done").asBoolean());
            pair.awaitMaster(pair.b(), Pair.VIP, from);
            assertAtMost(UNNOTICED, longestOutage(pair, pings, from), "outage of maintenance");
            pair.a().stop();
            pair.a().start(RouterConf.classic(150));
            pair.awaitLog(pair.a(), "This node is in maintenance");
            pair.watch(Duration.ofSeconds(5));
            pair.assertHolder(pair.b(), Pair.VIP);
            assertTrue(done(pair.a(), "maintenance", "status", "--json")
                    .path("maintenance")
                    .asBoolean());

            Instant off = Instant.now();
            done(pair.a(), "maintenance", "off", "--json");
            pair.awaitMaster(pair.a(), Pair.VIP, off);
        });
    }

    @Test
    void nobodyNoticesThatAnotherProcessGoesOn() {
        Pair.test(Pair.holdfast(), new AgentKind.Keepalived(), pair -> {
            PingProbe pings = begin(pair);
            Instant from = Instant.now();
            JsonNode restarted = done(pair.a(), "restart", "--hitless", "--json");
            assertTrue(restarted.path("done").asBoolean(), restarted::toString);
            assertNotEquals(
                    restarted.path("formerPid").asLong(), restarted.path("pid").asLong());
            pair.watch(Duration.ofSeconds(3));
            assertAtMost(Duration.ZERO, longestOutage(pair, pings, from), "outage of a restart");
            List<Fact.Advert> adverts = pair.seen().adverts(pair.a().name(), Pair.VRID, from);
            Duration longest = Duration.ZERO;
            for (int i = 1; i < adverts.size(); i++) {
                Duration gap =
                        Duration.between(adverts.get(i - 1).at(), adverts.get(i).at());
                longest = gap.compareTo(longest) > 0 ? gap : longest;
            }
            assertTrue(adverts.stream().noneMatch(Fact.Advert::isRelease), "priority 0");
            assertAtMost(Duration.ofMillis(1100), longest, "longest time between two adverts");
            assertEquals(List.of(), pair.seen().adverts(pair.b().name(), Pair.VRID, from));
        });
    }

    @Test
    void aLiveDrillMovesThereAndBackAndSaysHow() {
        Pair.test(pair -> {
            begin(pair);
            Instant from = Instant.now();
            JsonNode report = done(pair.a(), "drill", "--live", "VI_1", "--yes", "--json");
            assertEquals("PASS", report.path("verdict").asText(), report::toString);
            pair.awaitMaster(pair.a(), Pair.VIP, from);
        });
    }
}
