package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.VirtualIpAddress;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Address lines (keepalived.conf(5), "virtual_ipaddress"). */
class AddressTest {
    private static String text(String line) {
        return "vrrp_instance V {\ninterface eth0\nvirtual_router_id 1\nvirtual_ipaddress {\n" + line + "\n}\n}\n";
    }

    private static VirtualIpAddress address(String line) {
        ParseResult result = Reading.read(text(line));
        assertEquals(List.of(), findings(result));
        return Reading.only(result).virtualIpAddresses().getFirst();
    }

    @Test
    void everyOptionHasItsPlace() {
        VirtualIpAddress address =
                address("192.0.2.1/24 dev eth1 label eth1:v scope link brd + noprefixroute no_track");
        assertEquals("192.0.2.1", address.address().getHostAddress());
        assertEquals(24, address.prefixLength());
        assertEquals("eth1", address.dev());
        assertEquals(Optional.of("eth1:v"), address.label());
        assertEquals(253, address.scope()); // RT_SCOPE_LINK, linux/rtnetlink.h
        assertEquals("192.0.2.255", address.broadcast().orElseThrow().getHostAddress());
        assertTrue(address.flags().noPrefixRoute());
        assertTrue(address.flags().noTrack());
    }

    @Test
    void theInstancesInterfaceAndAHostPrefixAreTheDefaults() {
        VirtualIpAddress address = address("192.0.2.1");
        assertEquals("eth0", address.dev());
        assertEquals(32, address.prefixLength());
        assertTrue(address.broadcast().isEmpty());
    }

    @Test
    void broadcastMayBeComputed() {
        assertEquals(
                "192.0.2.64",
                address("192.0.2.77/26 brd -").broadcast().orElseThrow().getHostAddress());
        assertEquals(
                "192.0.2.127",
                address("192.0.2.77/26 brd +").broadcast().orElseThrow().getHostAddress());
        assertEquals(
                "192.0.2.9",
                address("192.0.2.77/26 broadcast 192.0.2.9")
                        .broadcast()
                        .orElseThrow()
                        .getHostAddress());
    }

    @Test
    void sixHostAddressesAreDeprecatedUnlessALifetimeIsGiven() {
        assertEquals(Optional.of(Duration.ZERO), address("2001:db8::1").preferredLifetime());
        assertEquals(Optional.empty(), address("2001:db8::1/64").preferredLifetime());
        assertEquals(
                Optional.empty(), address("2001:db8::1 preferred_lft forever").preferredLifetime());
        assertEquals(
                Optional.of(Duration.ofSeconds(60)),
                address("2001:db8::1 preferred_lft 60").preferredLifetime());
        assertTrue(address("2001:db8::1/64 -nodad").flags().detectDuplicates());
    }

    @Test
    void aPeerHasALengthOfItsOwn() {
        VirtualIpAddress address = address("192.0.2.1 peer 198.51.100.1/30");
        assertEquals("198.51.100.1", address.peer().orElseThrow().getHostAddress());
        assertEquals(30, address.peerPrefixLength());
    }

    @Test
    void namesAndOtherTextAreNoAddresses() {
        for (String text : List.of(
                "vip.example.org",
                "192.0.2",
                "192.0.2.256",
                "192.0.02.1",
                "1.2.3.4.5",
                "::1::",
                "1:2",
                "2001:db8::12345",
                "<vip>",
                "fe80::1%eth0",
                "0x7f.1.1.1",
                ":1:2:3:4:5:6:7")) {
            assertTrue(findings(text(text)).contains("5 NO_USABLE_ADDRESS"), text);
        }
        assertTrue(address("::ffff:192.0.2.1").address() instanceof Inet6Address);
        assertEquals("0:0:0:0:0:0:0:0", address("::").address().getHostAddress());
        assertEquals("1:2:3:4:5:6:7:8", address("1:2:3:4:5:6:7:8").address().getHostAddress());
    }

    @Test
    void mistakesOfOneOptionLeaveTheAddress() {
        for (String line : List.of(
                "192.0.2.1/33",
                "192.0.2.1/x",
                "192.0.2.1 dev",
                "192.0.2.1 nonsense",
                "192.0.2.1 scope nonsense",
                "192.0.2.1 label far-too-long-for-the-kernel",
                "fe80::1/64 scope link",
                "fe80::1/64 label x",
                "192.0.2.1 192.0.2.2")) {
            ParseResult result = Reading.read(text(line));
            assertEquals(1, findings(result).size(), line + findings(result));
            assertTrue(!result.hasErrors(), line);
            assertEquals(1, Reading.only(result).virtualIpAddresses().size(), line);
        }
    }
}
