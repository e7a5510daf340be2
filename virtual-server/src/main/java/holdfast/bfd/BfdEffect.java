package holdfast.bfd;

/** What the driver has to do, in order. */
public sealed interface BfdEffect {
    /** The name of the session. */
    String session();

    /**
     * Send a control packet to the session's neighbor.
     *
     * @param packet to be encoded by {@link ControlPacketCodec#encode}
     */
    record SendPacket(String session, ControlPacket packet) implements BfdEffect {}

    /**
     * A session changed its state. Whoever tracks it takes {@link BfdState#UP} for up and all others for down; Init comes
     * only on the way up.
     *
     * @param local why it left Up
     * @param remote what the neighbor last gave as its reason
     */
    record StateChanged(String session, BfdState from, BfdState to, Diagnostic local, Diagnostic remote)
            implements BfdEffect {}

    /**
     * A line for the log, in keepalived's shape.
     *
     * @param detail whether it is for detailed logs only
     */
    record Log(String session, boolean detail, String line) implements BfdEffect {}
}
