package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Objects;

/**
 * A UDP socket for what the JDK's channels cannot do (udp(7), ip(7), ipv6(7)): the TTL or hop limit of what is sent and received,
 * marks, and all errors that ICMP reports. Never blocks. For one thread.
 */
public final class UdpSocket implements Pollable, AutoCloseable {
    private static final int SOCK_DGRAM = 2;
    private static final int IPPROTO_UDP = 17;
    private static final int MAX_PAYLOAD = 2_048;
    private static final int CONTROL_ROOM = 128;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final int RECEIVE_BUFFER = 1 << 19;

    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_PRIORITY = 12;
    private static final int SO_MARK = 36;
    private static final int TC_PRIO_CONTROL = 7;
    private static final int INTERNETWORK_CONTROL = 0xC0;
    private static final int SOL_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IP_TTL = 2;
    private static final int IP_RECVERR = 11;
    private static final int IP_RECVTTL = 12;
    private static final int IP_MULTICAST_TTL = 33;
    private static final int IP_MULTICAST_LOOP = 34;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_UNICAST_HOPS = 16;
    private static final int IPV6_MULTICAST_HOPS = 18;
    private static final int IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_RECVERR = 25;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_RECVHOPLIMIT = 51;
    private static final int IPV6_HOPLIMIT = 52;
    private static final int IPV6_TCLASS = 67;

    private final AddressFamily family;
    private final Descriptor descriptor;
    private final Buffers buffers;

    private int hopLimit;
    private int sourcePort;
    private InetAddress source;

    private UdpSocket(AddressFamily family, Descriptor descriptor, Buffers buffers) {
        this.family = family;
        this.descriptor = descriptor;
        this.buffers = buffers;
    }

    /** Memory for sending and receiving, which any number of sockets of one thread can share. */
    public static final class Buffers {
        private final MessageHeader header = new MessageHeader(CONTROL_ROOM);
        private final NativeMemory incoming = new NativeMemory(MAX_PAYLOAD);
        private final NativeMemory outgoing = new NativeMemory(MAX_PAYLOAD);
        private final NativeMemory peer = new NativeMemory(Sockaddr.INET6_SIZE);
        private final SeenAddresses ipv4 = new SeenAddresses(AddressFamily.IPV4);
        private final SeenAddresses ipv6 = new SeenAddresses(AddressFamily.IPV6);

        /** Takes the memory, about 4 KiB; freed when nothing refers to it any more. */
        public Buffers() {
            header.data(incoming.address(), MAX_PAYLOAD);
        }

        private InetAddress source(AddressFamily family) {
            return switch (family) {
                case IPV4 -> ipv4.at(header.buffer(), header.peer() + Sockaddr.INET_ADDRESS);
                case IPV6 -> ipv6.at(header.buffer(), header.peer() + Sockaddr.INET6_ADDRESS);
            };
        }
    }

