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
}
