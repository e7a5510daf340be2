package holdfast.vip;

import holdfast.linux.InterfaceInfo;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * What a router needs to know of an interface.
 *
 * @param link the interface itself
 * @param primaryIpv4 its first own IPv4 address: not secondary, not virtual
 * @param linkLocalIpv6 its own IPv6 link-local address: usable, not virtual
 */
public record LinkState(InterfaceInfo link, Optional<InetAddress> primaryIpv4, Optional<InetAddress> linkLocalIpv6) {
    public LinkState {
        Objects.requireNonNull(link);
        Objects.requireNonNull(primaryIpv4);
        Objects.requireNonNull(linkLocalIpv6);
    }

    /** Whether it can be used: switched on and running. */
    public boolean up() {
        return link.up();
    }
}
