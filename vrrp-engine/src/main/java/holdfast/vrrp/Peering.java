package holdfast.vrrp;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/** Whom a virtual router advertises to, and whose packets it takes. */
public sealed interface Peering {
    /**
     * A group on the link, as the RFC has it; packets must come with TTL 255.
     *
     * @param group usually {@link holdfast.vrrp.wire.AddressFamily#multicastGroup()}
     */
    record Multicast(InetAddress group) implements Peering {
        /** Checks that it is a group. */
        public Multicast {
            if (!group.isMulticastAddress()) {
                throw new IllegalArgumentException(group.getHostAddress() + " is not a multicast address");
            }
        }
    }

    /**
     * Listed routers, one packet each; keepalived's {@code unicast_peer}.
     *
     * @param peers in the order they are sent to
     * @param checkSource whether packets from anyone else are refused ({@code check_unicast_src})
     * @param timeToLive the TTL or hop limit of what is sent, 1..255 ({@code unicast_ttl})
     */
    record Unicast(List<Peer> peers, boolean checkSource, int timeToLive) implements Peering {
        /** Copies the list and checks the range. */
        public Unicast {
            peers = List.copyOf(peers);
            if (timeToLive < 1 || timeToLive > 255) {
                throw new IllegalArgumentException("TTL " + timeToLive + " is not in 1..255");
            }
        }
    }

    /**
     * One of the routers of {@link Unicast}.
     *
     * @param address where it is
     * @param leastTimeToLive packets that arrive with less are refused, 0..255; 0 asks nothing
     * @param greatestTimeToLive packets that arrive with more are refused, 0..255; 255 asks nothing
     */
    record Peer(InetAddress address, int leastTimeToLive, int greatestTimeToLive) {
        /** Checks that the range is one. */
        public Peer {
            Objects.requireNonNull(address);
            if (leastTimeToLive < 0 || greatestTimeToLive > 255 || leastTimeToLive > greatestTimeToLive) {
                throw new IllegalArgumentException(
                        "TTL range " + leastTimeToLive + ".." + greatestTimeToLive + " is not within 0..255");
            }
        }

        /** A peer whose TTL is not looked at. */
        public static Peer of(InetAddress address) {
            return new Peer(address, 0, 255);
        }
    }
}
