package holdfast.agent.lvs;

import holdfast.linux.Errno;
import holdfast.linux.IpvsConnection;
import holdfast.linux.IpvsSyncMessage;
import holdfast.linux.IpvsSyncMessage.Unlisted;
import holdfast.linux.SendOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Connections become messages of a sync daemon, as long as there is time. */
final class ConnectionTelling {
    /** When the socket's buffer is full. */
    private static final Duration PAUSE = Duration.ofMillis(1);

    /** For these the kernel changes what client and server say to each other, and has to tell by how much itself (ip_vs_ftp). */
    private static final int FTP = 21;

    private final int syncId;
    private final int messageLength;
    private final Function<IpvsConnection, Unlisted> services;
    private final Function<byte[], SendOutcome> wire;
    private final LongSupplier nanosLeft;
    private IpvsSyncMessage message;
    private Optional<Errno> trouble = Optional.empty();
    private boolean isLate;
    private int told;

    /**
     * Nothing told yet.
     *
     * @param syncId 0 to 255
     * @param messageLength most bytes of a message
     * @param services what there is to say beyond the kernel's list
     * @param wire sends a message
     * @param nanosLeft until nobody listens any more
     */
    ConnectionTelling(
            int syncId,
            int messageLength,
            Function<IpvsConnection, Unlisted> services,
            Function<byte[], SendOutcome> wire,
            LongSupplier nanosLeft) {
        this.syncId = syncId;
        this.messageLength = messageLength;
        this.services = services;
        this.wire = wire;
        this.nanosLeft = nanosLeft;
        this.message = new IpvsSyncMessage(syncId, messageLength);
    }

    /** Tells of one. @return whether to go on */
    boolean add(IpvsConnection connection) {
        if (connection.virtualPort() == FTP || !IpvsSyncMessage.canTell(connection)) {
            return true;
        }
        Unlisted more = services.apply(connection);
        if (connection.isTemplate() && more.persistence() == 0) {
            return true; // no template, but a connection whose client's port ip_vs_ftp does not know yet
        }
        if (!message.add(connection, more)) {
            send();
            if (!mayGoOn()) {
                return false;
            }
            message.add(connection, more);
        }
        return true;
    }

    /** Sends what is collected: what comes next can take a while. @return whether to go on */
    boolean flush() {
        if (message.size() > 0 && trouble.isEmpty()) {
            send();
        }
        return mayGoOn();
    }

    private boolean mayGoOn() {
        isLate = isLate || nanosLeft.getAsLong() <= 0;
        return !isLate && trouble.isEmpty();
    }

    private void send() {
        byte[] bytes = message.toByteArray();
        int connections = message.size();
        message = new IpvsSyncMessage(syncId, messageLength);
        SendOutcome outcome = wire.apply(bytes);
        while (outcome instanceof SendOutcome.Refused(Errno errno) && isFull(errno) && nanosLeft.getAsLong() > 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            outcome = wire.apply(bytes);
        }
        if (outcome instanceof SendOutcome.Refused(Errno errno)) {
            trouble = Optional.of(errno);
        } else {
            told += connections;
        }
    }

    private static boolean isFull(Errno errno) {
        return errno.equals(Errno.EAGAIN) || errno.equals(Errno.ENOBUFS);
    }

    /** How many were told. */
    int told() {
        return told;
    }

    /** Why the rest was not told. */
    Optional<Errno> trouble() {
        return trouble;
    }

    /** Whether time ran out. */
    boolean isLate() {
        return isLate;
    }
}
