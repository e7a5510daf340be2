package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The expected bytes are what iproute2 6.1 sent for the command named in each test, captured with {@code strace -e trace=sendmsg
 * -e write=all} on x86-64. Interface d0 had index 3, vrrp.51 had index 4.
 */
class RouteMessagesTest {
    private static final int CAPTURED_SEQUENCE = 0x6b020c1a;

    private static void assertSends(String hex, RouteRequest request) {
        NetlinkWriter writer = new NetlinkWriter();
        RouteMessages.put(writer, request, CAPTURED_SEQUENCE);
        assertEquals(hex.replaceAll("\\s", ""), HexFormat.of().formatHex(writer.toByteArray()));
    }

    private static InetAddress ip(String text) throws Exception {
        return InetAddress.getByName(text);
    }

    @Test
    void addsIpv4WithBroadcastLabelAndLifetime() throws Exception {
        // ip addr add 192.0.2.100/24 brd 192.0.2.255 dev d0 label d0:v valid_lft 3 preferred_lft 3
        KernelAddress address = new KernelAddress(
                3,
                ip("192.0.2.100"),
                24,
                Optional.empty(),
                Optional.of(ip("192.0.2.255")),
                Optional.of("d0:v"),
                AddressScope.GLOBAL,
                0,
                AddressLifetime.ofSeconds(3),
                0);
        assertSends("""
                50 00 00 00 14 00 05 06  1a 0c 02 6b 00 00 00 00
                02 18 00 00 03 00 00 00  08 00 02 00 c0 00 02 64
                08 00 04 00 c0 00 02 ff  09 00 03 00 64 30 3a 76
                00 00 00 00 08 00 01 00  c0 00 02 64 14 00 06 00
                03 00 00 00 03 00 00 00  00 00 00 00 00 00 00 00
                """, new RouteRequest.AddAddress(address));
    }

    @Test
    void changesAnIpv4Lifetime() throws Exception {
        // ip addr change 192.0.2.100/24 dev d0 valid_lft 3 preferred_lft 3; change also sets NLM_F_REPLACE and no
        // NLM_F_CREATE,
        // so the flags (05 01) differ from ours (05 05) in the create bit alone
        KernelAddress address = KernelAddress.of(3, ip("192.0.2.100"), 24).withLifetime(AddressLifetime.ofSeconds(3));
        assertSends("""
                3c 00 00 00 14 00 05 05  1a 0c 02 6b 00 00 00 00
                02 18 00 00 03 00 00 00  08 00 02 00 c0 00 02 64
                08 00 01 00 c0 00 02 64  14 00 06 00 03 00 00 00
                03 00 00 00 00 00 00 00  00 00 00 00
                """, new RouteRequest.ReplaceAddress(address));
    }

    @Test
    void addsIpv6WithFlagsBeyondEightBits() throws Exception {
        // ip addr add 2001:db8::100/64 dev d0 nodad noprefixroute valid_lft 5 preferred_lft 5
        KernelAddress address = KernelAddress.of(3, ip("2001:db8::100"), 64)
                .withFlags(AddressFlags.NODAD | AddressFlags.NOPREFIXROUTE)
                .withLifetime(AddressLifetime.ofSeconds(5));
        assertSends("""
                5c 00 00 00 14 00 05 06  1a 0c 02 6b 00 00 00 00
                0a 40 00 00 03 00 00 00  14 00 02 00 20 01 0d b8
                00 00 00 00 00 00 00 00  00 00 01 00 08 00 08 00
                02 02 00 00 14 00 01 00  20 01 0d b8 00 00 00 00
                00 00 00 00 00 00 01 00  14 00 06 00 05 00 00 00
                05 00 00 00 00 00 00 00  00 00 00 00
                """, new RouteRequest.AddAddress(address));
    }

    @Test
    void addsAnAddressWithPeer() throws Exception {
        // ip addr add 192.0.2.9/32 peer 192.0.2.10/32 dev d0
        KernelAddress address = new KernelAddress(
                3,
                ip("192.0.2.9"),
                32,
                Optional.of(ip("192.0.2.10")),
                Optional.empty(),
                Optional.empty(),
                AddressScope.GLOBAL,
                0,
                AddressLifetime.FOREVER,
                0);
        assertSends("""
                28 00 00 00 14 00 05 06  1a 0c 02 6b 00 00 00 00
                02 20 00 00 03 00 00 00  08 00 02 00 c0 00 02 09
                08 00 01 00 c0 00 02 0a
                """, new RouteRequest.AddAddress(address));
    }

