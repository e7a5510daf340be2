package holdfast.agent.status;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A BFD session.
 *
 * @param name of the {@code bfd_instance}
 * @param neighbor whom it is with
 * @param state {@code up}, {@code down}, {@code init}, {@code admin-down}
 * @param since when it came up or went down; empty: neither yet
 * @param diagnostic why it is not up, or why it was not before
 * @param detection after how long without packets it is down; empty while it is not up
 */
public record BfdSessionStatus(
        String name,
        InetAddress neighbor,
        String state,
        Optional<Instant> since,
        String diagnostic,
        Optional<Duration> detection) {}
