package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;

/**
 * Writes to the local system log, RFC 3164 style, as syslog(3) does: a datagram to {@code /dev/log}.
 *
 * <p>Never waits and never writes anywhere else: when the log daemon is away or slow the line is dropped and counted, and the
 * next line tries to connect again. For any thread.
 */
public final class SystemLogSocket implements AutoCloseable {
    /** Where the system log listens. */
    public static final Path DEV_LOG = Path.of("/dev/log");

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final int SOCKADDR_UN_PATH = 108;
    private static final int MAX_LINE = 8192;
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final Path path;
    private final int facility;
    private final String tag;
    private final NativeMemory line = new NativeMemory(MAX_LINE);
    private Descriptor connection;
    private long dropped;
    private boolean closed;

    /**
     * Prepares a writer; it connects with the first line.
     *
     * @param path the socket, normally {@link #DEV_LOG}
     * @param facility 0 to 23: 3 is daemon, 16 to 23 are local0 to local7
     * @param identity what comes before the colon: {@code Keepalived_vrrp[1234]}
     */
    public SystemLogSocket(Path path, int facility, String identity) {
        if (facility < 0 || facility > 23) {
            throw new IllegalArgumentException("no such facility: " + facility);
        }
        if (path.toString().getBytes(StandardCharsets.UTF_8).length >= SOCKADDR_UN_PATH) {
            throw new IllegalArgumentException("too long for a socket: " + path);
        }
        this.path = path;
        this.facility = facility;
        this.tag = identity;
    }

    /**
     * Writes a line, or drops it.
     *
     * @param severity 0 (emergency) to 7 (debug): 3 error, 4 warning, 5 notice, 6 informational
     * @param at the time it bears, local
     * @param message one line
     * @return whether the log daemon's socket took it
     */
    public synchronized boolean write(int severity, LocalDateTime at, String message) {
        byte[] bytes = format(severity, at, message).getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MAX_LINE);
        line.buffer().put(0, bytes, 0, length);
        boolean sent = !closed && (sendConnected(length) || (connect() && sendConnected(length)));
        if (!sent) {
            dropped++;
        }
        return sent;
    }

    /** How many lines were dropped so far. */
    public synchronized long dropped() {
        return dropped;
    }

    /**
     * RFC 3164, 4.1: priority, time stamp, tag; a local line bears no host name. By hand, because the formatters of {@code java.time} load
     * a locale's data first, which takes as long as all else that a first line needs.
     */
    String format(int severity, LocalDateTime at, String message) {
        StringBuilder text = new StringBuilder(64 + message.length());
        text.append('<').append(facility * 8 + severity).append('>');
        text.append(MONTHS[at.getMonthValue() - 1]).append(' ');
        padded(text, at.getDayOfMonth(), ' ').append(' ');
        padded(text, at.getHour(), '0').append(':');
        padded(text, at.getMinute(), '0').append(':');
        padded(text, at.getSecond(), '0').append(' ');
        return text.append(tag).append(": ").append(message).toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, char pad) {
        return (number < 10 ? text.append(pad) : text).append(number);
    }

    private boolean sendConnected(int length) {
        if (connection == null) {
            return false;
        }
        if (LibC.send(connection.number(), line.address(), length, MSG_DONTWAIT_NOSIGNAL) >= 0) {
            return true;
        }
        if (LibC.lastError() != Errno.EAGAIN.number()) {
            disconnect(); // the daemon behind the socket has gone; a full queue (EAGAIN) is no reason to reconnect
        }
        return false;
    }

    private boolean connect() {
        if (connection != null) {
            return false;
        }
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        NativeMemory address = new NativeMemory(2 + SOCKADDR_UN_PATH);
        address.buffer().putShort(0, (short) AF_UNIX).put(2, name);
        try {
            connection = Descriptor.socket(AF_UNIX, SOCK_DGRAM, 0, "system log " + path);
            int result = LibC.connect(connection.number(), address.address(), 2 + name.length + 1);
            address.keep();
            Descriptor.check(result, "connect", path.toString());
            return true;
        } catch (LinuxException e) {
            disconnect(); // no log daemon: the caller learns it from the result
            return false;
        }
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }
}
