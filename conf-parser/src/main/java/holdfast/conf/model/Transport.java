package holdfast.conf.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How adverts travel.
 *
 * @param sourceAddress {@code mcast_src_ip} or {@code unicast_src_ip}; empty: the interface's primary address
 * @param trackSourceAddress {@code track_src_ip}: fault while that address is not on the interface; not acted on yet
 * @param multicastGroup {@code mcast_dst_ip}, else the global group of the family; also set when {@code unicastPeers} are
 * @param unicastPeers {@code unicast_peer}; empty: multicast
 * @param unicastTtl {@code unicast_ttl}, 0 to 255; empty: 255 for IPv4, the kernel's for IPv6
 * @param checkUnicastSource {@code check_unicast_src}: adverts must come from a peer
 */
public record Transport(
        Optional<InetAddress> sourceAddress,
        boolean trackSourceAddress,
        InetAddress multicastGroup,
        List<UnicastPeer> unicastPeers,
        OptionalInt unicastTtl,
        boolean checkUnicastSource) {
    /** Copies the list. */
    public Transport {
        unicastPeers = List.copyOf(unicastPeers);
    }

    /** Whether adverts go to peers one by one instead of the group. */
    public boolean isUnicast() {
        return !unicastPeers.isEmpty();
    }
}
