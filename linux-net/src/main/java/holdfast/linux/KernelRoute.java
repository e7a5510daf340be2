package holdfast.linux;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A route as the kernel is asked to make or remove it (rtnetlink(7), struct rtmsg and the RTA_ and RTAX_ attributes of linux/rtnetlink.h).
 *
 * @param destination where packets are going; length 0: everywhere
 * @param place where it goes among routes to the same destination
 * @param type rtm_type, 0 to 255: 1 is unicast
 * @param table its routing table, 1 to 4294967295: 254 is main
 * @param protocol who made it, 0 to 255
 * @param scope rtm_scope, 0 to 255; IPv6 does not look at it
 * @param typeOfService 0 to 255; 0: any
 * @param from IPv6: only packets from there
 * @param preferredSource the source address packets of this node get
 * @param metric 0 to 4294967295; empty: 0, in IPv6 1024
 * @param hops next routers: none for a route that drops packets, several share the traffic
 * @param realms RTA_FLOW: the source's realm in the upper 16 bits, the destination's in the lower
 * @param metrics what connections by this route are told
 * @param expires IPv6: how many seconds it is used
 * @param preference IPv6, RFC 4191: 0 medium, 1 high, 3 low
 * @param propagateTtl MPLS: 0 or 1
 */
public record KernelRoute(
        NetworkPrefix destination,
        Place place,
        int type,
        long table,
        int protocol,
        int scope,
        int typeOfService,
        Optional<NetworkPrefix> from,
        Optional<InetAddress> preferredSource,
        OptionalLong metric,
        List<Hop> hops,
        OptionalLong realms,
        List<Metric> metrics,
        OptionalLong expires,
        OptionalInt preference,
        OptionalInt propagateTtl) {
    /** IPv6 gives a route without a metric this one (linux/ipv6_route.h: IP6_RT_PRIO_USER). */
    public static final int IPV6_METRIC = 1024;

    /** Copies the lists. */
    public KernelRoute {
        hops = List.copyOf(hops);
        metrics = List.copyOf(metrics);
    }

    /** Where a route goes among those to the same destination. */
    public enum Place {
        /** Before them. EEXIST when this very route is there. */
        FIRST,
        /** After them. */
        LAST,
        /** Only if there are none: EEXIST else. */
        ONLY
    }

    /**
     * A next router.
     *
     * @param via its address; empty: the destination itself is reached by the interface
     * @param interfaceIndex the interface; 0: whichever reaches the router
     * @param weight its share, 1 to 256
     * @param onLink the router counts as reachable by the interface
     * @param realms as of a route
     * @param tunnel packets are wrapped
     */
    public record Hop(
            Optional<InetAddress> via,
            int interfaceIndex,
            int weight,
            boolean onLink,
            OptionalLong realms,
            Optional<Tunnel> tunnel) {
        /** The same by another interface. */
        public Hop by(int index) {
            return new Hop(via, index, weight, onLink, realms, tunnel);
        }
    }

    /** What packets are wrapped in, without an interface for it (linux/lwtunnel.h, enum lwtunnel_encap_types). */
    public sealed interface Tunnel {}

    /**
     * Labels of MPLS (LWTUNNEL_ENCAP_MPLS, linux/mpls_iptunnel.h).
     *
     * @param labels the outermost first, each 0 to 1048575 (RFC 3032, section 2.1)
     */
    public record Labels(List<Integer> labels) implements Tunnel {
        /** Copies the list. */
        public Labels {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Another upper half of the destination (LWTUNNEL_ENCAP_ILA, linux/ila.h); IPv6.
     *
     * @param bits the 64 bits of it
     */
    public record Locator(long bits) implements Tunnel {}

    /**
     * A header of IP put before packets (LWTUNNEL_ENCAP_IP and LWTUNNEL_ENCAP_IP6); the interface of the hop must be a tunnel that takes its parameters
     * from the route.
     *
     * @param family of the header
     * @param id of the tunnel
     * @param destination where wrapped packets go
     * @param source where they come from
     * @param hopLimit of the header, 0 to 255
     * @param typeOfService of the header, 0 to 255
     * @param flags of the tunnel, 0 to 65535
     */
    public record IpHeader(
            AddressFamily family,
            OptionalLong id,
            Optional<InetAddress> destination,
            Optional<InetAddress> source,
            OptionalInt hopLimit,
            OptionalInt typeOfService,
            OptionalInt flags)
            implements Tunnel {}

    /**
     * What connections are told.
     *
     * @param number RTAX_, 2 to 17
     * @param value in the kernel's unit, 0 to 4294967295; 0 for one with a text
     * @param text the name of a congestion control algorithm (RTAX_CC_ALGO)
     * @param locked the connection must not change it
     */
    public record Metric(int number, long value, Optional<String> text, boolean locked) {}

    /** The family of the destination. */
    public AddressFamily family() {
        return destination.family();
    }

    /** The same with other next routers. */
    public KernelRoute by(List<Hop> others) {
        return new KernelRoute(
                destination,
                place,
                type,
                table,
                protocol,
                scope,
                typeOfService,
                from,
                preferredSource,
                metric,
                others,
                realms,
                metrics,
                expires,
                preference,
                propagateTtl);
    }

    /** The same in another table, 1 to 4294967295. */
    public KernelRoute in(long other) {
        return new KernelRoute(
                destination,
                place,
                type,
                other,
                protocol,
                scope,
                typeOfService,
                from,
                preferredSource,
                metric,
                hops,
                realms,
                metrics,
                expires,
                preference,
                propagateTtl);
    }

    /** The same for so many seconds; empty: for ever. */
    public KernelRoute expiring(OptionalLong seconds) {
        return new KernelRoute(
                destination,
                place,
                type,
                table,
                protocol,
                scope,
                typeOfService,
                from,
                preferredSource,
                metric,
                hops,
                realms,
                metrics,
                seconds,
                preference,
                propagateTtl);
    }
}
