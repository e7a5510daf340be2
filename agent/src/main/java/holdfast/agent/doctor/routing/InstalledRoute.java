package holdfast.agent.doctor.routing;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.doctor.machine.Network;
import holdfast.linux.AddressFamily;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelRoute;
import holdfast.linux.KernelRoute.Hop;
import holdfast.linux.NetworkPrefix;
import holdfast.vip.VirtualRoute;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A route as {@code ip -j -N route show} tells it, as far as it takes to tell routes apart (ip-route(8)).
 *
 * @param destination where packets are going
 * @param table its routing table
 * @param metric 0 when nothing is said
 * @param type rtm_type of linux/rtnetlink.h
 * @param protocol who made it
 * @param hops next routers and interfaces
 */
record InstalledRoute(NetworkPrefix destination, long table, long metric, int type, int protocol, List<NextHop> hops) {
    private static final int MAIN_TABLE = 254;
    private static final int UNICAST = 1;

    /** A next router and the interface that leads there; one of the two may be missing. */
    record NextHop(Optional<InetAddress> via, Optional<String> dev) {}

    InstalledRoute {
        hops = List.copyOf(hops);
    }

    /** Of a list that was asked for by protocol, which then is not in it. */
    static InstalledRoute of(JsonNode route, AddressFamily family, int protocol) {
        List<NextHop> hops = new ArrayList<>();
        hops.add(hop(route));
        route.path("nexthops").forEach(one -> hops.add(hop(one)));
        return new InstalledRoute(
                destination(route.path("dst").asText(), family),
                route.path("table").asLong(MAIN_TABLE),
                route.path("metric").asLong(0),
                route.path("type").asInt(UNICAST),
                protocol,
                hops);
    }

    private static NextHop hop(JsonNode node) {
        String via = node.path("gateway").asText();
        String dev = node.path("dev").asText();
        return new NextHop(
                via.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(via)),
                dev.isEmpty() ? Optional.empty() : Optional.of(dev));
    }

    private static NetworkPrefix destination(String text, AddressFamily family) {
        if (text.equals("default")) {
            return new NetworkPrefix(InetAddress.ofLiteral(family == AddressFamily.IPV4 ? "0.0.0.0" : "::"), 0);
        }
        int slash = text.indexOf('/');
        return slash < 0
                ? new NetworkPrefix(InetAddress.ofLiteral(text), family.addressBits())
                : new NetworkPrefix(
                        InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether this is the route that is wanted. */
    boolean is(VirtualRoute wanted, Network network) {
        KernelRoute route = wanted.route();
        long standard = route.family() == AddressFamily.IPV6 ? KernelRoute.IPV6_METRIC : 0;
        long metricWanted = route.metric().orElse(standard);
        return route.destination().equals(destination)
                && route.protocol() == protocol
                && route.type() == type
                && (metricWanted == 0 ? standard : metricWanted) == metric
                && table(wanted, network) == table
                && leadsAs(wanted);
    }

    private static long table(VirtualRoute wanted, Network network) {
        return wanted.vrf()
                .map(vrf -> network.link(vrf).map(InterfaceInfo::vrfTable).orElse(0L))
                .orElse(wanted.route().table());
    }

    private boolean leadsAs(VirtualRoute wanted) {
        for (int i = 0; i < wanted.devices().size(); i++) {
            Hop hop = wanted.route().hops().get(i);
            Optional<String> dev = wanted.devices().get(i);
            boolean found = hops.stream()
                    .anyMatch(one -> (hop.via().isEmpty() || one.via().equals(hop.via()))
                            && (dev.isEmpty() || one.dev().equals(dev)));
            if (!found) {
                return false;
            }
        }
        return true;
    }
}