    @Test
    void deletesAnAddress() throws Exception {
        // ip addr del 192.0.2.100/24 dev d0
        assertSends("""
                28 00 00 00 15 00 05 00  1a 0c 02 6b 00 00 00 00
                02 18 00 00 03 00 00 00  08 00 02 00 c0 00 02 64
                08 00 01 00 c0 00 02 64
                """, new RouteRequest.DeleteAddress(KernelAddress.of(3, ip("192.0.2.100"), 24)));
    }

    @Test
    void forgetsANeighbour() throws Exception {
        // ip neigh del 192.0.2.100 dev d0
        assertSends("""
                24 00 00 00 1d 00 05 00  1a 0c 02 6b 00 00 00 00
                02 00 00 00 03 00 00 00  80 00 00 00 08 00 01 00
                c0 00 02 64
                """, new RouteRequest.DeleteNeighbour(3, ip("192.0.2.100")));
    }

    @Test
    void tagsAnAddressWithItsMaker() throws Exception {
        // linux/if_addr.h: IFA_PROTO is 11 and a single octet; 18 is keepalived's number. The rest is the capture
        // above.
        KernelAddress address = KernelAddress.of(3, ip("192.0.2.100"), 24).withProtocol(18);
        assertSends("""
                30 00 00 00 14 00 05 06  1a 0c 02 6b 00 00 00 00
                02 18 00 00 03 00 00 00  08 00 02 00 c0 00 02 64
                08 00 01 00 c0 00 02 64  05 00 0b 00 12 00 00 00
                """, new RouteRequest.AddAddress(address));
    }

    @Test
    void makesAPrivateMacvlan() {
        // ip link add link d0 name vrrp.51 address 00:00:5e:00:01:33 type macvlan mode private
        assertSends("""
                5c 00 00 00 10 00 05 06  1a 0c 02 6b 00 00 00 00
                00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00
                0a 00 01 00 00 00 5e 00  01 33 00 00 08 00 05 00
                03 00 00 00 0c 00 03 00  76 72 72 70 2e 35 31 00
                1c 00 12 00 0b 00 01 00  6d 61 63 76 6c 61 6e 00
                0c 00 02 00 08 00 01 00  01 00 00 00
                """, new RouteRequest.AddMacvlan("vrrp.51", 3, MacAddress.parse("00:00:5e:00:01:33")));
    }

    @Test
    void switchesALinkOnAndOff() {
        // ip link set vrrp.51 up; ip link set vrrp.51 down
        assertSends("""
                20 00 00 00 10 00 05 00  1a 0c 02 6b 00 00 00 00
                00 00 00 00 04 00 00 00  01 00 00 00 01 00 00 00
                """, new RouteRequest.SetLinkUp(4));
        assertSends("""
                20 00 00 00 10 00 05 00  1a 0c 02 6b 00 00 00 00
                00 00 00 00 04 00 00 00  00 00 00 00 01 00 00 00
                """, new RouteRequest.SetLinkDown(4));
    }

    @Test
    void makesATunnel() {
        assertSends("""
                38 00 00 00 10 00 05 06  1a 0c 02 6b 00 00 00 00
                00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00
                0a 00 03 00 74 75 6e 6c  30 00 00 00
                0c 00 12 00 08 00 01 00  69 70 69 70
                """, new RouteRequest.AddTunnel("tunl0", "ipip"));
    }

    @Test
    void turnsAddressGenerationOff() {
        // ip link set vrrp.51 addrgenmode none
        assertSends("""
                30 00 00 00 10 00 05 00  1a 0c 02 6b 00 00 00 00
                00 00 00 00 04 00 00 00  00 00 00 00 00 00 00 00
                10 00 1a 00 0c 00 0a 00  05 00 08 00 01 00 00 00
                """, new RouteRequest.DisableAddressGeneration(4));
    }

    @Test
    void deletesALink() {
        // ip link del vrrp.51
        assertSends("""
                20 00 00 00 11 00 05 00  1a 0c 02 6b 00 00 00 00
                00 00 00 00 04 00 00 00  00 00 00 00 00 00 00 00
                """, new RouteRequest.DeleteLink(4));
    }

    @Test
    void laysManyMessagesOneAfterAnother() throws Exception {
        NetlinkWriter writer = new NetlinkWriter();
        RouteRequest request = new RouteRequest.DeleteAddress(KernelAddress.of(3, ip("192.0.2.100"), 24));
        for (int i = 0; i < 1000; i++) {
            RouteMessages.put(writer, request, i);
        }
        assertEquals(1000 * 0x28, writer.size()); // the length of the captured message above
    }
}
