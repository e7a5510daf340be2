package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UdpSocketKernelTest {
    private NamespaceThread host;

    @BeforeEach
    void prepare() throws Exception {
        host = new NamespaceThread();
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void tellsHopLimitAndSender(AddressFamily family, String loopback, String wildcard) throws Exception {
        InetAddress address = InetAddress.ofLiteral(loopback);
        host.in(() -> {
            try (UdpSocket receiver = UdpSocket.forRouting(family);
                    UdpSocket sender = UdpSocket.forRouting(family)) {
                receiver.bind(InetAddress.ofLiteral(wildcard), 3784);
                receiver.listen(true);
                sender.bind(address, 49_152);
                sender.listen(false);
                assertFalse(receiver.receive());
                for (int limit : new int[] {255, 64, 1}) {
                    sender.hopLimit(limit);
                    byte[] text = ("hop limit " + limit).getBytes(StandardCharsets.US_ASCII);
                    assertInstanceOf(SendOutcome.Sent.class, sender.send(text, address, 3784));
                    assertTrue(receiver.receive());
                    assertEquals(limit, receiver.receivedHopLimit());
                    assertEquals(address, receiver.source());
                    assertEquals(49_152, receiver.sourcePort());
                    byte[] got = new byte[receiver.payload().remaining()];
                    receiver.payload().get(got);
                    assertEquals("hop limit " + limit, new String(got, StandardCharsets.US_ASCII));
                }
            }
            return true;
        });
    }

    @Test
    void tellsTheTtlOfIpv4() throws Exception {
        tellsHopLimitAndSender(AddressFamily.IPV4, "127.0.0.1", "0.0.0.0");
    }

    @Test
    void tellsTheHopLimitOfIpv6() throws Exception {
        tellsHopLimitAndSender(AddressFamily.IPV6, "::1", "::");
    }

    @Test
    void aPortThatIsTakenAndAnAddressThatIsNotOursAreErrors() throws Exception {
        host.in(() -> {
            InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
            try (UdpSocket first = UdpSocket.forRouting(AddressFamily.IPV4);
                    UdpSocket second = UdpSocket.forRouting(AddressFamily.IPV4)) {
                first.bind(loopback, 3784);
                LinuxException taken = assertThrows(LinuxException.class, () -> second.bind(loopback, 3784));
                assertEquals(Errno.EADDRINUSE, taken.errno());
                LinuxException foreign =
                        assertThrows(LinuxException.class, () -> second.bind(InetAddress.ofLiteral("192.0.2.1"), 3784));
                assertEquals(Errno.EADDRNOTAVAIL, foreign.errno());
                assertInstanceOf(
                        SendOutcome.Refused.class, second.send(new byte[1], InetAddress.ofLiteral("192.0.2.1"), 3784));
            }
            return true;
        });
    }

    @Test
    void multicastsOnOneLink() throws Exception {
        try (NamespaceThread other = new NamespaceThread()) {
            host.cable("near", other, "far");
            host.ip("addr add 192.0.2.1/24 dev near");
            host.ip("addr add fd00::1/64 dev near nodad");
            String ipv4 = multicast(other, AddressFamily.IPV4, "224.0.0.81", FrameCapture.IPV4);
            assertEquals("07", octets(ipv4, 14 + 8, 1)); // TTL; before the IP header is that of Ethernet
            assertEquals("c0000201" + "e0000051", octets(ipv4, 14 + 12, 8));
            String ipv6 = multicast(other, AddressFamily.IPV6, "ff02::51", FrameCapture.IPV6);
            assertEquals("07", octets(ipv6, 14 + 7, 1));
            assertEquals("ff020000000000000000000000000051", octets(ipv6, 14 + 24, 16));
        }
    }

    /** What arrives at the other end of the cable. */
    private String multicast(NamespaceThread other, AddressFamily family, String group, int etherType)
            throws Exception {
        try (RouteSocket socket = other.in(RouteSocket::open)) {
            int index = socket.link("far").orElseThrow().index();
            try (FrameCapture wire = other.in(() -> FrameCapture.open(index, etherType))) {
                host.in(() -> {
                    byte[] text = {0x68, 0x6f, 0x6c, 0x64};
                    try (UdpSocket sender = UdpSocket.forMulticast(family, "near", 7)) {
                        assertInstanceOf(SendOutcome.Sent.class, sender.send(text, InetAddress.ofLiteral(group), 8848));
                    }
                    return true;
                });
                return wire.first(frame -> frame.endsWith("686f6c64"));
            }
        }
    }

    private static String octets(String frame, int from, int count) {
        return frame.substring(2 * from, 2 * (from + count));
    }

    @Test
    void aLinkThatIsNotThereIsAnError() throws Exception {
        host.in(() -> {
            LinuxException none =
                    assertThrows(LinuxException.class, () -> UdpSocket.forMulticast(AddressFamily.IPV4, "eth7", 1));
            assertEquals(Errno.ENODEV, none.errno());
            return true;
        });
    }
}
