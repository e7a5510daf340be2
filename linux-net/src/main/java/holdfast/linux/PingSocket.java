package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * ICMP echo with the kernel's own receive times, for measuring outages (RFC 792; RFC 4443, 4.1).
 *
 * <p>The socket belongs to the network namespace of the thread that opened it; sending and receiving may each have a thread.
 */
public final class PingSocket implements Pollable, AutoCloseable {
    private static final int SOCK_RAW = 3;
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int SOL_SOCKET = 1;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int SO_MARK = 36;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final int POLLIN = 1;
    private static final int RECEIVE_BUFFER = 1 << 20;
    private static final int ECHO_SIZE = 16;
    private static final int MAX_PACKET = 2048;

    /** Packets looked at in one go: a flood of them must not hold its reader for ever. */
    private static final int READ_BATCH = 256;

    private final AddressFamily family;
    private final int identifier;
    private final InetAddress target;
    private final Descriptor descriptor;
    private final NativeMemory echo = new NativeMemory(ECHO_SIZE);
    private final NativeMemory destination = new NativeMemory(Sockaddr.INET6_SIZE);
    private final int destinationLength;
    private final MessageHeader header = new MessageHeader(128);
    private final NativeMemory packet = new NativeMemory(MAX_PACKET);
    private final NativeMemory pollEntry = new NativeMemory(8);

    /**
     * An answer.
     *
     * @param sequence which request it answers, 0 to 65535
     * @param receivedAt when the kernel took it from the interface, by the wall clock
     */
    public record Reply(int sequence, Instant receivedAt) {}

    private PingSocket(InetAddress target, int scope, int identifier, Descriptor descriptor) {
        this.target = target;
        this.family = AddressFamily.of(target);
        this.identifier = identifier;
        this.descriptor = descriptor;
        destinationLength = Sockaddr.putInternet(destination.buffer(), 0, target, scope);
        header.data(packet.address(), MAX_PACKET);
        echo.buffer().order(ByteOrder.BIG_ENDIAN);
        pollEntry.buffer().putInt(0, descriptor.number()).putShort(4, (short) POLLIN);
    }

    /**
     * Opens a socket for one target.
     *
     * @param target whom to ask
     * @param interfaceIndex the interface for a link-local IPv6 target, else 0
     * @param identifier 0 to 65535, tells this socket's answers from those of other pings
     * @throws LinuxException EPERM without CAP_NET_RAW
     */
    public static PingSocket open(InetAddress target, int interfaceIndex, int identifier) throws LinuxException {
        AddressFamily family = AddressFamily.of(target);
        int protocol = switch (family) {
            case IPV4 -> IPPROTO_ICMP;
            case IPV6 -> IPPROTO_ICMPV6;
        };
        Descriptor descriptor =
                Descriptor.socket(family.number(), SOCK_RAW, protocol, "ping socket to " + target.getHostAddress());
        try {
            descriptor.receiveBuffer(RECEIVE_BUFFER);
            descriptor.option(SOL_SOCKET, SO_TIMESTAMPNS, 1, "SO_TIMESTAMPNS");
            return new PingSocket(target, interfaceIndex, identifier & 0xFFFF, descriptor);
        } catch (LinuxException e) {
            descriptor.close();
            throw e;
        }
    }

    /** Takes a source address of this machine. */
    public void bind(InetAddress source, int scope) throws LinuxException {
        NativeMemory address = new NativeMemory(Sockaddr.INET6_SIZE);
        int length = Sockaddr.putInternet(address.buffer(), 0, source, scope);
        int result = LibC.bind(descriptor.number(), address.address(), length);
        address.keep();
        Descriptor.check(result, "bind", "ping " + source.getHostAddress());
    }

    /** Sends and receives through one interface only (socket(7), SO_BINDTODEVICE). */
    public void bindToDevice(String interfaceName) throws LinuxException {
        descriptor.bindToDevice(interfaceName);
    }

