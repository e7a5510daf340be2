package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VrrpSocketsKernelTest {
    private static final byte[] MESSAGE = HexFormat.of().parseHex("31336401006401020a000064");
    private static final byte[] FILLER = new byte[64];

    private NamespaceThread left;
    private NamespaceThread right;
    private InterfaceInfo leftLink;
    private InterfaceInfo rightLink;

    @BeforeEach
    void prepare() throws Exception {
        left = new NamespaceThread();
        right = new NamespaceThread();
        left.cable("l0", right, "r0");
        left.ip("addr add 10.0.0.1/24 dev l0");
        right.ip("addr add 10.0.0.2/24 dev r0");
        left.ip("addr add fe80::1/64 dev l0 nodad");
        right.ip("addr add fe80::2/64 dev r0 nodad");
        leftLink = linkOf(left, "l0");
        rightLink = linkOf(right, "r0");
    }

    @AfterEach
    void close() {
        left.close();
        right.close();
    }

    private static InterfaceInfo linkOf(NamespaceThread host, String name) throws Exception {
        return host.in(() -> {
            try (RouteSocket socket = RouteSocket.open()) {
                return socket.link(name).orElseThrow();
            }
        });
    }

    private static boolean awaitPacket(VrrpReceiver receiver) throws Exception {
        try (Epoll epoll = Epoll.open()) {
            epoll.add(receiver, 7);
            // A neighbour solicitation may come before the other kernel's worker has joined its group, and is then
            // repeated
            // after a second (RFC 4861, 10: RETRANS_TIMER).
            int ready = epoll.await(5_000);
            return ready == 1 && epoll.token(0) == 7 && receiver.receive();
        }
    }

    private static byte[] payload(VrrpReceiver receiver) {
        byte[] bytes = new byte[receiver.payload().remaining()];
        receiver.payload().get(receiver.payload().position(), bytes);
        return bytes;
    }

    private void exchanges(AddressFamily family, InetAddress source, InetAddress destination, int hopLimit)
            throws Exception {
        try (VrrpReceiver receiver = right.in(() -> VrrpReceiver.open(family, rightLink));
                VrrpSender sender = left.in(() -> VrrpSender.open(family, leftLink))) {
            if (destination.isMulticastAddress()) {
                receiver.join(destination);
            }
            VrrpSender.Flow flow = sender.flow(source, destination, hopLimit);
            assertInstanceOf(SendOutcome.Sent.class, sender.send(flow, ByteBuffer.wrap(MESSAGE)));
            assertTrue(awaitPacket(receiver));
            assertEquals(source, receiver.source());
            assertEquals(destination, receiver.destination());
            assertEquals(hopLimit, receiver.hopLimit());
            assertEquals(rightLink.index(), receiver.interfaceIndex());
            assertEquals(HexFormat.of().formatHex(MESSAGE), HexFormat.of().formatHex(payload(receiver)));
            assertFalse(receiver.receive());
        }
    }

    @Test
    void multicastOfIpv4CrossesTheLink() throws Exception {
        exchanges(AddressFamily.IPV4, InetAddress.getByName("10.0.0.1"), InetAddress.getByName("224.0.0.18"), 255);
    }

    @Test
    void multicastOfIpv6CrossesTheLink() throws Exception {
        exchanges(AddressFamily.IPV6, InetAddress.getByName("fe80::1"), InetAddress.getByName("ff02::12"), 255);
    }

    @Test
    void advertsOfAVirtualMacInterfaceCarryItsMacAndTheLinkLocalAddressOfItsBase() throws Exception {
        // 00-00-5E-00-02-{VRID}, VRID 51: RFC 9568, 7.3. The interface has no address of its own.
        left.ip("link add link l0 name v0 address 00:00:5e:00:02:33 type macvlan mode private");
        left.ip("link set v0 addrgenmode none");
        left.ip("link set v0 up");
        left.awaitRunning("v0");
        assertEquals("", left.ip("-6 addr show dev v0"));
        InterfaceInfo virtual = linkOf(left, "v0");
        InetAddress source = InetAddress.getByName("fe80::1");
        InetAddress group = InetAddress.getByName("ff02::12");
        try (FrameCapture capture = right.in(() -> FrameCapture.open(rightLink.index(), FrameCapture.IPV6));
                VrrpReceiver receiver = right.in(() -> VrrpReceiver.open(AddressFamily.IPV6, rightLink));
                VrrpSender sender = left.in(() -> VrrpSender.open(AddressFamily.IPV6, virtual))) {
            receiver.join(group);
            assertInstanceOf(
                    SendOutcome.Sent.class, sender.send(sender.flow(source, group, 255), ByteBuffer.wrap(MESSAGE)));
            assertTrue(awaitPacket(receiver));
            assertEquals(source, receiver.source());
            assertEquals(group, receiver.destination());
            assertEquals(255, receiver.hopLimit());
            // Ethernet header, then (RFC 8200, 3) version 6, class 0xC0, a flow label of the kernel's choice, 12 bytes
            // of
            // protocol 112 with hop limit 255.
            String advert = capture.first(frame -> frame.startsWith("70ff", 2 * (14 + 6)));
            assertEquals("333300000012" + "00005e000233" + "86dd" + "6c", advert.substring(0, 30));
            assertEquals(HexFormat.of().formatHex(MESSAGE), advert.substring(2 * (14 + 40)));
        }
    }

    @Test
    void aSourceThatAnOrdinaryInterfaceDoesNotHaveIsRefused() throws Exception {
        try (VrrpSender sender = left.in(() -> VrrpSender.open(AddressFamily.IPV6, leftLink))) {
            VrrpSender.Flow flow =
                    sender.flow(InetAddress.getByName("fe80::77"), InetAddress.getByName("ff02::12"), 255);
            assertEquals(new SendOutcome.Refused(Errno.EINVAL), sender.send(flow, ByteBuffer.wrap(MESSAGE)));
        }
    }

    @Test
    void unicastOfIpv4CrossesTheLink() throws Exception {
        exchanges(AddressFamily.IPV4, InetAddress.getByName("10.0.0.1"), InetAddress.getByName("10.0.0.2"), 64);
    }

    @Test
    void unicastOfIpv6CrossesTheLink() throws Exception {
        exchanges(AddressFamily.IPV6, InetAddress.getByName("fe80::1"), InetAddress.getByName("fe80::2"), 64);
    }

    @Test
    void aGroupThatWasNotJoinedIsNotHeard() throws Exception {
        right.ip("link set r0 allmulticast on");
        InetAddress group = InetAddress.getByName("224.0.0.18");
        try (VrrpReceiver receiver = right.in(() -> VrrpReceiver.open(AddressFamily.IPV4, rightLink));
                VrrpReceiver other = right.in(() -> VrrpReceiver.open(AddressFamily.IPV4, rightLink));
                VrrpSender sender = left.in(() -> VrrpSender.open(AddressFamily.IPV4, leftLink))) {
            other.join(group); // IP_MULTICAST_ALL=0: somebody else's membership is not ours
            sender.send(sender.flow(InetAddress.getByName("10.0.0.1"), group, 255), ByteBuffer.wrap(MESSAGE));
            assertTrue(awaitPacket(other));
            assertFalse(receiver.receive());
        }
    }

    @Test
    void oneSocketJoinsManyGroupsAndHearsNothingAfterLeaving() throws Exception {
        InetAddress source = InetAddress.getByName("10.0.0.1");
        try (VrrpReceiver receiver = right.in(() -> VrrpReceiver.open(AddressFamily.IPV4, rightLink));
                VrrpSender sender = left.in(() -> VrrpSender.open(AddressFamily.IPV4, leftLink))) {
            InetAddress first = InetAddress.getByName("224.0.0.18");
            InetAddress second = InetAddress.getByName("224.0.0.118");
            receiver.join(first);
            receiver.join(second);
            receiver.leave(first);
            sender.send(sender.flow(source, first, 255), ByteBuffer.wrap(FILLER));
            sender.send(sender.flow(source, second, 255), ByteBuffer.wrap(MESSAGE));
            assertTrue(awaitPacket(receiver));
            assertEquals(second, receiver.destination());
            assertFalse(receiver.receive());
        }
    }

    @Test
    void aDownLinkIsAnOutcomeNotAnException() throws Exception {
        try (VrrpSender sender = left.in(() -> VrrpSender.open(AddressFamily.IPV4, leftLink))) {
            VrrpSender.Flow flow =
                    sender.flow(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("224.0.0.18"), 255);
            left.ip("link set l0 down");
            assertInstanceOf(SendOutcome.Refused.class, sender.send(flow, ByteBuffer.wrap(MESSAGE)));
            left.ip("link set l0 up");
            left.awaitRunning("l0");
            assertInstanceOf(SendOutcome.Sent.class, sender.send(flow, ByteBuffer.wrap(MESSAGE)));
        }
    }

    @Test
    void sendingAndReceivingAllocateNothing() throws Exception {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        InetAddress group = InetAddress.getByName("224.0.0.18");
        try (VrrpReceiver receiver = right.in(() -> VrrpReceiver.open(AddressFamily.IPV4, rightLink));
                VrrpSender sender = left.in(() -> VrrpSender.open(AddressFamily.IPV4, leftLink))) {
            receiver.join(group);
            VrrpSender.Flow flow = sender.flow(InetAddress.getByName("10.0.0.1"), group, 255);
            ByteBuffer message = ByteBuffer.wrap(MESSAGE);
            long allocated = 0;
            for (int i = 0; i < 2_000; i++) {
                if (i == 1_000) {
                    allocated = threads.getCurrentThreadAllocatedBytes();
                }
                sender.send(flow, message);
                while (receiver.receive()) {
                    receiver.source();
                }
            }
            long perPacket = (threads.getCurrentThreadAllocatedBytes() - allocated) / 1_000;
            assertEquals(0, perPacket, "bytes allocated a packet");
        }
    }

    @Test
    void pingMeasuresTheOtherSide() throws Exception {
        try (PingSocket ping = left.in(() -> PingSocket.open(InetAddress.getByName("10.0.0.2"), 0, 4711));
                PingSocket ping6 =
                        left.in(() -> PingSocket.open(InetAddress.getByName("fe80::2"), leftLink.index(), 4711))) {
            assertInstanceOf(SendOutcome.Sent.class, ping.send(65_535));
            Optional<PingSocket.Reply> reply = ping.receive(Duration.ofSeconds(5));
            assertEquals(65_535, reply.orElseThrow().sequence());
            assertTrue(Duration.between(reply.get().receivedAt(), java.time.Instant.now())
                            .abs()
                            .toMillis()
                    < 5000);
            assertInstanceOf(SendOutcome.Sent.class, ping6.send(3));
            assertEquals(3, ping6.receive(Duration.ofSeconds(5)).orElseThrow().sequence());
            assertTrue(ping.receive(Duration.ZERO).isEmpty());
        }
    }

    @Test
    void aFrameLeavesByAPacketSocket() throws Exception {
        // A gratuitous ARP request for 10.0.0.77 by hand (RFC 826): the other side, told to accept those, learns it.
        byte[] frame = HexFormat.of()
                .parseHex("ffffffffffff" + "020000000001" + "0806" + "0001" + "0800" + "0604" + "0001" + "020000000001"
                        + "0a00004d" + "ffffffffffff" + "0a00004d");
        right.in(() ->
                java.nio.file.Files.writeString(java.nio.file.Path.of("/proc/sys/net/ipv4/conf/r0/arp_accept"), "1"));
        try (PacketSocket socket = left.in(PacketSocket::open)) {
            assertInstanceOf(SendOutcome.Sent.class, socket.send(leftLink.index(), frame));
            assertTrue(right.ip("neigh show dev r0").contains("10.0.0.77 lladdr 02:00:00:00:00:01"));
            assertInstanceOf(SendOutcome.Refused.class, socket.send(4711, frame));
        }
    }
}
