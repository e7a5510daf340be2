package holdfast.ipvs;

import holdfast.linux.IpvsForwarding;
import java.net.InetAddress;
import java.util.Objects;

/**
 * The server that stands in when the quorum is lost.
 *
 * @param address its address
 * @param port 0 to 65535; 0: the port the client asked for
 * @param forwarding how packets reach it
 * @param inhibit {@code sorry_server_inhibit}: it stays in the table with weight 0 when it is not needed
 */
public record SorryServer(InetAddress address, int port, IpvsForwarding forwarding, boolean inhibit) {
    /** Checks that nothing is missing. */
    public SorryServer {
        Objects.requireNonNull(address);
        Objects.requireNonNull(forwarding);
    }
}
