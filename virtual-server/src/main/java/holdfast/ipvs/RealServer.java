package holdfast.ipvs;

import holdfast.linux.IpvsForwarding;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@code real_server} block.
 *
 * @param address its address
 * @param port 0 to 65535; 0: the port the client asked for. What is not behind NAT gets the port of the service in the kernel
 * @param weight 0 to 2147483647
 * @param forwarding how packets reach it
 * @param upperThreshold most connections; 0: no limit
 * @param lowerThreshold below so many it gets new ones again; 0: the kernel's choice
 * @param inhibitOnFailure it stays in the table with weight 0 when it has failed
 * @param notifyUp script to run when it is considered up, by the name under which the agent knows it
 * @param notifyDown script to run when it is considered down, likewise
 * @param mail {@code smtp_alert}: mail when that changes
 * @param checkers it is up while all of them succeed; none: always
 */
public record RealServer(
        InetAddress address,
        int port,
        int weight,
        IpvsForwarding forwarding,
        long upperThreshold,
        long lowerThreshold,
        boolean inhibitOnFailure,
        Optional<String> notifyUp,
        Optional<String> notifyDown,
        boolean mail,
        List<Checker> checkers) {
    /** Checks ranges and copies the list. */
    public RealServer {
        Objects.requireNonNull(address);
        Objects.requireNonNull(forwarding);
        Objects.requireNonNull(notifyUp);
        Objects.requireNonNull(notifyDown);
        if (weight < 0 || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ", weight " + weight);
        }
        checkers = List.copyOf(checkers);
    }

    /** A server with these checkers and nothing special. */
    public static RealServer of(
            InetAddress address, int port, int weight, IpvsForwarding forwarding, Checker... checkers) {
        return new RealServer(
                address,
                port,
                weight,
                forwarding,
                0,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(checkers));
    }
}
