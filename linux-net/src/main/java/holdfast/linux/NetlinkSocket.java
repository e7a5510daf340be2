package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.nio.ByteBuffer;

/** A netlink socket and one datagram's worth of memory; what both directions share. */
final class NetlinkSocket implements NetlinkTransport {
    static final int MSG_DONTWAIT = 0x40;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int MAX_DATAGRAM = 1 << 16; // the kernel fills 32 KiB at most (net/netlink/af_netlink.c)
    private static final int POLLIN = 1;

    /** Enough for the renewal of an address; one that is longer gets more. */
    private static final int FIRST_REQUEST = 256;

    /** Which part of the kernel is at the other end (linux/netlink.h). */
    enum Protocol {
        /** Links, addresses, routes: rtnetlink(7). */
        ROUTE(0, "route netlink socket"),
        /** Families found by name, such as IPVS. */
        GENERIC(16, "generic netlink socket");

        private final int number;
        private final String words;

        Protocol(int number, String words) {
            this.number = number;
            this.words = words;
        }

        /** For messages. */
        String words() {
            return words;
        }
    }

    private final Protocol protocol;
    private final Descriptor descriptor;
    private final NativeMemory incoming = new NativeMemory(MAX_DATAGRAM);
    private NativeMemory outgoing = new NativeMemory(FIRST_REQUEST);
    private final NativeMemory pollEntry = new NativeMemory(8);

    private NetlinkSocket(Protocol protocol, Descriptor descriptor) {
        this.protocol = protocol;
        this.descriptor = descriptor;
        pollEntry.buffer().putInt(0, descriptor.number()).putShort(4, (short) POLLIN);
    }

    /** Opens and binds one with room for {@code receiveBytes} of unread messages. */
    static NetlinkSocket open(Protocol protocol, int receiveBytes) throws LinuxException {
        Descriptor descriptor = Descriptor.socket(AF_NETLINK, SOCK_RAW, protocol.number, protocol.words);
        try {
            descriptor.receiveBuffer(receiveBytes);
            descriptor.optionIfKnown(SOL_NETLINK, NETLINK_CAP_ACK, 1); // Linux 4.3
            descriptor.optionIfKnown(SOL_NETLINK, NETLINK_EXT_ACK, 1); // Linux 4.12
            NativeMemory address = new NativeMemory(Sockaddr.NETLINK_SIZE);
            Sockaddr.putNetlink(address.buffer());
            int result = LibC.bind(descriptor.number(), address.address(), Sockaddr.NETLINK_SIZE);
            address.keep();
            Descriptor.check(result, "bind", protocol.words);
            return new NetlinkSocket(protocol, descriptor);
        } catch (LinuxException e) {
            descriptor.close();
            throw e;
        }
    }

    @Override
    public String words() {
        return protocol.words;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public ByteBuffer incoming() {
        return incoming.buffer();
    }

    @Override
    public void send(NetlinkWriter messages) throws LinuxException {
        if (messages.size() > outgoing.size()) {
            outgoing = new NativeMemory(Math.max(messages.size(), 2 * outgoing.size()));
        }
        messages.copyTo(outgoing.buffer());
        long result = LibC.send(descriptor.number(), outgoing.address(), messages.size(), 0);
        Descriptor.check(result, "send", protocol.words);
    }

    @Override
    public int read() {
        long length = LibC.recv(descriptor.number(), incoming.address(), MAX_DATAGRAM, MSG_DONTWAIT);
        return length >= 0 ? (int) length : -LibC.lastError();
    }

    @Override
    public boolean awaitReadable(long deadlineNanos) {
        while (true) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            int millis = (int) Math.min((left + 999_999) / 1_000_000, 1_000);
            if (LibC.poll(pollEntry.address(), 1, millis) > 0) {
                return true;
            }
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
