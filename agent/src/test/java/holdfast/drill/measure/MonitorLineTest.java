package holdfast.drill.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines printed by ip of iproute2 6.1.0. */
class MonitorLineTest {
    @Test
    void readsAnAddress() {
        assertEquals(
                Optional.of(new MonitorLine(
                        Instant.parse("2026-11-21T20:58:57.229413Z"),
                        "eth0",
                        new MonitorLine.Content.Address(InetAddress.ofLiteral("192.168.1.100"), true))),
                MonitorLine.parse("[2026-11-21T20:58:57.229413] 2: eth0    inet 192.168.1.100/24 scope global dynamic "
                        + "eth0\\       valid_lft 2sec preferred_lft 2sec"));
    }

    @Test
    void readsTheLossOfAnAddress() {
        assertEquals(
                Optional.of(new MonitorLine(
                        Instant.parse("2026-11-21T20:58:59.264501Z"),
                        "eth0",
                        new MonitorLine.Content.Address(InetAddress.ofLiteral("192.168.1.100"), false))),
                MonitorLine.parse("[2026-11-21T20:58:59.264501] Deleted 2: eth0    inet 192.168.1.100/24 scope global "
                        + "dynamic eth0\\       valid_lft 0sec preferred_lft 0sec"));
    }

    @Test
    void readsAnIpv6Address() {
        assertEquals(
                Optional.of(new MonitorLine.Content.Address(InetAddress.ofLiteral("fd00::1"), true)),
                MonitorLine.parse("[2026-11-21T20:58:57.233940] 2: eth0    inet6 fd00::1/64 scope global nodad "
                                + "\\       valid_lft forever preferred_lft forever")
                        .map(MonitorLine::content));
    }

    @Test
    void readsALinkWithoutCarrierAsNotRunning() {
        assertEquals(
                Optional.of(new MonitorLine.Content.Link(false)),
                MonitorLine.parse(
                                "[2026-11-21T20:58:59.263740] 2: eth0@if3: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 "
                                        + "qdisc noqueue state DOWN group default \\    link/ether ce:b7:79:be:90:1b")
                        .map(MonitorLine::content));
    }

    @Test
    void readsALinkWithCarrierAsRunning() {
        MonitorLine line = MonitorLine.parse("[2026-11-21T20:58:59.769131] 2: eth0@if3: "
                        + "<BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default")
                .orElseThrow();
        assertEquals("eth0", line.interfaceName());
        assertEquals(new MonitorLine.Content.Link(true), line.content());
    }

    @Test
    void passesOverAnythingElse() {
        assertEquals(Optional.empty(), MonitorLine.parse("Timestamp: Sat Nov 21 20:58:57 2026 123 usec"));
        assertEquals(Optional.empty(), MonitorLine.parse(""));
    }
}
