package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages captured from iproute2 6.1 with strace, without their 16 bytes of netlink header; see {@link RouteMessagesTest}. */
class RouteDecoderTest {
    private static final String ADDRESS_WITH_EVERYTHING = """
            02 18 00 00 03 00 00 00  08 00 02 00 c0 00 02 64
            08 00 04 00 c0 00 02 ff  09 00 03 00 64 30 3a 76
            00 00 00 00 08 00 01 00  c0 00 02 64 14 00 06 00
            03 00 00 00 03 00 00 00  00 00 00 00 00 00 00 00
            """;
    private static final String MACVLAN = """
            00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00
            0a 00 01 00 00 00 5e 00  01 33 00 00 08 00 05 00
            03 00 00 00 0c 00 03 00  76 72 72 70 2e 35 31 00
            1c 00 12 00 0b 00 01 00  6d 61 63 76 6c 61 6e 00
            0c 00 02 00 08 00 01 00  01 00 00 00
            """;

    /** What Linux 6.1 says of {@code ip link add blue type vrf table 77}: of its attributes the name and the kind. */
    private static final String VRF = """
            00 00 01 00 07 00 00 00  c1 04 01 00 00 00 00 00
            09 00 03 00 62 6c 75 65  00 00 00 00 18 00 12 00
            08 00 01 00 76 72 66 00  0c 00 02 00 08 00 01 00
            4d 00 00 00
            """;

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", "")))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void readsAnIpv4Address() throws Exception {
        ByteBuffer message = bytes(ADDRESS_WITH_EVERYTHING);
        KernelAddress address =
                RouteDecoder.address(message, 0, message.capacity()).orElseThrow();
        assertEquals(
                new KernelAddress(
                        3,
                        InetAddress.getByName("192.0.2.100"),
                        24,
                        Optional.empty(),
                        Optional.of(InetAddress.getByName("192.0.2.255")),
                        Optional.of("d0:v"),
                        AddressScope.GLOBAL,
                        0,
                        AddressLifetime.ofSeconds(3),
                        0),
                address);
    }

    @Test
    void readsTheTableOfAVrf() {
        ByteBuffer vrf = bytes(VRF);
        InterfaceInfo blue = RouteDecoder.link(vrf, 0, vrf.capacity()).orElseThrow();
        assertEquals("blue", blue.name());
        assertEquals(77, blue.vrfTable());
        ByteBuffer macvlan = bytes(MACVLAN); // whose mode has the same number as a VRF's table
        assertEquals(
                0,
                RouteDecoder.link(macvlan, 0, macvlan.capacity()).orElseThrow().vrfTable());
    }

    @Test
    void readsAPeer() throws Exception {
        ByteBuffer message = bytes("02 20 00 00 03 00 00 00 08 00 02 00 c0 00 02 09 08 00 01 00 c0 00 02 0a");
        KernelAddress address =
                RouteDecoder.address(message, 0, message.capacity()).orElseThrow();
        assertEquals(InetAddress.getByName("192.0.2.9"), address.address());
        assertEquals(Optional.of(InetAddress.getByName("192.0.2.10")), address.peer());
    }

    @Test
    void readsFlagsFromTheAttributeWhenThereIsOne() {
        ByteBuffer message = bytes("""
                0a 40 00 00 03 00 00 00  14 00 02 00 20 01 0d b8
                00 00 00 00 00 00 00 00  00 00 01 00 08 00 08 00
                02 02 00 00 14 00 01 00  20 01 0d b8 00 00 00 00
                00 00 00 00 00 00 01 00  14 00 06 00 05 00 00 00
                05 00 00 00 00 00 00 00  00 00 00 00
                """);
        KernelAddress address =
                RouteDecoder.address(message, 0, message.capacity()).orElseThrow();
        assertTrue(address.has(AddressFlags.NODAD | AddressFlags.NOPREFIXROUTE));
        assertEquals(AddressLifetime.ofSeconds(5), address.lifetime());
    }

    @Test
    void readsAMacvlan() {
        ByteBuffer message = bytes(MACVLAN);
        InterfaceInfo link = RouteDecoder.link(message, 0, message.capacity()).orElseThrow();
        assertEquals("vrrp.51", link.name());
        assertEquals("macvlan", link.kind());
        assertEquals(3, link.baseIndex());
        assertEquals(Optional.of(MacAddress.ofVirtualRouter(AddressFamily.IPV4, 51)), link.mac());
    }

    @Test
    void passesOverABridgesViewOfItsPorts() {
        ByteBuffer message = bytes("07" + MACVLAN.substring(2)); // family AF_BRIDGE
        assertTrue(RouteDecoder.event(message, RouteMessages.RTM_DELLINK, 0, message.capacity())
                .isEmpty());
    }

    @Test
    void survivesEveryTruncation() {
        ByteBuffer message = bytes(ADDRESS_WITH_EVERYTHING);
        for (int length = 0; length < message.capacity(); length++) {
            RouteDecoder.event(message, RouteMessages.RTM_NEWADDR, 0, length);
            RouteDecoder.event(message, RouteMessages.RTM_NEWLINK, 0, length);
        }
        assertTrue(RouteDecoder.address(message, 0, 7).isEmpty());
        assertTrue(RouteDecoder.address(message, 0, 8).isEmpty()); // no address in it
    }

    @Test
    void anAttributeOfLengthZeroEndsTheReading() {
        ByteBuffer message = bytes("02 18 00 00 03 00 00 00 00 00 02 00 c0 00 02 64");
        assertTrue(RouteDecoder.address(message, 0, message.capacity()).isEmpty());
    }

    /** An administrator can add one: {@code ip addr add ::ffff:192.0.2.1/128 dev lo}. To Java it is IPv4, whose prefixes end at 32. */
    @Test
    void passesOverAnIpv4MappedAddress() {
        ByteBuffer message = bytes("""
                0a 80 00 00 01 00 00 00  14 00 01 00 00 00 00 00
                00 00 00 00 00 00 ff ff  c0 00 02 01
                """);
        assertTrue(RouteDecoder.address(message, 0, message.capacity()).isEmpty());
    }

    @Test
    void passesOverAnAddressThatIsNone() {
        assertTrue(decoded("02 18 00 00 03 00 00 00 07 00 02 00 c0 00 02 00").isEmpty()); // three bytes
        assertTrue(decoded("0a 40 00 00 03 00 00 00 08 00 02 00 c0 00 02 64").isEmpty()); // four for IPv6
        assertTrue(decoded("02 21 00 00 03 00 00 00 08 00 02 00 c0 00 02 64").isEmpty()); // a prefix of 33 bits
    }

    private static Optional<KernelAddress> decoded(String hex) {
        ByteBuffer message = bytes(hex);
        return RouteDecoder.address(message, 0, message.capacity());
    }

    /** At the end of the buffer, where what is not there cannot be read. */
    @Test
    void readsNothingBehindAnAttributeThatIsTooShort() {
        KernelAddress address = decoded("""
                02 18 00 00 03 00 00 00  08 00 02 00 c0 00 02 64
                04 00 08 00 08 00 06 00  01 00 00 00 04 00 0b 00
                """).orElseThrow();
        assertEquals(0, address.flags());
        assertEquals(AddressLifetime.FOREVER, address.lifetime());
        assertEquals(0, address.protocol());
        ByteBuffer link = bytes("00".repeat(16) + "04 00 05 00 04 00 04 00");
        assertEquals(
                0, RouteDecoder.link(link, 0, link.capacity()).orElseThrow().baseIndex());
    }
}