    /**
     * Opens a socket for a routing protocol, not bound yet: its packets have the precedence of internetwork control, and TTL or
     * hop limit of what it receives is known.
     *
     * @throws LinuxException EMFILE, EAFNOSUPPORT without IPv6
     */
    public static UdpSocket forRouting(AddressFamily family) throws LinuxException {
        UdpSocket socket = open(family, new Buffers());
        try {
            Descriptor descriptor = socket.descriptor;
            descriptor.option(SOL_SOCKET, SO_PRIORITY, TC_PRIO_CONTROL, "SO_PRIORITY");
            switch (family) {
                case IPV4 -> {
                    descriptor.option(SOL_IP, IP_TOS, INTERNETWORK_CONTROL, "IP_TOS");
                    descriptor.option(SOL_IP, IP_RECVTTL, 1, "IP_RECVTTL");
                }
                case IPV6 -> {
                    descriptor.option(SOL_IPV6, IPV6_TCLASS, INTERNETWORK_CONTROL, "IPV6_TCLASS");
                    descriptor.option(SOL_IPV6, IPV6_RECVHOPLIMIT, 1, "IPV6_RECVHOPLIMIT");
                }
            }
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Opens a socket for a question to one server, to be connected: {@link #receive()} throws and {@link #send(byte[])} returns what
     * ICMP reports about the server, also that it cannot be reached (ip(7), IP_RECVERR), which a JDK channel never hears of.
     *
     * @param buffers shared memory
     * @throws LinuxException EMFILE, EAFNOSUPPORT without IPv6
     */
    public static UdpSocket forQuestion(AddressFamily family, Buffers buffers) throws LinuxException {
        UdpSocket socket = open(family, buffers);
        try {
            switch (family) {
                case IPV4 -> socket.descriptor.option(SOL_IP, IP_RECVERR, 1, "IP_RECVERR");
                case IPV6 -> socket.descriptor.option(SOL_IPV6, IPV6_RECVERR, 1, "IPV6_RECVERR");
            }
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Opens a socket that multicasts to others on one link, and does not hear it itself.
     *
     * @param interfaceName the link
     * @param hops TTL or hop limit, 1 to 255
     * @throws LinuxException ENODEV without the interface, EMFILE, EAFNOSUPPORT without IPv6
     */
    public static UdpSocket forMulticast(AddressFamily family, String interfaceName, int hops) throws LinuxException {
        UdpSocket socket = open(family, new Buffers());
        try {
            Descriptor descriptor = socket.descriptor;
            descriptor.bindToDevice(interfaceName);
            switch (family) {
                case IPV4 -> {
                    descriptor.option(SOL_IP, IP_MULTICAST_TTL, hops, "IP_MULTICAST_TTL");
                    descriptor.option(SOL_IP, IP_MULTICAST_LOOP, 0, "IP_MULTICAST_LOOP");
                }
                case IPV6 -> {
                    descriptor.option(SOL_IPV6, IPV6_MULTICAST_HOPS, hops, "IPV6_MULTICAST_HOPS");
                    descriptor.option(SOL_IPV6, IPV6_MULTICAST_LOOP, 0, "IPV6_MULTICAST_LOOP");
                }
            }
            return socket;
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private static UdpSocket open(AddressFamily family, Buffers buffers) throws LinuxException {
        Descriptor descriptor = Descriptor.socket(family.number(), SOCK_DGRAM, IPPROTO_UDP, "UDP socket " + family);
        UdpSocket socket = new UdpSocket(family, descriptor, buffers);
        if (family == AddressFamily.IPV6) {
            try {
                descriptor.option(SOL_IPV6, IPV6_V6ONLY, 1, "IPV6_V6ONLY");
            } catch (LinuxException e) {
                descriptor.close();
                throw e;
            }
        }
        return socket;
    }

    /** Shares its address and port with other sockets that say so, too (socket(7), SO_REUSEADDR). */
    public void share() throws LinuxException {
        descriptor.option(SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR");
    }

    /**
     * Takes an address and a port of this machine.
     *
     * @param address one of ours, or the family's wildcard; a link-local one with its scope
     * @param port 0 to 65535; 0: the kernel chooses
     * @throws LinuxException EADDRINUSE when another socket has it, EADDRNOTAVAIL when the address is not ours, EACCES for
     *     a port below 1024 without CAP_NET_BIND_SERVICE
     */
    public void bind(InetAddress address, int port) throws LinuxException {
        int length = putPeer(address, port);
        Descriptor.check(
                LibC.bind(descriptor.number(), buffers.peer.address(), length),
                "bind",
                "UDP " + address.getHostAddress() + " port " + port);
    }

    /**
     * Chooses the one partner; the kernel drops what others send.
     *
     * @throws LinuxException ENETUNREACH without a route
     */
    public void connect(InetAddress address, int port) throws LinuxException {
        int length = putPeer(address, port);
        Descriptor.check(
                LibC.connect(descriptor.number(), buffers.peer.address(), length),
                "connect",
                "UDP " + address.getHostAddress() + " port " + port);
    }

    /** Sends and receives through one interface only (socket(7), SO_BINDTODEVICE). */
    public void bindToDevice(String interfaceName) throws LinuxException {
        descriptor.bindToDevice(interfaceName);
    }

    /** Marks what is sent, for routing rules and firewalls (socket(7), SO_MARK); 0 to 4294967295. */
    public void mark(long mark) throws LinuxException {
        descriptor.option(SOL_SOCKET, SO_MARK, (int) mark, "SO_MARK");
    }

    private int putPeer(InetAddress address, int port) {
        if (AddressFamily.of(address) != family) {
            throw new IllegalArgumentException("not " + family + ": " + address.getHostAddress());
        }
        int scope = address instanceof Inet6Address six ? six.getScopeId() : 0;
        int length = Sockaddr.putInternet(buffers.peer.buffer(), 0, address, scope);
        Sockaddr.putPort(buffers.peer.buffer(), 0, port);
        return length;
    }

    /** Makes room for packets that wait to be read; a socket that only sends needs none. */
    public void listen(boolean reads) throws LinuxException {
        descriptor.receiveBuffer(reads ? RECEIVE_BUFFER : 0);
    }

    /**
     * Has the kernel drop whatever comes from elsewhere, or from farther away: what is dropped there costs next to nothing. What has come already
     * stays.
     *
     * @param sources hosts, of this socket's family
     * @param leastHopLimit TTL or hop limit, 0 to 255
     * @throws LinuxException ENOMEM, EINVAL for more sources than a filter can have: 1,300 of IPv4, 450 of IPv6, and fewer where
     *     {@code net.core.optmem_max} is small
     */
    public void onlyFrom(Collection<InetAddress> sources, int leastHopLimit) throws LinuxException {
        PacketFilter.attach(descriptor, PacketFilter.sources(family, sources, leastHopLimit));
    }

    /** Takes what comes from anywhere, as at first. */
    public void fromAnywhere() {
        PacketFilter.detach(descriptor);
    }

    /** Sets TTL or hop limit of what is sent, 1 to 255. */
    public void hopLimit(int limit) throws LinuxException {
        switch (family) {
            case IPV4 -> descriptor.option(SOL_IP, IP_TTL, limit, "IP_TTL");
            case IPV6 -> descriptor.option(SOL_IPV6, IPV6_UNICAST_HOPS, limit, "IPV6_UNICAST_HOPS");
        }
    }

    /**
     * Sends one datagram.
     *
     * @param payload at most 2048 bytes
     * @param to the receiver, of this socket's family
     * @param port its port
     */
    public SendOutcome send(byte[] payload, InetAddress to, int port) {
        buffers.outgoing.buffer().put(0, payload);
        int length = putPeer(to, port);
        return SendResults.of(LibC.sendto(
                descriptor.number(),
                buffers.outgoing.address(),
                payload.length,
                MSG_DONTWAIT_NOSIGNAL,
                buffers.peer.address(),
                length));
    }

    /**
     * Sends one datagram to the partner of {@link #connect}.
     *
     * @param payload at most 2048 bytes
     */
    public SendOutcome send(byte[] payload) {
        buffers.outgoing.buffer().put(0, payload);
        return SendResults.of(
                LibC.send(descriptor.number(), buffers.outgoing.address(), payload.length, MSG_DONTWAIT_NOSIGNAL));
    }

    /**
     * Takes the next datagram from the queue; the accessors then speak of it until the next one.
     *
     * @return false when the queue is empty
     * @throws LinuxException when the socket is in trouble; reading may go on
     */
    public boolean receive() throws LinuxException {
        MessageHeader header = buffers.header;
        header.prepareReceive();
        long length = LibC.recvmsg(descriptor.number(), header.address(), MSG_DONTWAIT_NOSIGNAL);
        if (length < 0) {
            int error = LibC.lastError();
            if (error == Errno.EAGAIN.number() || error == Errno.EINTR.number()) {
                return false;
            }
            throw new LinuxException(Errno.of(error), "recvmsg", "UDP socket " + family);
        }
        int control = switch (family) {
            case IPV4 -> header.findControl(SOL_IP, IP_TTL);
            case IPV6 -> header.findControl(SOL_IPV6, IPV6_HOPLIMIT);
        };
        hopLimit = control < 0 ? 0 : header.buffer().getInt(control);
        source = buffers.source(family);
        sourcePort = Sockaddr.port(header.buffer(), header.peer());
        buffers.incoming.buffer().limit((int) length).position(0);
        return true;
    }

    /** The datagram, from position to limit of a buffer that the next {@link #receive()} overwrites; cut after 2048 bytes. */
    public ByteBuffer payload() {
        return buffers.incoming.buffer();
    }

    /** TTL or hop limit it came with, 0 to 255; with {@link #forRouting} only. */
    public int receivedHopLimit() {
        return hopLimit;
    }

    /** Who sent it. An IPv6 address carries no scope. */
    public InetAddress source() {
        return Objects.requireNonNull(source, "nothing received yet");
    }

    /** The port it was sent from. */
    public int sourcePort() {
        return sourcePort;
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
