package holdfast.agent.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeoverTest {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final FakeNode node = new FakeNode();
    private final List<String> said = new ArrayList<>();

    /** Looks five times and gives up. */
    private static final Patience FIVE_LOOKS = (condition, _) -> {
        for (int look = 0; look < 5; look++) {
            if (condition.holds()) {
                return true;
            }
        }
        return false;
    };

    private Changeover changeover() {
        return new Changeover(node, node.daemon("keepalived"), node.daemon("holdfast"), node, FIVE_LOOKS, said::add);
    }

    private void runs(String unit, Map<String, String> states) {
        node.active.add(unit);
        node.states.put(unit, states);
    }

    @Test
    void theOldDaemonEndsOnlyWhenTheNewOneServes() throws MigrationException {
        runs("keepalived", Map.of("VI_1", "MASTER", "VI_2", "BACKUP"));
        node.states.put("holdfast", Map.of("VI_1", "MASTER", "VI_2", "BACKUP"));
        changeover().toHoldfast(LONGEST);
        assertEquals(
                List.of("take over", "start holdfast", "no longer take over", "cut off keepalived", "at boot holdfast"),
                node.done);
        assertTrue(said.contains("Holdfast is MASTER of VI_1, too"), said.toString());
    }

    @Test
    void aNewDaemonThatDoesNotServeIsWithdrawnAndLeavesTheAddresses() {
        runs("keepalived", Map.of("VI_1", "MASTER"));
        node.states.put("holdfast", Map.of("VI_1", "FAULT"));
        String why = assertThrows(MigrationException.class, () -> changeover().toHoldfast(LONGEST))
                .getMessage();
        assertTrue(why.contains("Holdfast did not become MASTER of VI_1") && why.contains("keepalived goes on"), why);
        assertEquals(Set.of("keepalived"), node.active);
        assertEquals(List.of("take over", "start holdfast", "no longer take over", "leave"), node.done);
    }

    @Test
    void aStartThatFailsChangesNothing() {
        runs("keepalived", Map.of("VI_1", "MASTER"));
        node.refusesStart = true;
        assertThrows(MigrationException.class, () -> changeover().toHoldfast(LONGEST));
        assertEquals(Set.of("keepalived"), node.active);
        assertEquals(List.of("take over", "start holdfast", "stop holdfast", "no longer take over"), node.done);
    }

    @Test
    void theWayBackIsTheSameInTheOtherDirection() throws MigrationException {
        runs("holdfast", Map.of("VI_1", "MASTER"));
        node.states.put("keepalived", Map.of("VI_1", "MASTER"));
        changeover().toKeepalived(LONGEST);
        assertEquals(List.of("start keepalived", "leave", "at boot keepalived"), node.done);
    }

    @Test
    void aKeepalivedThatDoesNotServeIsCutOffSoThatItRemovesNothing() {
        runs("holdfast", Map.of("VI_1", "MASTER"));
        node.states.put("keepalived", Map.of("VI_1", "BACKUP"));
        assertThrows(MigrationException.class, () -> changeover().toKeepalived(LONGEST));
        assertEquals(Set.of("holdfast"), node.active);
        assertEquals(List.of("start keepalived", "cut off keepalived"), node.done);
    }

    @Test
    void nothingIsDoneUnlessExactlyTheOldOneRuns() {
        assertThrows(MigrationException.class, () -> changeover().toHoldfast(LONGEST));
        runs("keepalived", Map.of());
        runs("holdfast", Map.of());
        assertThrows(MigrationException.class, () -> changeover().toHoldfast(LONGEST));
        assertEquals(List.of(), node.done);
    }

    /** As keepalived 2.2.7 writes it. */
    @Test
    void keepalivedsStatesAreReadFromItsDump() {
        String dump = """
                ------< VRRP Topology >------
                 VRRP Instance = VI_1
                   VRRP Version = 2
                   State = MASTER
                   Wantstate = MASTER
                 VRRP Instance = VI_2
                   State = BACKUP
                ------< Interfaces >------
                 Name = e0
                   State = UP, RUNNING
                """;
        assertEquals(Map.of("VI_1", "MASTER", "VI_2", "BACKUP"), KeepalivedDump.read(dump));
    }
}
