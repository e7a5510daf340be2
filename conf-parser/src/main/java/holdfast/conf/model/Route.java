package holdfast.conf.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A line of {@code static_routes} or {@code virtual_routes} (keepalived.conf(5); the words are those of ip-route(8)).
 *
 * @param type what happens to packets; {@link Type#UNICAST} unless the line says otherwise
 * @param order where it goes among routes to the same destination
 * @param destination where packets are going; {@code default} is a prefix of length 0
 * @param from {@code from}: only packets from there, IPv6 only
 * @param source {@code src}: the source address packets of this node get
 * @param via {@code via}: the next router
 * @param dev {@code dev}: the interface packets leave by
 * @param onLink the next router counts as reachable by {@code dev}
 * @param table {@code table}; empty: main
 * @param protocol {@code protocol}; empty: keepalived's, 18
 * @param scope {@code scope}; empty: what the kernel derives from the rest
 * @param typeOfService {@code tos}, 0 to 255; empty: any
 * @param metric {@code metric}, 0 to 4294967295
 * @param options the remaining words with one value, in the order of the line
 * @param encapsulation {@code encap}: kind and its words; empty: none
 * @param nextHops {@code nexthop}: several routers share the traffic; then {@code via} and {@code dev} may be empty
 * @param noTrack its disappearance does not matter: {@code no_track}, or it cannot be tracked because no interface is known
 * @param trackGroup {@code track_group}: whose instances go to fault when it disappears; static routes only
 */
public record Route(
        Type type,
        Order order,
        IpPrefix destination,
        Optional<IpPrefix> from,
        Optional<InetAddress> source,
        Optional<InetAddress> via,
        Optional<String> dev,
        boolean onLink,
        Optional<NamedNumber> table,
        Optional<NamedNumber> protocol,
        Optional<NamedNumber> scope,
        OptionalInt typeOfService,
        OptionalLong metric,
        List<Option> options,
        List<String> encapsulation,
        List<NextHop> nextHops,
        boolean noTrack,
        Optional<String> trackGroup) {
    /** Copies the lists. */
    public Route {
        options = List.copyOf(options);
        encapsulation = List.copyOf(encapsulation);
        nextHops = List.copyOf(nextHops);
    }

    /** The family of the destination. */
    public AddressFamily family() {
        return destination.family();
    }

    /** What happens to packets (rtm_type in linux/rtnetlink.h). */
    public enum Type {
        /** They are sent on. */
        UNICAST,
        /** They are for this node. */
        LOCAL,
        /** They are broadcast. */
        BROADCAST,
        /** For this node, among others. */
        ANYCAST,
        /** To a group. */
        MULTICAST,
        /** Dropped in silence. */
        BLACKHOLE,
        /** Refused as unreachable. */
        UNREACHABLE,
        /** Refused as forbidden. */
        PROHIBIT,
        /** Looked up in another table. */
        THROW,
        /** Translated; kernels have not known it for long. */
        NAT;

        /** The word of the file. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where a route goes among those to the same destination. */
    public enum Order {
        /** Before them: what keepalived does unless told otherwise. */
        PREPEND,
        /** After them. */
        APPEND,
        /** Only if there are none: also of all routes that are not unicast. */
        ADD
    }

    /**
     * One of several next routers.
     *
     * @param via the router
     * @param dev the interface
     * @param weight its share, 1 to 256
     * @param onLink the router counts as reachable by {@code dev}
     * @param realms {@code realms}: {@code [FROM/]TO}
     * @param encapsulation {@code encap}: kind and its words; empty: none
     */
    public record NextHop(
            Optional<InetAddress> via,
            Optional<String> dev,
            int weight,
            boolean onLink,
            Optional<String> realms,
            List<String> encapsulation) {
        /** Copies the list. */
        public NextHop {
            encapsulation = List.copyOf(encapsulation);
        }
    }

    /**
     * A word with one value, such as {@code mtu lock 1400}.
     *
     * @param name the word, such as {@code mtu}, {@code rto_min}, {@code features}, {@code vrf}
     * @param locked {@code lock} was written before the value
     * @param value checked; times as they were written: milliseconds unless they end in {@code s}
     */
    public record Option(String name, boolean locked, String value) {}
}
