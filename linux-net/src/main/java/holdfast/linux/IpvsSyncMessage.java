package holdfast.linux;

import holdfast.linux.IpvsConnection.Transport;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A message to the sync daemon of another director, to be filled with connections: version 1 of the protocol (the head of
 * net/netfilter/ipvs/ip_vs_sync.c has the layout; ip_vs_proc_sync_conn() is the reader).
 */
public final class IpvsSyncMessage {
    /** The kernel's daemon listens here unless told otherwise. */
    public static final int DEFAULT_PORT = 8848;

    /** The kernel's daemon multicasts here unless told otherwise. */
    public static final String DEFAULT_GROUP = "224.0.0.81";

    private static final int HEADER = 8;
    private static final int FIXED = 24;
    private static final int MOST_CONNECTIONS = 255;
    private static final int TYPE_IPV6 = 1;
    private static final byte VERSION = 1;

    /** IP_VS_CONN_F_INACTIVE (linux/ip_vs.h): counted as a connection that is not established. */
    private static final int INACTIVE = 0x0100;

    /** IP_VS_CONN_F_TEMPLATE. */
    private static final int TEMPLATE = 0x1000;

    /** IP_VS_TCP_S_NONE and those that follow, by the names in ip_vs_proto_tcp.c. */
    private static final List<String> TCP_STATES = List.of(
            "NONE",
            "ESTABLISHED",
            "SYN_SENT",
            "SYN_RECV",
            "FIN_WAIT",
            "TIME_WAIT",
            "CLOSE",
            "CLOSE_WAIT",
            "LAST_ACK",
            "LISTEN",
            "SYNACK");

    /** Those that IPVS counts as active (tcp_state_active_table). */
    private static final List<String> ACTIVE = List.of("ESTABLISHED", "SYN_SENT", "SYN_RECV", "SYNACK");

    /** IP_VS_CTPL_S_NONE and IP_VS_CTPL_S_ASSURED. */
    private static final List<String> TEMPLATE_STATES = List.of("NONE", "ASSURED");

    private final ByteBuffer bytes;
    private int connections;

    /**
     * What the kernel knows of a connection and its list does not say ({@link IpvsConnections}).
     *
     * @param mark of the service, when it is one for a firewall mark; else 0
     * @param forwarding how packets reach the real server; of use where the reader has no such server in its table
     * @param persistence {@code persistence_timeout} of the service in seconds; 0: it has none
     */
    public record Unlisted(long mark, IpvsForwarding forwarding, long persistence) {
        /** Of a service at an address, behind NAT. */
        public static final Unlisted PLAIN = new Unlisted(0, new IpvsForwarding.Masquerade(), 0);
    }

    /**
     * An empty one.
     *
     * @param syncId 0 to 255
     * @param maxLength of the message, in bytes; at least room for one connection is made
     */
    public IpvsSyncMessage(int syncId, int maxLength) {
        bytes = ByteBuffer.allocate(Math.max(maxLength, HEADER + FIXED + 3 * 16));
        bytes.put(1, (byte) syncId).put(5, VERSION).position(HEADER);
    }

    /** Whether the protocol can tell of a connection: all its addresses are of one family, and its state is known. */
    public static boolean canTell(IpvsConnection connection) {
        AddressFamily family = AddressFamily.of(connection.client());
        return family == AddressFamily.of(connection.virtual())
                && family == AddressFamily.of(connection.server())
                && state(connection) >= 0;
    }

    private static int state(IpvsConnection connection) {
        if (connection.isTemplate()) {
            return TEMPLATE_STATES.indexOf(connection.state());
        }
        return switch (connection.transport()) {
            case TCP -> TCP_STATES.indexOf(connection.state());
            case UDP -> 0;
            case IP -> -1;
        };
    }

    private static int flags(IpvsConnection connection, Unlisted more) {
        int forwarding = IpvsMessages.forwarding(more.forwarding());
        if (connection.isTemplate()) {
            return TEMPLATE | INACTIVE | forwarding;
        }
        boolean active = connection.transport() == Transport.TCP && ACTIVE.contains(connection.state());
        return (active ? 0 : INACTIVE) | forwarding;
    }

    /**
     * How long the reader is to remember it without another packet. With the next packet a connection gets the time of its state, but a template,
     * which nothing else tells, keeps this for each next connection of its client.
     */
    private static long seconds(IpvsConnection connection, Unlisted more) {
        long seconds =
                connection.isTemplate() && more.persistence() > 0 ? more.persistence() : connection.secondsLeft();
        return Math.max(1, seconds); // 0 would be the state's own time
    }

    /**
     * Adds a connection that {@link #canTell} accepts. The reader gives it the forwarding of the real server in its own table, if it has that.
     *
     * @param more what else there is to say
     * @return false: it has no room here
     */
    public boolean add(IpvsConnection connection, Unlisted more) {
        byte[] client = connection.client().getAddress();
        int size = FIXED + 3 * client.length;
        if (bytes.remaining() < size || connections == MOST_CONNECTIONS) {
            return false;
        }
        connections++;
        bytes.put((byte) (client.length == 4 ? 0 : TYPE_IPV6))
                .put((byte) connection.transport().number())
                .putShort((short) size)
                .putInt(flags(connection, more))
                .putShort((short) state(connection))
                .putShort((short) connection.clientPort())
                .putShort((short) connection.virtualPort())
                .putShort((short) connection.serverPort())
                .putInt((int) more.mark())
                .putInt((int) seconds(connection, more))
                .put(client)
                .put(connection.virtual().getAddress())
                .put(connection.server().getAddress());
        return true;
    }

    /** How many were added. */
    public int size() {
        return connections;
    }

    /** What is to be sent, a new array. */
    public byte[] toByteArray() {
        bytes.putShort(2, (short) bytes.position()).put(4, (byte) connections);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
