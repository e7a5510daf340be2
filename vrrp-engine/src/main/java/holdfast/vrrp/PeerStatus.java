package holdfast.vrrp;

import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.ProtocolVersion;
import holdfast.vrrp.wire.RejectionReason;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Another router of the same VRID, as far as it was heard.
 *
 * @param address where its packets come from
 * @param speaking it is heard as active: it advertised, has not let go and was not missed since
 * @param last the last advertisement believed, if any was
 * @param adverts how many were believed
 * @param rejected how many of its packets were not believed
 * @param lastError the last of those
 */
public record PeerStatus(
        InetAddress address,
        boolean speaking,
        Optional<Heard> last,
        long adverts,
        long rejected,
        Optional<Rejection> lastError) {

    /**
     * An advertisement that was believed.
     *
     * @param atNanos when, on the engine's clock
     * @param priority as advertised; 0 when it let go
     * @param version of its format
     * @param interval as advertised
     * @param dialect over what its checksum was right
     */
    public record Heard(
            long atNanos, int priority, ProtocolVersion version, Duration interval, ChecksumDialect dialect) {}

    /**
     * A packet that was not believed.
     *
     * @param atNanos when, on the engine's clock
     * @param reason why
     * @param detail the offending value; no secret
     */
    public record Rejection(long atNanos, RejectionReason reason, String detail) {}
}