    /** Marks what is sent, for routing rules and firewalls (socket(7), SO_MARK); 0 to 4294967295. */
    public void mark(long mark) throws LinuxException {
        descriptor.option(SOL_SOCKET, SO_MARK, (int) mark, "SO_MARK");
    }

    /** Hears nothing but what the target sends: other pings of this machine cost nothing. */
    public void connect() throws LinuxException {
        Descriptor.check(
                LibC.connect(descriptor.number(), destination.address(), destinationLength),
                "connect",
                "ping " + target.getHostAddress());
    }

    /**
     * Sends one echo request.
     *
     * @param sequence 0 to 65535, comes back in the answer
     */
    public SendOutcome send(int sequence) {
        ByteBuffer bytes = echo.buffer();
        bytes.put(0, (byte) (family == AddressFamily.IPV4 ? 8 : 128)).put(1, (byte) 0);
        bytes.putShort(2, (short) 0);
        bytes.putShort(4, (short) identifier).putShort(6, (short) sequence);
        if (family == AddressFamily.IPV4) { // the kernel computes ICMPv6's, whose sum covers the addresses
            bytes.putShort(2, checksum(bytes));
        }
        return SendResults.of(LibC.sendto(
                descriptor.number(),
                echo.address(),
                ECHO_SIZE,
                MSG_DONTWAIT_NOSIGNAL,
                destination.address(),
                destinationLength));
    }

    private static short checksum(ByteBuffer bytes) {
        int sum = 0;
        for (int i = 0; i < ECHO_SIZE; i += 2) {
            sum += bytes.getShort(i) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return (short) ~(sum + (sum >>> 16));
    }

    /**
     * Waits for the next answer to this socket's requests; everything else that arrives is passed over.
     *
     * @param timeout the longest wait, rounded up to a millisecond; zero only looks
     * @return empty when none came in time
     * @throws LinuxException when the socket is in trouble
     */
    public Optional<Reply> receive(Duration timeout) throws LinuxException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Optional<Reply> reply = readQueued();
            if (reply.isPresent()) {
                return reply;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            LibC.poll(pollEntry.address(), 1, (int) Math.min((left + 999_999) / 1_000_000, 1_000));
        }
    }

    private Optional<Reply> readQueued() throws LinuxException {
        for (int i = 0; i < READ_BATCH; i++) {
            header.prepareReceive();
            long length = LibC.recvmsg(descriptor.number(), header.address(), MSG_DONTWAIT_NOSIGNAL);
            if (length < 0) {
                int error = LibC.lastError();
                if (error == Errno.EAGAIN.number() || error == Errno.EINTR.number()) {
                    return Optional.empty();
                }
                throw new LinuxException(Errno.of(error), "recvmsg", "ping socket to " + target.getHostAddress());
            }
            Optional<Reply> reply = parse((int) length);
            if (reply.isPresent()) {
                return reply;
            }
        }
        return Optional.empty();
    }

    private Optional<Reply> parse(int length) {
        ByteBuffer bytes = packet.buffer();
        int start = family == AddressFamily.IPV4 ? (bytes.get(0) & 0x0F) * 4 : 0;
        int replyType = family == AddressFamily.IPV4 ? 0 : 129;
        if (length < start + 8 || (bytes.get(start) & 0xFF) != replyType || word(bytes, start + 4) != identifier) {
            return Optional.empty();
        }
        int stamp = header.findControl(SOL_SOCKET, SO_TIMESTAMPNS);
        Instant at = stamp < 0
                ? Instant.now()
                : Instant.ofEpochSecond(
                        header.buffer().getLong(stamp), header.buffer().getLong(stamp + 8));
        return Optional.of(new Reply(word(bytes, start + 6), at));
    }

    private static int word(ByteBuffer bytes, int offset) {
        return (bytes.get(offset) & 0xFF) << 8 | (bytes.get(offset + 1) & 0xFF);
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
