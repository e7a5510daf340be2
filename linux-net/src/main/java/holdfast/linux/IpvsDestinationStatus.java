package holdfast.linux;

/**
 * A real server that the kernel has.
 *
 * @param destination as it was set
 * @param activeConnections established, for TCP
 * @param inactiveConnections others that are still remembered
 * @param persistentConnections templates of persistent clients
 * @param statistics what it has done
 */
public record IpvsDestinationStatus(
        IpvsDestination destination,
        long activeConnections,
        long inactiveConnections,
        long persistentConnections,
        IpvsStatistics statistics) {}
