package holdfast.linux;

import java.net.InetAddress;
import java.util.Objects;

/**
 * A real server of a virtual service.
 *
 * @param address its address, which is of the service's family unless packets travel by tunnel
 * @param port 0 to 65535; of the service for everything but masquerading
 * @param forwarding how packets reach it
 * @param weight 0 to 2147483647; 0 gives it no new connections
 * @param upperThreshold connections beyond which it gets no new ones; 0 without limit
 * @param lowerThreshold connections below which it gets new ones again; 0: three quarters of the upper one
 */
public record IpvsDestination(
        InetAddress address,
        int port,
        IpvsForwarding forwarding,
        int weight,
        long upperThreshold,
        long lowerThreshold) {
    /** Checks what is out of the kernel's ranges. */
    public IpvsDestination {
        Objects.requireNonNull(address);
        Objects.requireNonNull(forwarding);
        if (port < 0 || port > 65_535 || weight < 0) {
            throw new IllegalArgumentException("port " + port + ", weight " + weight);
        }
    }

    /** A server without thresholds. */
    public static IpvsDestination of(InetAddress address, int port, IpvsForwarding forwarding, int weight) {
        return new IpvsDestination(address, port, forwarding, weight, 0, 0);
    }

    /** The same with another weight. */
    public IpvsDestination withWeight(int other) {
        return new IpvsDestination(address, port, forwarding, other, upperThreshold, lowerThreshold);
    }
}
