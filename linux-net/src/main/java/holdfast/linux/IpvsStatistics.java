package holdfast.linux;

/**
 * Counters of a service or a real server since it was added or zeroed (linux/ip_vs.h, IPVS_STATS_ATTR_*).
 *
 * @param connections scheduled
 * @param incomingPackets from clients
 * @param outgoingPackets to clients; 0 unless masquerading
 * @param incomingBytes from clients
 * @param outgoingBytes to clients; 0 unless masquerading
 */
public record IpvsStatistics(
        long connections, long incomingPackets, long outgoingPackets, long incomingBytes, long outgoingBytes) {
    /** Nothing has happened. */
    public static final IpvsStatistics ZERO = new IpvsStatistics(0, 0, 0, 0, 0);
}
