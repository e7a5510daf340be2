package holdfast.bfd;

/** What reading a packet gives. */
public sealed interface DecodeResult {
    /** A packet that may be looked at further. */
    record Decoded(ControlPacket packet) implements DecodeResult {}

    /**
     * A packet to discard.
     *
     * @param reason which rule it breaks
     * @param detail the offending numbers, possibly empty
     */
    record Rejected(RejectReason reason, String detail) implements DecodeResult {}
}
