package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Receives IP protocol 112 on one interface and in one family (RFC 9568, 5.1), without blocking and without allocating.
 *
 * <p>It hands over whatever the kernel lets through: TTL, checksum and everything inside are the engine's to judge. A packet
 * is read with {@link #receive()}; the accessors then speak of that packet until the next one.
 *
 * <p>When the interface is deleted and made again, close this and open another: the kernel binds to the old one.
 */
public final class VrrpReceiver implements Pollable, AutoCloseable {
    private static final int SOCK_RAW = 3;
    private static final int IPPROTO_VRRP = 112;
    private static final int RECEIVE_BUFFER = 1 << 20;

    /** Three times the longest advertisement, 255 IPv6 addresses. Longer packets are cut, and fail their checksum. */
    private static final int MAX_PACKET = 16_384;

    private static final int CONTROL_ROOM = 256;
    private static final int MSG_DONTWAIT = 0x40;

    private static final int SOL_IP = 0;
    private static final int IP_PKTINFO = 8;
    private static final int IP_ADD_MEMBERSHIP = 35;
    private static final int IP_DROP_MEMBERSHIP = 36;
    private static final int IP_MULTICAST_ALL = 49;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_ADD_MEMBERSHIP = 20;
    private static final int IPV6_DROP_MEMBERSHIP = 21;
    private static final int IPV6_MULTICAST_ALL = 29;
    private static final int IPV6_RECVPKTINFO = 49;
    private static final int IPV6_PKTINFO = 50;
    private static final int IPV6_RECVHOPLIMIT = 51;
    private static final int IPV6_HOPLIMIT = 52;

    private static final int IP4_MINIMUM_HEADER = 20;
    private static final int IP4_TTL = 8;
    private static final int IP4_SOURCE = 12;
    private static final int IP4_DESTINATION = 16;
    private static final int SOCKADDR_IN6_ADDRESS = 8;
    private static final int PKTINFO6_INDEX = 16;

    private final AddressFamily family;
    private final String interfaceName;
    private final int boundIndex;
    private final Descriptor descriptor;
    private final MessageHeader header = new MessageHeader(CONTROL_ROOM);
    private final NativeMemory packet = new NativeMemory(MAX_PACKET);
    private final SeenAddresses addresses;

    private int interfaceIndex;
    private int hopLimit;
    private InetAddress source;
    private InetAddress destination;

    private VrrpReceiver(AddressFamily family, String interfaceName, int boundIndex, Descriptor descriptor) {
        this.family = family;
        this.interfaceName = interfaceName;
        this.boundIndex = boundIndex;
        this.descriptor = descriptor;
        this.addresses = new SeenAddresses(family);
        header.data(packet.address(), MAX_PACKET);
    }

    /**
     * Opens a receiver for packets that arrive by one interface, unicast and the joined groups.
     *
     * @param family which IP
     * @param link the interface, as {@link RouteSocket#links()} knows it
     * @throws LinuxException EPERM without CAP_NET_RAW, ENODEV when the interface has gone
     */
    public static VrrpReceiver open(AddressFamily family, InterfaceInfo link) throws LinuxException {
        VrrpReceiver receiver = open(family, link.name(), link.index());
        try {
            receiver.descriptor.bindToDevice(link.name());
            return receiver;
        } catch (LinuxException e) {
            receiver.close();
            throw e;
        }
    }

    /**
     * Opens a receiver for unicast packets that arrive by any interface, for an instance configured without one.
     *
     * @param family which IP
     * @throws LinuxException EPERM without CAP_NET_RAW
     */
    public static VrrpReceiver openUnbound(AddressFamily family) throws LinuxException {
        return open(family, "any", 0);
    }

    private static VrrpReceiver open(AddressFamily family, String name, int index) throws LinuxException {
        Descriptor descriptor =
                Descriptor.socket(family.number(), SOCK_RAW, IPPROTO_VRRP, "VRRP receiver " + family + " on " + name);
        try {
            descriptor.receiveBuffer(RECEIVE_BUFFER);
            switch (family) {
                case IPV4 -> {
                    descriptor.option(SOL_IP, IP_PKTINFO, 1, "IP_PKTINFO");
                    descriptor.option(SOL_IP, IP_MULTICAST_ALL, 0, "IP_MULTICAST_ALL");
                }
                case IPV6 -> {
                    descriptor.option(SOL_IPV6, IPV6_RECVPKTINFO, 1, "IPV6_RECVPKTINFO");
                    descriptor.option(SOL_IPV6, IPV6_RECVHOPLIMIT, 1, "IPV6_RECVHOPLIMIT");
                    descriptor.optionIfKnown(SOL_IPV6, IPV6_MULTICAST_ALL, 0); // Linux 4.20
                }
            }
            return new VrrpReceiver(family, name, index, descriptor);
        } catch (LinuxException e) {
            descriptor.close();
            throw e;
        }
    }

    /**
     * Joins a multicast group on the interface.
     *
     * @throws LinuxException EADDRINUSE when already joined, ENOBUFS beyond the kernel's limit of groups
     */
    public void join(InetAddress group) throws LinuxException {
        membership(group, IP_ADD_MEMBERSHIP, IPV6_ADD_MEMBERSHIP, "join");
    }

    /**
     * Leaves a multicast group.
     *
     * @throws LinuxException EADDRNOTAVAIL when it was not joined
     */
    public void leave(InetAddress group) throws LinuxException {
        membership(group, IP_DROP_MEMBERSHIP, IPV6_DROP_MEMBERSHIP, "leave");
    }

    private void membership(InetAddress group, int option4, int option6, String operation) throws LinuxException {
        if (AddressFamily.of(group) != family || !group.isMulticastAddress()) {
            throw new IllegalArgumentException("not an " + family + " multicast group: " + group.getHostAddress());
        }
        byte[] bytes = group.getAddress();
        NativeMemory request = new NativeMemory(20);
        String name = operation + " " + group.getHostAddress();
        switch (family) {
            case IPV4 -> { // struct ip_mreqn: group, local address, interface
                request.buffer().put(0, bytes).putInt(8, boundIndex);
                descriptor.option(SOL_IP, option4, request, 12, name);
            }
            case IPV6 -> { // struct ipv6_mreq: group, interface
                request.buffer().put(0, bytes).putInt(16, boundIndex);
                descriptor.option(SOL_IPV6, option6, request, 20, name);
            }
        }
    }

    /**
     * Takes the next packet from the queue.
     *
     * @return false when the queue is empty
     * @throws LinuxException when the socket itself is in trouble; a link that went down is reported once as ENETDOWN, and
     *     reading may go on
     */
    public boolean receive() throws LinuxException {
        while (true) {
            header.prepareReceive();
            long length = LibC.recvmsg(descriptor.number(), header.address(), MSG_DONTWAIT);
            if (length < 0) {
                int error = LibC.lastError();
                if (error == Errno.EAGAIN.number() || error == Errno.EINTR.number()) {
                    return false;
                }
                throw new LinuxException(Errno.of(error), "recvmsg", "VRRP receiver on " + interfaceName);
            }
            boolean understood = switch (family) {
                case IPV4 -> parseIpv4((int) length);
                case IPV6 -> parseIpv6((int) length);
            };
            // Between its opening and its binding the socket hears every interface: those packets are not ours.
            if (understood && (boundIndex == 0 || interfaceIndex == boundIndex)) {
                return true;
            }
        }
    }

    private boolean parseIpv4(int length) {
        ByteBuffer bytes = packet.buffer();
        if (length < IP4_MINIMUM_HEADER) {
            return false; // the kernel validates the IP header before a raw socket sees it: cannot happen
        }
        int headerLength = (bytes.get(0) & 0x0F) * 4;
        if (headerLength < IP4_MINIMUM_HEADER || headerLength > length) {
            return false;
        }
        hopLimit = bytes.get(IP4_TTL) & 0xFF;
        source = addresses.at(bytes, IP4_SOURCE);
        destination = addresses.at(bytes, IP4_DESTINATION);
        int info = header.findControl(SOL_IP, IP_PKTINFO);
        interfaceIndex = info < 0 ? boundIndex : header.buffer().getInt(info);
        bytes.limit(length).position(headerLength);
        return true;
    }

    private boolean parseIpv6(int length) {
        int info = header.findControl(SOL_IPV6, IPV6_PKTINFO);
        int hops = header.findControl(SOL_IPV6, IPV6_HOPLIMIT);
        if (info < 0 || hops < 0) {
            return false; // both were asked for at open: the kernel always adds them
        }
        hopLimit = header.buffer().getInt(hops);
        source = addresses.at(header.buffer(), header.peer() + SOCKADDR_IN6_ADDRESS);
        destination = addresses.at(header.buffer(), info);
        interfaceIndex = header.buffer().getInt(info + PKTINFO6_INDEX);
        packet.buffer().limit(length).position(0);
        return true;
    }

    /** The VRRP message: from position to limit of a buffer that the next {@link #receive()} overwrites. */
    public ByteBuffer payload() {
        return packet.buffer();
    }

    /** TTL or hop limit of the packet, 0 to 255. */
    public int hopLimit() {
        return hopLimit;
    }

    /** Who sent the packet. An IPv6 address carries no scope. */
    public InetAddress source() {
        return Objects.requireNonNull(source, "nothing received yet");
    }

    /** Whom it was sent to: a group or one of our addresses. */
    public InetAddress destination() {
        return Objects.requireNonNull(destination, "nothing received yet");
    }

    /** The interface the packet came by. */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    @Override
    public int fd() {
        return descriptor.number();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
