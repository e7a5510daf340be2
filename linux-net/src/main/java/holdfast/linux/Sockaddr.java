package holdfast.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Writes the C library's socket addresses (ip(7), ipv6(7), packet(7), netlink(7)). */
final class Sockaddr {
    static final int INET_SIZE = 16;
    static final int INET6_SIZE = 28;
    static final int LINK_LAYER_SIZE = 20;
    static final int NETLINK_SIZE = 12;

    private static final int AF_PACKET = 17;
    private static final int AF_NETLINK = 16;
    private static final int PORT = 2;
    static final int INET_ADDRESS = 4;
    static final int INET6_ADDRESS = 8;
    private static final int INET6_SCOPE = 24;

    private Sockaddr() {}

    /**
     * Writes sockaddr_in or sockaddr_in6 at {@code offset}, port 0.
     *
     * @param scope interface index for a link-local IPv6 address
     * @return its size
     */
    static int putInternet(ByteBuffer to, int offset, InetAddress address, int scope) {
        AddressFamily family = AddressFamily.of(address);
        to.putShort(offset, (short) family.number());
        return switch (family) {
            case IPV4 -> {
                to.put(offset + INET_ADDRESS, address.getAddress());
                yield INET_SIZE;
            }
            case IPV6 -> {
                to.put(offset + INET6_ADDRESS, address.getAddress());
                to.putInt(offset + INET6_SCOPE, scope);
                yield INET6_SIZE;
            }
        };
    }

    /** Writes the port of a sockaddr_in or sockaddr_in6 at {@code offset}, in network byte order whatever the machine's. */
    static void putPort(ByteBuffer to, int offset, int port) {
        to.put(offset + PORT, (byte) (port >>> 8)).put(offset + PORT + 1, (byte) port);
    }

    /** The port of a sockaddr_in or sockaddr_in6 at {@code offset}. */
    static int port(ByteBuffer from, int offset) {
        return (from.get(offset + PORT) & 0xFF) << 8 | (from.get(offset + PORT + 1) & 0xFF);
    }

    /** Writes sockaddr_ll with an interface and an EtherType. */
    static void putLinkLayer(ByteBuffer to, int interfaceIndex, int etherType) {
        to.putShort(0, (short) AF_PACKET);
        to.put(2, (byte) (etherType >>> 8)).put(3, (byte) etherType); // network byte order whatever the machine's
        to.putInt(4, interfaceIndex);
    }

    /** Writes sockaddr_nl for the kernel, or for ourselves with any port. */
    static void putNetlink(ByteBuffer to) {
        to.putShort(0, (short) AF_NETLINK);
    }
}
