package holdfast.agent.status;

import holdfast.vrrp.RouterCounters;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.RejectionReason;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A status as the loop would tell it. */
public final class GivenStatus {
    /** When it is. */
    public static final Instant NOW = Instant.parse("2026-11-22T06:00:10Z");

    private GivenStatus() {}

    /** An address. */
    public static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    /** VI_1, a backup of 192.0.2.2, whose script takes 20 from its priority. */
    public static InstanceStatus backup() {
        return instance(
                InstanceState.BACKUP,
                new InstanceStatus.Entry(
                        NOW.minusSeconds(8),
                        Duration.ofSeconds(8),
                        "MASTER",
                        "higher-priority",
                        "192.0.2.2 has higher priority 100, ours 81",
                        List.of("script chk failed", "VI_1 MASTER to BACKUP")),
                Optional.of(new InstanceStatus.Master(
                        ip("192.0.2.2"), false, 100, Duration.ofSeconds(1), Duration.ofMillis(3683))),
                List.of(new PeerView(
                        ip("192.0.2.2"),
                        false,
                        true,
                        12,
                        Optional.of(
                                new PeerView.Heard(Duration.ofMillis(400), 100, 2, Duration.ofSeconds(1), "message")),
                        3,
                        Optional.of(new PeerView.Rejection(Duration.ofSeconds(2), "wrong password", "type 1")))));
    }

    /** VI_1 in some state. */
    public static InstanceStatus instance(
            InstanceState state,
            InstanceStatus.Entry entry,
            Optional<InstanceStatus.Master> master,
            List<PeerView> peers) {
        boolean holds = state == InstanceState.MASTER;
        return new InstanceStatus(
                "VI_1",
                state,
                entry,
                List.of(),
                new InstanceSettings(
                        51,
                        false,
                        2,
                        "eth0",
                        "eth0",
                        Duration.ofSeconds(1),
                        false,
                        true,
                        Duration.ZERO,
                        true,
                        Optional.of(ip("224.0.0.18")),
                        List.of()),
                Optional.empty(),
                new InstanceStatus.Priority(
                        101,
                        81,
                        List.of(new ContributionStatus(
                                "script",
                                "chk",
                                -20,
                                false,
                                false,
                                "bad",
                                "script chk failed, exited with status 1",
                                -20,
                                false))),
                Optional.of(ip("192.0.2.1")),
                master,
                List.of(new AddressStatus(ip("192.0.2.100"), 24, "eth0", holds, Optional.empty(), Optional.empty())),
                List.of(new RoutingStatus("203.0.113.0/24 via 192.0.2.254 dev eth0", holds)),
                Optional.of(new LeaseStatus(
                        Duration.ofSeconds(2),
                        Optional.of(Duration.ofMillis(1_600)).filter(_ -> holds),
                        Duration.ofMillis(2_536),
                        Duration.ofMillis(3_008),
                        Duration.ZERO)),
                peers,
                counters(),
                false,
                false);
    }

    private static RouterCounters counters() {
        return new RouterCounters(
                12,
                7,
                1,
                1,
                2,
                1,
                0,
                Map.of(RejectionReason.WRONG_PASSWORD, 3L, RejectionReason.TRUNCATED, 1L),
                Map.of(ChecksumDialect.MESSAGE_ONLY, 12L),
                0,
                Map.of(new RouterCounters.Entry("BACKUP", "higher-priority"), 1L));
    }

    /** A daemon with these instances. */
    public static AgentStatus agent(InstanceStatus... instances) {
        return new AgentStatus(
                new AgentStatus.Agent("0.1.0", 42, "start", NOW.minusSeconds(60), "/etc/a.conf", "lb1", 0, 9),
                vrrp(instances),
                List.of(),
                List.of(),
                new NotificationStatus(0, 0, 0, 0, 0, 0, 0));
    }

    /** The loop's part of it. */
    public static VrrpStatus vrrp(InstanceStatus... instances) {
        return new VrrpStatus(NOW, 0, List.of(instances), List.of(), Map.of(), 0, 0, false);
    }
}
