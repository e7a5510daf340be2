package holdfast.agent.status;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Another router of the same VRID.
 *
 * @param address where its adverts come from
 * @param configured whether it is a {@code unicast_peer}
 * @param speaking it is heard as active: it advertised, has not let go, and was not missed since
 * @param adverts how many of its adverts were believed
 * @param last the last of them; empty: none yet
 * @param rejected how many of its packets were not believed
 * @param lastError the last of those
 */
public record PeerView(
        InetAddress address,
        boolean configured,
        boolean speaking,
        long adverts,
        Optional<Heard> last,
        long rejected,
        Optional<Rejection> lastError) {

    /**
     * An advert.
     *
     * @param ago how long ago it came
     * @param priority 0 to 255; 0: it let go
     * @param version 2 or 3
     * @param interval how often it advertises
     * @param checksum {@code message} or {@code pseudo-header}, what the checksum is computed over; {@code group} for old keepalived
     */
    public record Heard(Duration ago, int priority, int version, Duration interval, String checksum) {}

    /**
     * A packet that was not believed.
     *
     * @param ago how long ago it came
     * @param reason why, a few words of a fixed set
     * @param detail the offending value
     */
    public record Rejection(Duration ago, String reason, String detail) {}
}
