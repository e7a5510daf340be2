package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the lease of the virtual addresses is for: a dead or frozen master has none, at adverts a second apart. */
class CrashIT {
    private static final Duration LONG_FREEZE = Duration.ofSeconds(10);

    /** Preemption: the new master has the address just before its first advert, and the old one lets go when it has read that. */
    private static final Duration HANDOVER = Duration.ofMillis(100);

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

    @Test
    void aMasterFrozenForTenSecondsComesBackAsABackupAndThenPreempts() {
        Pair.test(pair -> {
            elect(pair);
            Instant frozen = pair.a().agent().freeze();
            pair.awaitMaster(pair.b(), Pair.VIP, frozen);
            Duration left = LONG_FREEZE.minus(Duration.between(frozen, Instant.now()));
            pair.watch(left);
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
            assertEquals(
                    List.of(),
                    pair.seen().addresses().changes().stream()
                            .filter(change -> change.address().equals(Pair.VIP)
                                    && !change.at().isBefore(frozen))
                            .toList());
            assertEquals(List.of(), pair.seen().adverts("b", Pair.VRID, frozen));
        });
    }

    private static void elect(Pair pair) {
        pair.b().start(RouterConf.classic(100));
        Instant started = pair.a().start(RouterConf.classic(150));
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
