package holdfast.bfd;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Everything that can happen to the sessions; nothing else changes their state. */
public sealed interface BfdEvent {
    /**
     * These are the sessions now: at the start and after a reload. New ones begin; ones that are gone tell their neighbors
     * that they are administratively down; changed timers are negotiated without leaving Up (RFC 5880, 6.8.3).
     */
    record Configured(List<BfdSettings> sessions) implements BfdEvent {}

    /**
     * A packet came.
     *
     * @param payload the UDP payload, from position to limit; read during the call only
     * @param from the sender's address
     * @param fromPort and port, for the log
     * @param hopLimit the TTL or hop limit it came with, 0 to 255
     * @param multihop whether it came to port 4784 rather than 3784
     */
    record PacketReceived(ByteBuffer payload, InetAddress from, int fromPort, int hopLimit, boolean multihop)
            implements BfdEvent {}

    /** Hold a session down (RFC 5880, 6.8.16); unknown names are passed over. */
    record Disable(String session) implements BfdEvent {}

    /** Let a session that is held down try again. */
    record Enable(String session) implements BfdEvent {}

    /** Time has passed; to be handed in after all queued packets. */
    record Tick() implements BfdEvent {}

    /**
     * A former process of this node was Up with these; before the first {@link Configured}. Those that are configured go on: same discriminators,
     * a detection time to hear the neighbor.
     */
    record Inherited(List<EstablishedSession> sessions) implements BfdEvent {}

    /**
     * Another process of this node goes on: until this one ends, packets are sent as before, and nothing else has an effect but
     * {@link Resumed}. What it needs is told by {@link BfdEngine#established()}.
     */
    record Relieved() implements BfdEvent {}

    /** That process failed: this one goes on itself, and has a detection time to hear its neighbors. */
    record Resumed() implements BfdEvent {}

    /** The end: every neighbor is told that the session is administratively down. */
    record Shutdown() implements BfdEvent {}
}
