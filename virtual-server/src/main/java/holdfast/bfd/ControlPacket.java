package holdfast.bfd;

/**
 * A BFD control packet without authentication (RFC 5880, 4.1). The flags of control plane independence and of the echo
 * function are read and have no effect here.
 *
 * @param diagnostic why the sender last left Up
 * @param state the sender's state
 * @param poll asks for a packet with {@code finalBit}
 * @param finalBit answers a poll
 * @param controlPlaneIndependent the sender's BFD survives its control plane
 * @param demand the sender wants no periodic packets while both ends are up
 * @param multiplier packets that may be missed, 1 to 255
 * @param myDiscriminator the sender's name for the session, unsigned 32 bits, not 0
 * @param yourDiscriminator the receiver's name for the session as the sender knows it, or 0
 * @param desiredMinTx least interval at which the sender wants to send, microseconds, unsigned 32 bits
 * @param requiredMinRx least interval at which the sender can receive, microseconds; 0: send no periodic packets
 * @param requiredMinEchoRx the same for echo packets; 0: none
 */
public record ControlPacket(
        Diagnostic diagnostic,
        BfdState state,
        boolean poll,
        boolean finalBit,
        boolean controlPlaneIndependent,
        boolean demand,
        int multiplier,
        int myDiscriminator,
        int yourDiscriminator,
        long desiredMinTx,
        long requiredMinRx,
        long requiredMinEchoRx) {}
