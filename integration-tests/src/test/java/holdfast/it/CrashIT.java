package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import holdfast.agent.control.ControlPath;
import holdfast.drill.lab.AgentKind;
import holdfast.drill.measure.PingProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A master that is killed or frozen, at adverts a second apart: it has lost its addresses before another has them, or is back in time. */
class CrashIT {
    /** Preemption: the new master has the address just before its first advert, and the old one lets go when it has read that. */
    private static final Duration HANDOVER = Duration.ofMillis(100);

    private static final Duration PING_EVERY = Duration.ofMillis(10);
    private static final Duration PING_PATIENCE = Duration.ofMillis(500);

    @Test
    void aKilledMasterHasLostTheAddressBeforeTheNewOneTakesIt() {
        Pair.test(pair -> {
            elect(pair);
            Instant killed = pair.a().agent().kill();
            pair.awaitMaster(pair.b(), Pair.VIP, killed);
            pair.watch(Duration.ofSeconds(2));
            pair.assertHolder(pair.b(), Pair.VIP);
            assertEquals(Duration.ZERO, both(pair, killed, Instant.now()), "both had the address");
            Instant lost = change(pair, "a", false, killed);
            Instant taken = change(pair, "b", true, killed);
            assertTrue(lost.isBefore(taken), "lost at " + lost + ", taken at " + taken);
        });
    }

    /** It reads what has arrived meanwhile before it believes that an advert of its own is due. */
    @ParameterizedTest
    @ValueSource(ints = {5, 10})
    void aMasterFrozenUntilAnotherTookOverComesBackAsABackupAndThenPreempts(int seconds) {
        Pair.test(pair -> {
            elect(pair);
            Instant frozen = pair.a().agent().freeze();
            pair.awaitMaster(pair.b(), Pair.VIP, frozen);
            pair.watch(Duration.between(Instant.now(), frozen.plusSeconds(seconds)));
            pair.assertHolder(pair.b(), Pair.VIP);
            Instant thawed = pair.a().agent().thaw();
            pair.awaitMaster(pair.a(), Pair.VIP, thawed.plusSeconds(1));
            pair.watch(Duration.ofSeconds(2));
            pair.assertHolder(pair.a(), Pair.VIP);
            Instant preempts =
                    pair.seen().adverts("a", Pair.VRID, thawed).getFirst().at();
            assertEquals(Duration.ZERO, both(pair, frozen, preempts.minus(HANDOVER)), "both had the address");
            Duration handover = both(pair, preempts.minus(HANDOVER), Instant.now());
            assertTrue(handover.compareTo(HANDOVER) <= 0, "both had the address for " + handover.toMillis() + " ms");
        });
    }

    @Test
    void afterAFreezeTooShortForATakeoverTheMasterGoesOn() {
        Pair.test(pair -> {
            elect(pair);
            Instant frozen = pair.a().agent().freeze();
            pair.watch(Duration.ofMillis(900));
            pair.a().agent().thaw();
            pair.watch(Duration.ofSeconds(4));
            pair.assertHolder(pair.a(), Pair.VIP);
            assertEquals(List.of(), changes(pair, frozen));
            assertEquals(List.of(), pair.seen().adverts("b", Pair.VRID, frozen));
        });
    }

    /** The lease may be over by then, though the backup has not taken over yet: the address is there again with the master's next step. */
    @Test
    void afterAFreezeLongerThanTheLeaseAndTooShortForATakeoverTheMasterHasItsAddressAtOnce() {
        Pair.test(pair -> {
            elect(pair);
            Instant frozen = pair.a().agent().freeze();
            pair.watch(Duration.ofSeconds(2));
            Instant thawed = pair.a().agent().thaw();
            pair.watch(Duration.ofSeconds(4));
            pair.assertHolder(pair.a(), Pair.VIP);
            assertEquals(List.of(), pair.seen().adverts("b", Pair.VRID, frozen));
            pair.seen().addresses().changes().stream()
                    .filter(change ->
                            change.address().equals(Pair.VIP) && !change.at().isBefore(thawed.plus(HANDOVER)))
                    .forEach(change -> fail("the address moved long after the freeze: " + change));
        });
    }

    /** The other node hears no pause: less than a lease passes until the next process advertises. */
    @Test
    void killedUnderItsGuardianItGoesOnBeforeAnybodyNotices() {
        Pair.test(pair -> {
            elect(pair, "--guardian");
            PingProbe pings = ping(pair);
            long former = pid(pair.a());
            Instant killed = kill(pair.a(), former);
            pair.await("another process", () -> pid(pair.a()) != former);
            assertNobodyNoticed(pair, pings, killed);
            pair.a().stop();
            pair.awaitMaster(pair.b(), Pair.VIP, killed);
        });
    }

