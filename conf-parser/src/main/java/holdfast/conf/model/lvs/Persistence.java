package holdfast.conf.model.lvs;

import java.time.Duration;
import java.util.Optional;

/**
 * Connections of one client go to one real server.
 *
 * @param timeout for so long after the last; 1 s to 31 days, 6 minutes when the keyword has no number
 * @param prefixLength clients with so many leading bits in common count as one; 32 or 128: each client for itself
 * @param engine {@code persistence_engine}, such as {@code sip}
 */
public record Persistence(Duration timeout, int prefixLength, Optional<String> engine) {}
