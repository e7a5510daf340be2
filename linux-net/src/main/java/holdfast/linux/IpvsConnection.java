package holdfast.linux;

import java.net.InetAddress;
import java.util.Objects;

/**
 * A connection that IPVS has in its memory, or the template by which a persistent client's next connections find their server.
 *
 * @param transport what the client speaks
 * @param client the client's address
 * @param clientPort 0 to 65535; 0 of a template
 * @param virtual the address it asked for
 * @param virtualPort 0 to 65535
 * @param server the real server's address
 * @param serverPort 0 to 65535
 * @param state as the kernel names it: {@code ESTABLISHED}, {@code UDP}, {@code NONE}
 * @param secondsLeft when it is forgotten without another packet
 */
public record IpvsConnection(
        Transport transport,
        InetAddress client,
        int clientPort,
        InetAddress virtual,
        int virtualPort,
        InetAddress server,
        int serverPort,
        String state,
        long secondsLeft) {
    /** What is carried. */
    public enum Transport {
        /** Any, of a template for a firewall mark. */
        IP(0),
        TCP(IpvsProtocol.TCP.number()),
        UDP(IpvsProtocol.UDP.number());

        private final int number;

        Transport(int number) {
            this.number = number;
        }

        /** The number in the IP header. */
        public int number() {
            return number;
        }
    }

    /** Checks that nothing is missing. */
    public IpvsConnection {
        Objects.requireNonNull(transport);
        Objects.requireNonNull(client);
        Objects.requireNonNull(virtual);
        Objects.requireNonNull(server);
        Objects.requireNonNull(state);
    }

    /** Whether it only says where a client's next connections go. */
    public boolean isTemplate() {
        return clientPort == 0;
    }
}
