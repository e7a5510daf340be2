package holdfast.ipvs;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Which real server of which virtual server; the same over reloads.
 *
 * @param virtualServer {@link VirtualServer#id()}
 * @param address {@link RealServer#address()}
 * @param port {@link RealServer#port()}
 */
public record RealServerId(String virtualServer, InetAddress address, int port) {
    /** Checks that nothing is missing. */
    public RealServerId {
        Objects.requireNonNull(virtualServer);
        Objects.requireNonNull(address);
    }
}
