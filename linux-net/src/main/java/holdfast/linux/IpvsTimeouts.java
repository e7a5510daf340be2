package holdfast.linux;

/**
 * How long connections are remembered, in seconds; one setting for the whole network namespace.
 *
 * @param tcp established TCP connections; 0 in a request keeps what is set
 * @param tcpFin TCP connections after a FIN; 0 likewise
 * @param udp UDP; 0 likewise
 */
public record IpvsTimeouts(long tcp, long tcpFin, long udp) {
    /** Checks that nothing is negative. */
    public IpvsTimeouts {
        if (tcp < 0 || tcpFin < 0 || udp < 0) {
            throw new IllegalArgumentException("negative time-out");
        }
    }
}
