package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UdpSocketKernelTest {
    private static final long PATIENCE_NANOS = 5_000_000_000L;

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
                    assertTrue(comes(receiver));
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

    /** On a busy machine the loopback interface hands over a moment after it was given something. */
    private static boolean comes(UdpSocket receiver) throws LinuxException {
        long begin = System.nanoTime();
        while (!receiver.receive()) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static void send(InetAddress from, int limit) throws LinuxException {
        try (UdpSocket sender = UdpSocket.forRouting(AddressFamily.of(from))) {
            sender.bind(from, 0);
            sender.hopLimit(limit);
            assertInstanceOf(SendOutcome.Sent.class, sender.send(new byte[] {(byte) limit}, from, 3784));
        }
    }

    /** What comes of packets with hop limits of 253 to 255 from each of these hosts. */
    private static List<String> heard(UdpSocket receiver, List<InetAddress> hosts, InetAddress last) throws Exception {
        OwnThread sender = OwnThread.current();
        sender.runOn(List.of(0)); // each processor hands over its own in order, two of them in any
        try {
            for (InetAddress host : hosts) {
                for (int limit = 253; limit <= 255; limit++) {
                    send(host, limit);
                }
            }
            send(last, 255);
        } finally {
            sender.runAnywhere();
        }
        List<String> heard = new ArrayList<>();
        do {
            assertTrue(comes(receiver), () -> "the last one does not come, after " + heard);
            heard.add(receiver.source().getHostAddress() + " " + receiver.receivedHopLimit());
        } while (!receiver.source().equals(last));
        return heard.subList(0, heard.size() - 1);
    }

    private void hearsOnly(AddressFamily family, String wildcard, List<String> hosts) throws Exception {
        InetAddress friend = InetAddress.ofLiteral(hosts.get(0));
        InetAddress another = InetAddress.ofLiteral(hosts.get(1));
        InetAddress stranger = InetAddress.ofLiteral(hosts.get(2));
        InetAddress last = InetAddress.ofLiteral(hosts.get(3));
        List<InetAddress> three = List.of(friend, stranger, another);
        host.in(() -> {
            try (UdpSocket receiver = UdpSocket.forRouting(family)) {
                receiver.bind(InetAddress.ofLiteral(wildcard), 3784);
                receiver.listen(true);
                receiver.onlyFrom(List.of(friend, another, last), 254);
                assertEquals(
                        List.of(
                                hosts.get(0) + " 254",
                                hosts.get(0) + " 255",
                                hosts.get(1) + " 254",
                                hosts.get(1) + " 255"),
                        heard(receiver, three, last));
                receiver.onlyFrom(List.of(stranger, last), 0);
                assertEquals(
                        List.of(hosts.get(2) + " 253", hosts.get(2) + " 254", hosts.get(2) + " 255"),
                        heard(receiver, three, last));
                receiver.fromAnywhere();
                assertEquals(9, heard(receiver, three, last).size());
                receiver.fromAnywhere(); // once more changes nothing
                assertEquals(9, heard(receiver, three, last).size());
            }
            return true;
        });
    }

    @Test
    void hearsOnlySomeHostsAndNotFromTooFarAway() throws Exception {
        hearsOnly(AddressFamily.IPV4, "0.0.0.0", List.of("127.0.0.1", "127.9.8.255", "127.0.0.2", "127.0.0.3"));
        List<String> six = List.of("fd00:0:0:0:0:0:0:2", "fd00:0:0:0:0:0:1:2", "fd00:1:0:0:0:0:0:2", "0:0:0:0:0:0:0:1");
        for (String address : six.subList(0, 3)) {
            host.ip("addr add " + address + "/128 dev lo nodad");
        }
        hearsOnly(AddressFamily.IPV6, "::", six);
    }

    @Test
    void aFilterHasRoomForAThousandHosts() throws Exception {
        host.in(() -> {
            List<InetAddress> many = IntStream.range(0, 1_300)
                    .mapToObj(i -> InetAddress.ofLiteral("127.1." + i / 250 + "." + (1 + i % 250)))
                    .toList();
            List<InetAddress> others = List.of(InetAddress.ofLiteral("127.0.0.1"));
            try (UdpSocket receiver = UdpSocket.forRouting(AddressFamily.IPV4)) {
                receiver.bind(InetAddress.ofLiteral("0.0.0.0"), 3784);
                receiver.listen(true);
                receiver.onlyFrom(many, 0);
                assertEquals(List.of(), heard(receiver, others, many.getLast()));
                List<InetAddress> tooMany =
                        Stream.concat(many.stream(), many.stream()).toList();
                assertThrows(LinuxException.class, () -> receiver.onlyFrom(tooMany, 0));
                assertEquals(List.of(), heard(receiver, others, many.getFirst()), "the former filter stays");
            }
            return true;
        });
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
