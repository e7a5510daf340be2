package holdfast.vrrp.wire;

/** What bytes from the network turned out to be. */
public sealed interface DecodeResult {
    /** A well-formed advertisement, and over what its checksum was right. */
    record Decoded(Advertisement advertisement, ChecksumDialect dialect) implements DecodeResult {}

    /**
     * No advertisement.
     *
     * @param reason the first check that failed
     * @param detail the offending value, for a log line; never more than a few words
     */
    record Rejected(RejectionReason reason, String detail) implements DecodeResult {}
}
