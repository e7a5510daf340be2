package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Listens to the frames of one interface (packet(7)), before any firewall has seen them and including those this machine sends. Needs no
 * libpcap. A filter in the kernel lets nothing through but what is asked for, so a busy interface costs nothing.
 *
 * <p>The interface takes in frames to every multicast group meanwhile, but not those to other machines. Frames with a VLAN tag are passed
 * over: they belong to the VLAN's own interface.
 */
public final class PacketReceiver implements Pollable, AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int ETH_P_ALL = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_ADD_MEMBERSHIP = 1;
    private static final int PACKET_MR_ALLMULTI = 2;
    private static final int PACKET_OUTGOING = 4;
    private static final int PACKET_TYPE_OFFSET = 10;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int POLLIN = 1;
    private static final int MAX_FRAME = 2048;
    private static final int RECEIVE_BUFFER = 1 << 20;

    /** What to listen to. */
    public enum Kind {
        /** VRRP over IPv4 and IPv6, and IPv4 packets with an authentication header (protocol 51), which old VRRP uses. */
        VRRP,
        /** ARP, and neighbour advertisements of IPv6. */
        NEIGHBOURS
    }

    /**
     * A frame.
     *
     * @param bytes from the destination address on, 2048 at most; read-only
     * @param outgoing whether this machine sent it
     * @param at when the kernel saw it, by the wall clock
     */
    public record Frame(ByteBuffer bytes, boolean outgoing, Instant at) {}

    private final Descriptor descriptor;
    private final MessageHeader header = new MessageHeader(128);
    private final NativeMemory data = new NativeMemory(MAX_FRAME);
    private final NativeMemory pollEntry = new NativeMemory(8);

    private PacketReceiver(Descriptor descriptor) {
        this.descriptor = descriptor;
        header.data(data.address(), MAX_FRAME);
        pollEntry.buffer().putInt(0, descriptor.number()).putShort(4, (short) POLLIN);
    }

    /**
     * Begins to listen.
     *
     * @param interfaceIndex where
     * @param kind to what
     * @throws LinuxException EPERM without CAP_NET_RAW, ENODEV, ENETDOWN when the interface is switched off
     */
    public static PacketReceiver open(int interfaceIndex, Kind kind) throws LinuxException {
        String name = "packet receiver on interface " + interfaceIndex;
        // Protocol 0 hears nothing until it is bound: nothing comes in before the filter is there.
        Descriptor descriptor = Descriptor.socket(AF_PACKET, SOCK_RAW, 0, name);
        try {
            PacketFilter.attach(
                    descriptor,
                    switch (kind) {
                        case VRRP -> PacketFilter.VRRP;
                        case NEIGHBOURS -> PacketFilter.NEIGHBOURS;
                    });
            descriptor.receiveBuffer(RECEIVE_BUFFER);
            descriptor.option(SOL_SOCKET, SO_TIMESTAMPNS, 1, "SO_TIMESTAMPNS");
            NativeMemory request = new NativeMemory(16); // struct packet_mreq: index, kind, length, address
            request.buffer().putInt(0, interfaceIndex).putShort(4, (short) PACKET_MR_ALLMULTI);
            descriptor.option(SOL_PACKET, PACKET_ADD_MEMBERSHIP, request, 16, "PACKET_ADD_MEMBERSHIP");
            NativeMemory address = new NativeMemory(Sockaddr.LINK_LAYER_SIZE);
            Sockaddr.putLinkLayer(address.buffer(), interfaceIndex, ETH_P_ALL);
            int result = LibC.bind(descriptor.number(), address.address(), Sockaddr.LINK_LAYER_SIZE);
            address.keep();
            Descriptor.check(result, "bind", name);
            return new PacketReceiver(descriptor);
        } catch (LinuxException e) {
            descriptor.close();
            throw e;
        }
    }

    /**
     * Waits for the next frame.
     *
     * @param timeout the longest wait, rounded up to a millisecond, a second at most; zero only looks
     * @return empty when none came in time
     * @throws LinuxException when the socket is in trouble: ENETDOWN when the interface is switched off meanwhile
     */
    public Optional<Frame> receive(Duration timeout) throws LinuxException {
        Optional<Frame> frame = read();
        if (frame.isPresent() || timeout.isZero() || timeout.isNegative()) {
            return frame;
        }
        LibC.poll(pollEntry.address(), 1, (int) Math.min((timeout.toNanos() + 999_999) / 1_000_000, 1_000));
        return read();
    }

    private Optional<Frame> read() throws LinuxException {
        header.prepareReceive();
        long length = LibC.recvmsg(descriptor.number(), header.address(), MSG_DONTWAIT);
        if (length < 0) {
            int error = LibC.lastError();
            if (error == Errno.EAGAIN.number() || error == Errno.EINTR.number()) {
                return Optional.empty();
            }
            throw new LinuxException(Errno.of(error), "recvmsg", "packet receiver");
        }
        byte[] bytes = new byte[(int) length];
        data.buffer().get(0, bytes);
        ByteBuffer area = header.buffer();
        boolean outgoing = (area.get(header.peer() + PACKET_TYPE_OFFSET) & 0xFF) == PACKET_OUTGOING;
        int stamp = header.findControl(SOL_SOCKET, SO_TIMESTAMPNS);
        Instant at = stamp < 0
                ? Instant.now()
                : Instant.ofEpochSecond(area.getLong(stamp), area.getLong(stamp + Long.BYTES));
        return Optional.of(new Frame(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), outgoing, at));
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
