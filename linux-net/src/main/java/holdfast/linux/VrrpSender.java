package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Sends IP protocol 112 out of one interface: TTL or hop limit 255 or another, precedence "internetwork control" (0xC0),
 * never looped back to this host (RFC 9568, 5.1).
 *
 * <p>Everything that stays the same between two adverts is laid out once in a {@link Flow}; sending one allocates nothing.
 * Message checksums are the caller's: the kernel computes none, for neither family.
 */
public final class VrrpSender implements AutoCloseable {
    private static final int SOCK_RAW = 3;
    private static final int IPPROTO_VRRP = 112;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PRIORITY = 12;
    private static final int TC_PRIO_CONTROL = 7;
    private static final int INTERNETWORK_CONTROL = 0xC0;

    private static final int SOL_IP = 0;
    private static final int IP_HDRINCL = 3;
    private static final int IP_MULTICAST_IF = 32;
    private static final int IP_MULTICAST_LOOP = 34;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_MULTICAST_IF = 17;
    private static final int IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_TCLASS = 67;
    private static final int IPV6_FREEBIND = 78;
    private static final int IPV6_PKTINFO = 50;
    private static final int IPV6_HOPLIMIT = 52;

    /** The longest message: what fits an IPv4 packet after its header. */
    public static final int MAX_PAYLOAD = 65_535 - 20;

    private static final String MACVLAN = "macvlan";
    private static final int IP4_HEADER = 20;
    private static final int IP4_IDENTIFICATION = 4;

    private final AddressFamily family;
    private final int interfaceIndex;
    private final Descriptor descriptor;
    private int identification;

    private VrrpSender(AddressFamily family, int interfaceIndex, Descriptor descriptor) {
        this.family = family;
        this.interfaceIndex = interfaceIndex;
        this.descriptor = descriptor;
    }

    /**
     * Opens a sender bound to an interface.
     *
     * @param family which IP
     * @param link where adverts leave: the configured interface, or the virtual MAC interface on top of it
     * @throws LinuxException EPERM without CAP_NET_RAW, ENODEV when the interface has gone
     */
    public static VrrpSender open(AddressFamily family, InterfaceInfo link) throws LinuxException {
        Descriptor descriptor = Descriptor.socket(
                family.number(), SOCK_RAW, IPPROTO_VRRP, "VRRP sender " + family + " on " + link.name());
        try {
            descriptor.bindToDevice(link.name());
            configure(descriptor, family, link.index());
            if (family == AddressFamily.IPV6 && link.kind().equals(MACVLAN)) {
                allowForeignSource(descriptor);
            }
            return new VrrpSender(family, link.index(), descriptor);
        } catch (LinuxException e) {
            descriptor.close();
            throw e;
        }
    }

    /**
     * A virtual MAC interface has no link-local address of its own: its adverts carry that of the interface under it, which
     * the kernel would otherwise refuse with EINVAL (net/ipv6/datagram.c). Elsewhere that refusal is wanted: a source that is
     * still being checked for duplicates must not be used (RFC 4862, 5.4). Linux has had the option since 4.15; an older one
     * goes on refusing.
     */
    private static void allowForeignSource(Descriptor descriptor) {
        descriptor.optionIfKnown(SOL_IPV6, IPV6_FREEBIND, 1);
    }

    /**
     * Opens a sender of unicast only, which leaves by whatever interface the routing table says.
     *
     * @param family which IP
     * @throws LinuxException EPERM without CAP_NET_RAW
     */
    public static VrrpSender openUnbound(AddressFamily family) throws LinuxException {
        Descriptor descriptor =
                Descriptor.socket(family.number(), SOCK_RAW, IPPROTO_VRRP, "VRRP sender " + family + " on any");
        try {
            configure(descriptor, family, 0);
            return new VrrpSender(family, 0, descriptor);
        } catch (LinuxException e) {
            descriptor.close();
            throw e;
        }
    }

    private static void configure(Descriptor descriptor, AddressFamily family, int index) throws LinuxException {
        descriptor.option(SOL_SOCKET, SO_PRIORITY, TC_PRIO_CONTROL, "SO_PRIORITY");
        // Nothing is ever read from this socket: the least the kernel allows keeps stray packets from piling up.
        descriptor.receiveBuffer(0);
        switch (family) {
            case IPV4 -> {
                descriptor.option(SOL_IP, IP_HDRINCL, 1, "IP_HDRINCL");
                descriptor.option(SOL_IP, IP_MULTICAST_LOOP, 0, "IP_MULTICAST_LOOP");
                if (index != 0) {
                    NativeMemory request = new NativeMemory(12); // struct ip_mreqn: group, local address, interface
                    request.buffer().putInt(8, index);
                    descriptor.option(SOL_IP, IP_MULTICAST_IF, request, 12, "IP_MULTICAST_IF");
                }
            }
            case IPV6 -> {
                descriptor.option(SOL_IPV6, IPV6_TCLASS, INTERNETWORK_CONTROL, "IPV6_TCLASS");
                descriptor.option(SOL_IPV6, IPV6_MULTICAST_LOOP, 0, "IPV6_MULTICAST_LOOP");
                if (index != 0) {
                    descriptor.option(SOL_IPV6, IPV6_MULTICAST_IF, index, "IPV6_MULTICAST_IF");
                }
            }
        }
    }

