package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelRoute;
import holdfast.linux.KernelRoute.Hop;
import holdfast.linux.RouteRequest;
import holdfast.linux.RoutingRemoval;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A route with interfaces by name, which may come, go and be numbered anew.
 *
 * @param route what the kernel is asked for; its hops have no interface
 * @param devices the interface of each hop, in the same order; empty: whichever reaches the router
 * @param vrf the VRF whose table it goes into, whatever table the route says; empty: that of the route
 * @param isTracked whether it is put back when it disappears
 * @param words as people write it
 */
public record VirtualRoute(
        KernelRoute route, List<Optional<String>> devices, Optional<String> vrf, boolean isTracked, String words)
        implements RoutingEntry {
    private static final int UNICAST = 1; // RTN_UNICAST of linux/rtnetlink.h

    /** Copies the list. */
    public VirtualRoute {
        devices = List.copyOf(devices);
        if (devices.size() != route.hops().size()) {
            throw new IllegalArgumentException(
                    devices.size() + " interfaces for " + route.hops().size() + " hops");
        }
    }

    @Override
    public Optional<RouteRequest> addition(InterfaceDirectory interfaces, Lease lease) {
        return numbered(interfaces)
                .map(known -> isLeased(lease) ? known.expiring(seconds(lease)) : known)
                .map(RouteRequest.AddRoute::new);
    }

    @Override
    public Optional<RouteRequest> removal(InterfaceDirectory interfaces) {
        return numbered(interfaces).map(RouteRequest.DeleteRoute::new);
    }

    @Override
    public Optional<RoutingRemoval> writtenRemoval(InterfaceDirectory interfaces) {
        return numbered(interfaces).map(RoutingRemoval::of);
    }

    /** Only IPv6 has routes that end by themselves, and of those only such as send packets on (net/ipv6/route.c). */
    @Override
    public boolean isLeased(Lease lease) {
        return lease instanceof Lease.Limited
                && route.family() == AddressFamily.IPV6
                && route.type() == UNICAST
                && route.expires().isEmpty();
    }

    private static OptionalLong seconds(Lease lease) {
        return lease instanceof Lease.Limited(Duration validity)
                ? OptionalLong.of(validity.toSeconds())
                : OptionalLong.empty();
    }

    private Optional<KernelRoute> numbered(InterfaceDirectory interfaces) {
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            Hop hop = route.hops().get(i);
            Optional<InterfaceInfo> link = devices.get(i).flatMap(interfaces::named);
            if (devices.get(i).isPresent() && link.isEmpty()) {
                return Optional.empty();
            }
            hops.add(link.map(found -> hop.by(found.index())).orElse(hop));
        }
        return table(interfaces).map(table -> route.by(hops).in(table));
    }

    /** Empty while there is no VRF of that name. */
    private Optional<Long> table(InterfaceDirectory interfaces) {
        return vrf.isEmpty()
                ? Optional.of(route.table())
                : interfaces.named(vrf.get()).map(InterfaceInfo::vrfTable).filter(table -> table != 0);
    }

    @Override
    public boolean isOfOwnProtocol() {
        return route.protocol() == OWN_PROTOCOL;
    }

    @Override
    public boolean yieldsToOthers() {
        return route.place() == KernelRoute.Place.ONLY;
    }

    @Override
    public Set<String> interfaceNames() {
        Set<String> names = new HashSet<>();
        devices.forEach(device -> device.ifPresent(names::add));
        vrf.ifPresent(names::add);
        return names;
    }

    @Override
    public boolean dependsOn(InetAddress address) {
        return route.preferredSource().equals(Optional.of(address));
    }

    @Override
    public String toString() {
        return words;
    }
}
