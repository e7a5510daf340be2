package holdfast.agent.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.ProcessSettings;
import holdfast.conf.model.ProcessSettings.Scheduling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Words and their meaning: keepalived.conf(5), "vrrp_priority" and what follows. */
class ThreadRuleTest {
    private static final Scheduling NOTHING = scheduling(OptionalInt.empty(), OptionalInt.empty(), List.of());

    private static Scheduling scheduling(OptionalInt niceness, OptionalInt realtime, List<Integer> processors) {
        return new Scheduling(niceness, realtime, Duration.ofMillis(10), false, processors, Optional.empty());
    }

    private static ThreadRule rule(String thread, Scheduling vrrp, Scheduling checker, Scheduling bfd) {
        ProcessSettings settings = new ProcessSettings(
                vrrp, checker, bfd, 0, Duration.ofSeconds(1), Optional.empty(), false, OptionalInt.empty());
        return ThreadRule.of(settings).stream()
                .filter(rule -> rule.thread().equals(thread))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutAnyWordTheLoopsOfVrrpAndBfdAndTheCollectorAreInRealTimeAndBfdComesLast() {
        assertEquals(
                OptionalInt.of(2), rule("vrrp-loop", NOTHING, NOTHING, NOTHING).realtime());
        assertEquals(
                OptionalInt.of(2), rule("VM Thread", NOTHING, NOTHING, NOTHING).realtime());
        ThreadRule bfd = rule("bfd-loop", NOTHING, NOTHING, NOTHING);
        assertEquals(OptionalInt.of(1), bfd.realtime());
        assertFalse(bfd.wished());
        ThreadRule checks = rule("check-loop", NOTHING, NOTHING, NOTHING);
        assertEquals(OptionalInt.empty(), checks.realtime());
        assertFalse(checks.wished());
    }

    @Test
    void vrrpRtPriorityIsThatOfTheLoopAndOfWhatItWaitsFor() {
        Scheduling vrrp = scheduling(OptionalInt.empty(), OptionalInt.of(50), List.of());
        assertEquals(
                OptionalInt.of(50), rule("vrrp-loop", vrrp, NOTHING, NOTHING).realtime());
        assertEquals(
                OptionalInt.of(50), rule("VM Thread", vrrp, NOTHING, NOTHING).realtime());
        assertTrue(rule("vrrp-loop", vrrp, NOTHING, NOTHING).wished());
    }

    @Test
    void vrrpPriorityAloneAsksForOrdinarySchedulingWithThatNiceness() {
        Scheduling vrrp = scheduling(OptionalInt.of(-5), OptionalInt.empty(), List.of());
        ThreadRule loop = rule("vrrp-loop", vrrp, NOTHING, NOTHING);
        assertEquals(OptionalInt.empty(), loop.realtime());
        assertEquals(-5, loop.niceness());
        assertEquals(
                OptionalInt.empty(), rule("VM Thread", vrrp, NOTHING, NOTHING).realtime());
    }

    @Test
    void whatIsSaidForCheckersHoldsForAllThreadsOfChecksAndForNoOthers() {
        Scheduling checker = scheduling(OptionalInt.of(5), OptionalInt.of(7), List.of(1));
        for (String thread : List.of("lvs-loop", "check-loop", "check-sockets")) {
            assertEquals(
                    new ThreadRule(thread, "checker", OptionalInt.of(7), 5, List.of(1), true),
                    rule(thread, NOTHING, checker, NOTHING));
        }
        assertEquals(
                OptionalInt.of(1), rule("bfd-loop", NOTHING, checker, NOTHING).realtime());
        assertEquals(
                OptionalInt.of(2), rule("vrrp-loop", NOTHING, checker, NOTHING).realtime());
        assertEquals(
                OptionalInt.of(7), rule("VM Thread", NOTHING, checker, NOTHING).realtime());
    }

    @Test
    void bfdPriorityAloneAsksForOrdinarySchedulingWithThatNiceness() {
        Scheduling bfd = scheduling(OptionalInt.of(3), OptionalInt.empty(), List.of());
        ThreadRule loop = rule("bfd-loop", NOTHING, NOTHING, bfd);
        assertEquals(OptionalInt.empty(), loop.realtime());
        assertEquals(3, loop.niceness());
        assertEquals(OptionalInt.of(2), rule("VM Thread", NOTHING, NOTHING, bfd).realtime());
    }

    @Test
    void bfdWordsHoldForTheThreadOfBfd() {
        Scheduling bfd = scheduling(OptionalInt.empty(), OptionalInt.of(60), List.of(0, 2));
        assertEquals(
                new ThreadRule("bfd-loop", "bfd", OptionalInt.of(60), 0, List.of(0, 2), true),
                rule("bfd-loop", NOTHING, NOTHING, bfd));
    }
}