    /** The guardian of the new process was told to start it as a successor; what it starts later succeeds nobody. */
    @Test
    void killedUnderItsGuardianAfterARestartItGoesOnToo() {
        Pair.test(pair -> {
            elect(pair, "--guardian");
            long first = pid(pair.a());
            Terminal.Outcome restarted = new Terminal(pair.a().host())
                    .holdfast(
                            "restart",
                            "--hitless",
                            "--control",
                            ControlPath.of(pair.a().agent().pidFile()).toString());
            assertEquals(0, restarted.status(), restarted::toString);
            pair.await("the new process wrote its number", () -> pid(pair.a()) != first);
            pair.watch(Duration.ofSeconds(1)); // the former one stays for a moment, and would go on itself
            PingProbe pings = ping(pair);
            long second = pid(pair.a());
            Instant killed = kill(pair.a(), second);
            pair.await("a third process", () -> pid(pair.a()) != second);
            assertNobodyNoticed(pair, pings, killed);
        });
    }

    /** As nohup(1) leaves it: a shell cannot trap what it was told to ignore. */
    @Test
    void aGuardianThatBeganWithHangupIgnoredHandsReloadsOnAllTheSame(@TempDir Path directory) throws IOException {
        Path launcher = directory.resolve("launcher");
        Files.writeString(launcher, "#!/bin/sh\nexec env --ignore-signal=HUP " + Programs.launcher() + " \"$@\"\n");
        assertTrue(launcher.toFile().setExecutable(true));
        Pair.test(new AgentKind.Holdfast(launcher), Pair.holdfast(), pair -> {
            elect(pair, "--guardian");
            InetAddress coming = InetAddress.ofLiteral("192.0.2.102");
            pair.a()
                    .agent()
                    .reload(RouterConf.classic(150)
                            .addresses(Pair.VIP_LINE, "192.0.2.102/24")
                            .text());
            pair.await("the new address is there", () -> pair.a().holds(coming));
        });
    }

    /** As systemd does it. */
    @Test
    void killedAndStartedAgainAtOnceItGoesOnToo() {
        Pair.test(pair -> {
            elect(pair);
            PingProbe pings = ping(pair);
            Instant killed = pair.a().agent().kill();
            pair.a().start(RouterConf.classic(150));
            assertNobodyNoticed(pair, pings, killed);
        });
    }

    /** The other node does not wait until three adverts are missing. */
    @Test
    void killedAndRefusedItSaysPriorityZeroAfterTheFact() {
        Pair.test(pair -> {
            elect(pair);
            Instant killed = pair.a().agent().kill();
            pair.a().agent().start("vrrp_instance VI_1 {\n");
            pair.awaitMaster(pair.b(), Pair.VIP, killed);
            Instant released = pair.seen().adverts("a", Pair.VRID, killed).stream()
                    .filter(advert -> advert.priority() == 0)
                    .findFirst()
                    .orElseThrow()
                    .at();
            assertTrue(change(pair, "a", false, killed).isBefore(change(pair, "b", true, killed)));
            Duration waited = Duration.between(released, change(pair, "b", true, killed));
            assertTrue(waited.compareTo(Duration.ofSeconds(1)) < 0, "Skew_Time of priority 100 is 0.61 s: " + waited);
        });
    }

    private static PingProbe ping(Pair pair) {
        PingProbe pings = pair.seen().ping(pair.client(), Pair.VIP, PING_EVERY, PING_PATIENCE);
        pair.await("pings are answered", () -> pings.log().isServed(Instant.now(), Duration.ofMillis(300)));
        return pings;
    }

    private static void assertNobodyNoticed(Pair pair, PingProbe pings, Instant killed) {
        pair.watch(Duration.ofSeconds(5));
        pair.assertHolder(pair.a(), Pair.VIP);
        assertEquals(List.of(), pair.seen().adverts("b", Pair.VRID, killed));
        assertEquals(List.of(), changes(pair, killed));
        assertEquals(List.of(), pings.log().outages(killed, Instant.now().minus(PING_PATIENCE)));
        pair.awaitLog(pair.a(), "it was killed");
    }

    private static long pid(Node node) {
        try {
            return Long.parseLong(Files.readString(node.agent().pidFile()).strip());
        } catch (IOException | NumberFormatException e) {
            return 0; // between two processes
        }
    }

    /** The agent alone, whose number is one of its host's. */
    private static Instant kill(Node node, long pid) {
        Instant before = Instant.now();
        node.host().run(List.of("kill", "-KILL", Long.toString(pid)));
        return before;
    }

    private static List<?> changes(Pair pair, Instant since) {
        return pair.seen().addresses().changes().stream()
                .filter(change ->
                        change.address().equals(Pair.VIP) && !change.at().isBefore(since))
                .toList();
    }

    private static void elect(Pair pair, String... options) {
        pair.b().start(RouterConf.classic(100));
        Instant started = pair.a().start(RouterConf.classic(150), options);
        pair.awaitMaster(pair.a(), Pair.VIP, started);
        pair.watch(Duration.ofMillis(500));
    }

    private static Duration both(Pair pair, Instant since, Instant until) {
        return pair.seen().addresses().overlap("a", "b", Pair.VIP, since, until);
    }

    private static Instant change(Pair pair, String host, boolean present, Instant since) {
        return pair.seen().addresses().first(host, Pair.VIP, present, since).orElseThrow();
    }
}
