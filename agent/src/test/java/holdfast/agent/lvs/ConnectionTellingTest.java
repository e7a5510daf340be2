package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.Errno;
import holdfast.linux.IpvsConnection;
import holdfast.linux.IpvsConnection.Transport;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsSyncMessage.Unlisted;
import holdfast.linux.SendOutcome;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionTellingTest {
    private static final int HEADER = 8;
    private static final int IPV4 = 36;
    private static final int THREE = HEADER + 3 * IPV4;

    private final List<byte[]> sent = new ArrayList<>();
    private final Deque<SendOutcome> outcomes = new ArrayDeque<>();
    private long nanosLeft = 1;
    private Unlisted unlisted = Unlisted.PLAIN;
    private final ConnectionTelling telling =
            new ConnectionTelling(7, THREE, _ -> unlisted, this::send, () -> nanosLeft);

    private SendOutcome send(byte[] message) {
        SendOutcome outcome = outcomes.isEmpty() ? new SendOutcome.Sent() : outcomes.remove();
        if (outcome instanceof SendOutcome.Sent) {
            sent.add(message);
        } else {
            nanosLeft--;
        }
        return outcome;
    }

    private static IpvsConnection connection(int virtualPort) {
        return connection(40001, virtualPort, "ESTABLISHED");
    }

    private static IpvsConnection connection(int clientPort, int virtualPort, String state) {
        return new IpvsConnection(
                Transport.TCP,
                InetAddress.ofLiteral("192.0.2.50"),
                clientPort,
                InetAddress.ofLiteral("192.0.2.1"),
                virtualPort,
                InetAddress.ofLiteral("10.0.1.2"),
                80,
                state,
                900);
    }

    private boolean add(int count) {
        boolean more = true;
        for (int i = 0; more && i < count; i++) {
            more = telling.add(connection(80));
        }
        return more;
    }

    private List<Integer> lengths() {
        return sent.stream().map(message -> message.length).toList();
    }

    @Test
    void fillsMessages() {
        assertTrue(add(7));
        telling.flush();
        telling.flush();
        assertEquals(List.of(THREE, THREE, HEADER + IPV4), lengths());
        assertEquals(7, telling.told());
    }

    @Test
    void sendsNothingWithoutConnections() {
        assertTrue(telling.flush());
        assertEquals(List.of(), lengths());
    }

    /** A long table that has nothing to be told takes its time as well. */
    @Test
    void endsInTimeWithNothingToTell() {
        nanosLeft = 0;
        assertFalse(telling.flush());
        assertTrue(telling.isLate());
    }

    @Test
    void leavesFtpToTheKernel() {
        assertTrue(telling.add(connection(21)));
        telling.flush();
        assertEquals(List.of(), lengths());
    }

    /** ip_vs_ftp makes connections without a client port, too. */
    @Test
    void tellsOfTemplatesOnlyWherePersistenceIsConfigured() {
        assertTrue(telling.add(connection(0, 80, "NONE")));
        telling.flush();
        assertEquals(List.of(), lengths());
        unlisted = new Unlisted(0, new IpvsForwarding.Masquerade(), 360);
        assertTrue(telling.add(connection(0, 80, "NONE")));
        telling.flush();
        assertEquals(List.of(HEADER + IPV4), lengths());
    }

    @Test
    void waitsForASocketThatIsFull() {
        nanosLeft = 3;
        outcomes.add(new SendOutcome.Refused(Errno.EAGAIN));
        outcomes.add(new SendOutcome.Refused(Errno.ENOBUFS));
        assertTrue(add(3));
        telling.flush();
        assertEquals(List.of(THREE), lengths());
        assertFalse(telling.isLate());
    }

    @Test
    void endsInTime() {
        nanosLeft = 0;
        assertFalse(add(10));
        telling.flush();
        assertTrue(telling.isLate());
        assertEquals(List.of(THREE), lengths());
    }

    @Test
    void saysWhatItHasAlsoWhenItIsLate() {
        nanosLeft = 0;
        assertTrue(add(2));
        assertFalse(telling.flush());
        assertTrue(telling.isLate());
        assertEquals(List.of(HEADER + 2 * IPV4), lengths());
    }

    @Test
    void doesNotWaitForeverForASocketThatIsFull() {
        outcomes.add(new SendOutcome.Refused(Errno.EAGAIN));
        assertFalse(add(10));
        telling.flush();
        assertEquals(Optional.of(Errno.EAGAIN), telling.trouble());
        assertEquals(List.of(), lengths());
    }

    @Test
    void endsWithAnInterfaceThatIsDown() {
        outcomes.add(new SendOutcome.Refused(Errno.ENETDOWN));
        assertFalse(add(10));
        telling.flush();
        assertEquals(Optional.of(Errno.ENETDOWN), telling.trouble());
        assertEquals(0, telling.told());
        assertEquals(List.of(), lengths());
    }
}