    /**
     * Lays out the constant part of packets from {@code source} to {@code destination}; keep it as long as both stay.
     *
     * @param source the sender's address in the packet: the interface's primary address or its link-local one; on a virtual
     *     MAC interface that of the interface under it
     * @param destination the group or the unicast peer
     * @param hopLimit TTL or hop limit, 1 to 255; 255 for multicast
     */
    public Flow flow(InetAddress source, InetAddress destination, int hopLimit) {
        if (AddressFamily.of(source) != family || AddressFamily.of(destination) != family) {
            throw new IllegalArgumentException(
                    "not " + family + ": " + source.getHostAddress() + " to " + destination.getHostAddress());
        }
        if (hopLimit < 1 || hopLimit > 255) {
            throw new IllegalArgumentException("hop limit " + hopLimit);
        }
        return switch (family) {
            case IPV4 -> ipv4Flow(source, destination, hopLimit);
            case IPV6 -> ipv6Flow(source, destination, hopLimit);
        };
    }

    private static Flow ipv4Flow(InetAddress source, InetAddress destination, int hopLimit) {
        MessageHeader message = new MessageHeader(0);
        message.prepareSend(Sockaddr.putInternet(message.buffer(), message.peer(), destination, 0), 0);
        NativeMemory packet = new NativeMemory(IP4_HEADER + 512);
        putIpv4Header(packet.buffer(), source, destination, hopLimit);
        return new Flow(source, destination, hopLimit, message, packet, IP4_HEADER);
    }

    /** RFC 791, 3.1; the kernel fills in total length and checksum (raw(7)). */
    private static void putIpv4Header(ByteBuffer header, InetAddress source, InetAddress destination, int hopLimit) {
        header.put(0, (byte) 0x45);
        header.put(1, (byte) INTERNETWORK_CONTROL);
        header.put(8, (byte) hopLimit);
        header.put(9, (byte) IPPROTO_VRRP);
        header.put(12, source.getAddress());
        header.put(16, destination.getAddress());
    }

    private Flow ipv6Flow(InetAddress source, InetAddress destination, int hopLimit) {
        int infoLength = 20; // struct in6_pktinfo: address, interface
        int control = MessageHeader.controlSpace(infoLength) + MessageHeader.controlSpace(Integer.BYTES);
        MessageHeader message = new MessageHeader(control);
        int info = message.putControl(0, SOL_IPV6, IPV6_PKTINFO, infoLength);
        message.buffer().put(info, source.getAddress()).putInt(info + 16, interfaceIndex);
        int hops = message.putControl(MessageHeader.controlSpace(infoLength), SOL_IPV6, IPV6_HOPLIMIT, Integer.BYTES);
        message.buffer().putInt(hops, hopLimit);
        int scope = destination.isLinkLocalAddress() || destination.isMulticastAddress() ? interfaceIndex : 0;
        message.prepareSend(Sockaddr.putInternet(message.buffer(), message.peer(), destination, scope), control);
        return new Flow(source, destination, hopLimit, message, new NativeMemory(512), 0);
    }

    /**
     * Sends one message.
     *
     * @param flow between whom, from {@link #flow}
     * @param payload the whole VRRP message from position to limit, checksum included; its position is left alone
     * @return taken by the kernel, or refused and why
     */
    public SendOutcome send(Flow flow, ByteBuffer payload) {
        int length = payload.remaining();
        if (length > MAX_PAYLOAD) {
            return new SendOutcome.Refused(Errno.EMSGSIZE);
        }
        ByteBuffer packet = flow.roomFor(length);
        if (family == AddressFamily.IPV4) {
            identification = identification % 0xFFFF + 1; // never 0, which would let the kernel choose
            packet.put(IP4_IDENTIFICATION, (byte) (identification >>> 8));
            packet.put(IP4_IDENTIFICATION + 1, (byte) identification);
        }
        packet.put(flow.payloadOffset, payload, payload.position(), length);
        return SendResults.of(LibC.sendmsg(descriptor.number(), flow.message.address(), MSG_DONTWAIT_NOSIGNAL));
    }

    @Override
    public void close() {
        descriptor.close();
    }

    /** Source, destination and the laid-out headers of one direction; belongs to the sender that made it. */
    public static final class Flow {
        private final InetAddress source;
        private final InetAddress destination;
        private final int hopLimit;
        private final MessageHeader message;
        private final int payloadOffset;
        private NativeMemory packet;

        private Flow(
                InetAddress source,
                InetAddress destination,
                int hopLimit,
                MessageHeader message,
                NativeMemory packet,
                int payloadOffset) {
            this.source = source;
            this.destination = destination;
            this.hopLimit = hopLimit;
            this.message = message;
            this.packet = packet;
            this.payloadOffset = payloadOffset;
        }

        /** The sender's address in the packet. */
        public InetAddress source() {
            return source;
        }

        /** The group or the peer. */
        public InetAddress destination() {
            return destination;
        }

        /** TTL or hop limit. */
        public int hopLimit() {
            return hopLimit;
        }

        private ByteBuffer roomFor(int payloadLength) {
            int total = payloadOffset + payloadLength;
            if (total > packet.size()) {
                NativeMemory bigger = new NativeMemory(total);
                bigger.buffer().put(0, packet.buffer(), 0, payloadOffset);
                packet = bigger;
            }
            message.data(packet.address(), total);
            return packet.buffer();
        }
    }
}
