package holdfast.agent.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.vrrp.Cause;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CauseChainsTest {
    private static final InetAddress PEER = InetAddress.ofLiteral("10.0.0.2");

    private final CauseChains chains = new CauseChains();

    @Test
    void aFailedScriptIsTheFirstCauseOfGivingWay() {
        chains.priorityChanged("VI_1", 101, 81, "script chk_haproxy failed, exited with status 1");
        assertEquals(
                List.of(
                        "script chk_haproxy failed, exited with status 1",
                        "effective priority 101 to 81",
                        "heard priority 100 from 10.0.0.2, ours is 81",
                        "VI_1 MASTER to BACKUP"),
                chains.transition("VI_1", "MASTER", "BACKUP", new Cause.Outranked(PEER, 100, 81)));
    }

    @Test
    void aPriorityChangeExplainsOneTransitionOnly() {
        chains.priorityChanged("VI_1", 101, 81, "script chk_haproxy failed, exited with status 1");
        chains.transition("VI_1", "MASTER", "BACKUP", new Cause.Outranked(PEER, 100, 81));
        assertEquals(
                List.of("no advertisement from 10.0.0.2 for 3.684 s", "VI_1 BACKUP to MASTER"),
                chains.transition(
                        "VI_1", "BACKUP", "MASTER", new Cause.Silence(Optional.of(PEER), Duration.ofMillis(3684))));
    }

    @Test
    void silenceHasNothingToDoWithOurPriority() {
        chains.priorityChanged("VI_1", 80, 100, "script chk succeeded");
        assertEquals(
                List.of("no advertisement from anyone for 3.609 s", "VI_1 BACKUP to MASTER"),
                chains.transition(
                        "VI_1", "BACKUP", "MASTER", new Cause.Silence(Optional.empty(), Duration.ofMillis(3609))));
    }

    @Test
    void aCompanionInheritsTheChainOfTheMemberThatWentFirst() {
        chains.transition("VI_2", "MASTER", "FAULT", new Cause.Faulty(List.of("interface eth1 down")));
        assertEquals(
                List.of(
                        "interface eth1 down",
                        "VI_2 MASTER to FAULT",
                        "sync group VG with VI_2",
                        "VI_1 MASTER to BACKUP"),
                chains.transition("VI_1", "MASTER", "BACKUP", new Cause.Companion("VG", "VI_2")));
    }

    @Test
    void equalPrioritiesAreDecidedByTheAddress() {
        assertEquals(
                List.of("heard the same priority 100 from the higher address 10.0.0.2", "VI_1 MASTER to BACKUP"),
                chains.transition("VI_1", "MASTER", "BACKUP", new Cause.Outranked(PEER, 100, 100)));
    }

    @Test
    void whatAReloadRemovedIsForgotten() {
        chains.priorityChanged("VI_1", 101, 81, "script chk failed");
        chains.keepOnly(Set.of());
        assertEquals(
                List.of("heard priority 100 from 10.0.0.2, ours is 81", "VI_1 MASTER to BACKUP"),
                chains.transition("VI_1", "MASTER", "BACKUP", new Cause.Outranked(PEER, 100, 81)));
    }
}
