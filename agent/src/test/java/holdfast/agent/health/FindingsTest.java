package holdfast.agent.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.lvs.operator.FakeLvsControl;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.GivenStatus;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.PeerView;
import holdfast.agent.web.GivenObservation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final PeerView MASTER_TOO =
            new PeerView(GivenStatus.ip("192.0.2.2"), false, true, 5, Optional.empty(), 0, Optional.empty());

    private static InstanceStatus instance(InstanceState state, PeerView... peers) {
        return GivenStatus.instance(
                state, GivenStatus.backup().entry(), GivenStatus.backup().master(), List.of(peers));
    }

    private static List<String> found(AgentStatus status) {
        return texts(Findings.of(status, Optional.empty(), Optional.empty()));
    }

    private static List<String> texts(List<HealthFinding> findings) {
        return findings.stream()
                .map(finding -> finding.severity() + " " + finding.code().word() + ": " + finding.words())
                .toList();
    }

    @Test
    void nothingIsWrongWithAMasterThatHoldsItsAddresses() {
        assertEquals(List.of(), found(GivenStatus.agent(instance(InstanceState.MASTER))));
    }

    @Test
    void twoMastersAreWorseThanAnythingElse() {
        assertEquals(
                List.of("CRITICAL two-masters: VI_1 is MASTER here, and so says 192.0.2.2"),
                found(GivenStatus.agent(instance(InstanceState.MASTER, MASTER_TOO))));
        assertEquals(List.of(), found(GivenStatus.agent(instance(InstanceState.BACKUP, MASTER_TOO))));
    }

    @Test
    void aMasterNobodyHearsIsMissed() {
        InstanceStatus alone =
                GivenStatus.instance(InstanceState.BACKUP, GivenStatus.backup().entry(), Optional.empty(), List.of());
        assertEquals(List.of("WARNING no-master: VI_1 is BACKUP and hears no master"), found(GivenStatus.agent(alone)));
    }

    @Test
    void aFaultIsCritical() {
        assertEquals(
                "CRITICAL fault",
                found(GivenStatus.agent(instance(InstanceState.FAULT)))
                        .getFirst()
                        .split(":", 2)[0]);
    }

    @Test
    void packetsThatWereNotBelievedCountForAMinute() {
        assertEquals(
                List.of("WARNING adverts-rejected: VI_1 does not believe adverts of 192.0.2.2: wrong password"),
                found(GivenStatus.agent(GivenStatus.backup())));
        PeerView longAgo = new PeerView(
                GivenStatus.ip("192.0.2.2"),
                false,
                true,
                5,
                Optional.empty(),
                1,
                Optional.of(new PeerView.Rejection(Duration.ofMinutes(2), "wrong password", "")));
        assertEquals(List.of(), found(GivenStatus.agent(instance(InstanceState.BACKUP, longAgo))));
    }

    @Test
    void scriptsSessionsAndServersComeAfterWhatIsCritical() {
        assertEquals(
                List.of(
                        "CRITICAL virtual-servers-unknown: this kernel has no IPVS",
                        "WARNING adverts-rejected: VI_1 does not believe adverts of 192.0.2.2: wrong password",
                        "WARNING real-server-down: real server 10.0.0.12:80 of TCP 10.0.0.1:80 is down:"
                                + " TCP_CHECK 10.0.0.12:80: connection refused",
                        "WARNING script-failing: script chk fails: exited with status 1",
                        "WARNING bfd-down: BFD session bfd1 with 192.0.2.9 is down"),
                texts(Findings.of(
                        GivenObservation.ofEverything().status(),
                        Optional.of(GivenObservation.listing()),
                        Optional.of("this kernel has no IPVS"))));
    }

    /** Of a backup with ha_suspend nothing is known while it rests. */
    @Test
    void checksThatRestSayNothing() {
        assertEquals(
                List.of(),
                texts(Findings.of(
                        GivenStatus.agent(),
                        Optional.of(FakeLvsControl.suspended()
                                .list()
                                .toCompletableFuture()
                                .join()),
                        Optional.empty())));
    }

    @Test
    void aLostQuorumIsCritical() {
        assertEquals(
                List.of(
                        "CRITICAL quorum-lost: virtual server TCP 10.0.0.9:80 has no quorum: weight 0 of 1,"
                                + " the sorry server stands in",
                        "WARNING real-server-down: real server 10.0.0.11:80 of TCP 10.0.0.9:80 is down:"
                                + " TCP_CHECK 10.0.0.11:80: connection refused"),
                texts(Findings.of(
                        GivenStatus.agent(),
                        Optional.of(FakeLvsControl.withoutQuorum()
                                .list()
                                .toCompletableFuture()
                                .join()),
                        Optional.empty())));
    }
}
