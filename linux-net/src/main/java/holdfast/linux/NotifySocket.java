package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The way to the service manager that started this process: sd_notify(3), datagrams of {@code NAME=VALUE} lines to the socket that the
 * environment variable {@code NOTIFY_SOCKET} names. Never waits. For any thread.
 */
public final class NotifySocket implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final int SOCKADDR_UN_PATH = 108;
    private static final int LONGEST = 4096;

    private final Descriptor socket;
    private final NativeMemory address = new NativeMemory(2 + SOCKADDR_UN_PATH);
    private final int addressLength;
    private final NativeMemory message = new NativeMemory(LONGEST);
    private boolean closed;

    private NotifySocket(Descriptor socket, byte[] name) {
        this.socket = socket;
        this.addressLength = 2 + name.length;
        address.buffer().putShort(0, (short) AF_UNIX).put(2, name);
    }

    /**
     * Opens a socket; nothing is sent yet.
     *
     * @param name an absolute path, or {@code @} and the rest of an abstract name (unix(7))
     * @throws LinuxException when the kernel gives no socket
     * @throws IllegalArgumentException when the name is neither
     */
    public static NotifySocket open(String name) throws LinuxException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 2 || bytes.length >= SOCKADDR_UN_PATH || (bytes[0] != '/' && bytes[0] != '@')) {
            throw new IllegalArgumentException("not the name of a socket: '" + name + "'");
        }
        if (bytes[0] == '@') {
            bytes[0] = 0;
        }
        return new NotifySocket(Descriptor.socket(AF_UNIX, SOCK_DGRAM, 0, "service manager " + name), bytes);
    }

    /**
     * Sends one message.
     *
     * @param lines such as {@code READY=1}, with a line end between two of them; what is longer than 4096 bytes is cut off
     * @return whether the service manager's socket took it; there is nothing to do about it if not
     */
    public synchronized boolean send(String lines) {
        if (closed) {
            return false;
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines);
        int length = Math.min(bytes.remaining(), LONGEST);
        message.buffer().put(0, bytes, bytes.position(), length);
        long sent = LibC.sendto(
                socket.number(), message.address(), length, MSG_DONTWAIT_NOSIGNAL, address.address(), addressLength);
        return sent == length;
    }

    @Override
    public synchronized void close() {
        closed = true;
        socket.close();
    }
}
