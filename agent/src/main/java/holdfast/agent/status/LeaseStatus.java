package holdfast.agent.status;

import java.time.Duration;
import java.util.Optional;

/**
 * The lease of an instance's addresses, and what it is good for.
 *
 * @param length how long an address outlives its last renewal, whole seconds
 * @param left the least that is left of it for an address this daemon holds; empty while it holds none
 * @param removal when the kernel has removed them at the latest, should this node die: counted from its last advert
 * @param takeover when another node takes them at the earliest: one of priority 254, counted from the same advert
 * @param overlap how long two nodes can have them at most; zero where the removal comes first
 */
public record LeaseStatus(
        Duration length, Optional<Duration> left, Duration removal, Duration takeover, Duration overlap) {}
