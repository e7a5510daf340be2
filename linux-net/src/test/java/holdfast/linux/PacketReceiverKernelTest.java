package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Between two namespaces, with frames written by hand from RFC 791, 826, 4861 and 8200. */
class PacketReceiverKernelTest {
    private static final String TO_GROUP = "01005e000012 020000000001 0800";
    private static final String IPV4_OF = "45c0 0014 0000 0000 ff%s 0000 c0000201 e0000012";
    private static final String IPV6_OF = "6000 0000 0018 %s ff fe80000000000000 0000000000000001 ff02000000000000"
            + " 0000000000000012 %s00 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000";

    private static byte[] bytes(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
    }

    private static String typeOf(Optional<PacketReceiver.Frame> frame) {
        return frame.map(one -> {
                    byte[] bytes = new byte[12];
                    one.bytes().get(12, bytes);
                    return HexFormat.of().formatHex(bytes);
                })
                .orElse("none");
    }

    @Test
    void onlyVrrpOfBothDirectionsComesThrough() throws Exception {
        try (NamespaceThread one = new NamespaceThread();
                NamespaceThread other = new NamespaceThread()) {
            one.cable("left", other, "right");
            int index = one.in(() -> index("left"));
            int otherIndex = other.in(() -> index("right"));
            PacketReceiver receiver = one.in(() -> PacketReceiver.open(index, PacketReceiver.Kind.VRRP));
            String vrrp = TO_GROUP + IPV4_OF.formatted("70");
            other.in(() -> send(otherIndex, TO_GROUP + IPV4_OF.formatted("11")));
            other.in(() -> send(otherIndex, "ffffffffffff 020000000001 0806" + "00".repeat(28)));
            other.in(() -> send(otherIndex, vrrp));
            Optional<PacketReceiver.Frame> heard = one.in(() -> receiver.receive(Duration.ofSeconds(1)));
            assertEquals("080045c000140000", typeOf(heard).substring(0, 16));
            assertFalse(heard.orElseThrow().outgoing());

            one.in(() -> send(index, vrrp));
            assertTrue(one.in(() -> receiver.receive(Duration.ofSeconds(1)))
                    .orElseThrow()
                    .outgoing());
            other.in(() -> send(otherIndex, "333300000012 020000000001 86dd" + IPV6_OF.formatted("70", "31")));
            assertEquals(
                    "86dd",
                    typeOf(one.in(() -> receiver.receive(Duration.ofSeconds(1))))
                            .substring(0, 4));
            receiver.close();
        }
    }

    @Test
    void neighboursAreArpAndAdvertisements() throws Exception {
        try (NamespaceThread one = new NamespaceThread();
                NamespaceThread other = new NamespaceThread()) {
            one.cable("left", other, "right");
            int index = one.in(() -> index("left"));
            int otherIndex = other.in(() -> index("right"));
            one.ip("link set left arp off"); // the kernel's own neighbour discovery must not be heard here
            PacketReceiver receiver = one.in(() -> PacketReceiver.open(index, PacketReceiver.Kind.NEIGHBOURS));
            other.in(() -> send(otherIndex, TO_GROUP + IPV4_OF.formatted("70")));
            other.in(() -> send(otherIndex, "ffffffffffff 020000000001 0806" + "00".repeat(28)));
            assertEquals(
                    "0806",
                    typeOf(one.in(() -> receiver.receive(Duration.ofSeconds(1))))
                            .substring(0, 4));
            other.in(() -> send(otherIndex, "333300000001 020000000001 86dd" + IPV6_OF.formatted("3a", "88")));
            assertEquals(
                    "86dd",
                    typeOf(one.in(() -> receiver.receive(Duration.ofSeconds(1))))
                            .substring(0, 4));
            receiver.close();
        }
    }

    private static int index(String name) throws LinuxException {
        try (RouteSocket socket = RouteSocket.open()) {
            return socket.link(name).orElseThrow().index();
        }
    }

    private static SendOutcome send(int index, String hexadecimal) throws LinuxException {
        try (PacketSocket socket = PacketSocket.open()) {
            return socket.send(index, bytes(hexadecimal));
        }
    }
}
