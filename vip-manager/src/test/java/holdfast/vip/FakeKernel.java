package holdfast.vip;

import holdfast.linux.AddressFlags;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.KernelRoute;
import holdfast.linux.KernelRule;
import holdfast.linux.LinuxException;
import holdfast.linux.MacAddress;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A kernel made of lists. It keeps Linux's rule that a subnet's first IPv4 address takes the others with it. */
final class FakeKernel implements RouteKernel, InterfaceDirectory {
    static final int UP_AND_RUNNING = 0x1 | 0x40;

    final List<InterfaceInfo> links = new ArrayList<>();
    final List<KernelAddress> addresses = new ArrayList<>();
    final Map<KernelRoute, KernelRoute> routes = new LinkedHashMap<>();
    final Set<KernelRule> rules = new LinkedHashSet<>();
    final List<RouteRequest> requests = new ArrayList<>();
    final List<Integer> batches = new ArrayList<>();
    Optional<NetlinkOutcome> answerToAll = Optional.empty();
    boolean broken;
    int dumps;

    InterfaceInfo link(int index, String name, String mac) {
        InterfaceInfo link =
                new InterfaceInfo(index, name, UP_AND_RUNNING, Optional.of(MacAddress.parse(mac)), 1500, 0, "");
        links.add(link);
        return link;
    }

    @Override
    public List<NetlinkOutcome> perform(List<RouteRequest> batch) throws LinuxException {
        if (broken) {
            throw new LinuxException(Errno.ENOBUFS, "send", "route netlink socket");
        }
        batches.add(batch.size());
        requests.addAll(batch);
        return batch.stream()
                .map(request -> answerToAll.orElseGet(() -> perform(request)))
                .toList();
    }

    private NetlinkOutcome perform(RouteRequest request) {
        return switch (request) {
            case RouteRequest.AddAddress(KernelAddress address) ->
                addresses.stream().anyMatch(address::isSameAs) ? refused(Errno.EEXIST) : put(address);
            case RouteRequest.ReplaceAddress(KernelAddress address) -> put(address);
            case RouteRequest.DeleteAddress(KernelAddress address) -> delete(address);
            case RouteRequest.DeleteNeighbour _ -> refused(Errno.ENOENT);
            case RouteRequest.AddMacvlan(String name, int base, MacAddress mac) -> {
                links.add(new InterfaceInfo(100 + links.size(), name, 0, Optional.of(mac), 1500, base, "macvlan"));
                yield new NetlinkOutcome.Done();
            }
            case RouteRequest.DeleteLink(int index) ->
                links.removeIf(link -> link.index() == index) ? new NetlinkOutcome.Done() : refused(Errno.ENODEV);
            case RouteRequest.AddRoute(KernelRoute route) ->
                routes.put(key(route), route) == null ? new NetlinkOutcome.Done() : refused(Errno.EEXIST);
            case RouteRequest.DeleteRoute(KernelRoute route) ->
                routes.remove(key(route)) == null ? refused(Errno.ESRCH) : new NetlinkOutcome.Done();
            case RouteRequest.AddRule(KernelRule rule) ->
                rules.add(rule) ? new NetlinkOutcome.Done() : refused(Errno.EEXIST);
            case RouteRequest.DeleteRule(KernelRule rule) ->
                rules.remove(rule) ? new NetlinkOutcome.Done() : refused(Errno.ENOENT);
            case RouteRequest.Removal _,
                    RouteRequest.AddTunnel _,
                    RouteRequest.SetLinkUp _,
                    RouteRequest.SetLinkDown _,
                    RouteRequest.DisableAddressGeneration _ -> new NetlinkOutcome.Done();
        };
    }

    /** How long it is used says nothing about which one it is. */
    private static KernelRoute key(KernelRoute route) {
        return route.expiring(OptionalLong.empty());
    }

    private NetlinkOutcome put(KernelAddress address) {
        addresses.removeIf(address::isSameAs);
        addresses.add(address);
        return new NetlinkOutcome.Done();
    }

    private NetlinkOutcome delete(KernelAddress address) {
        Optional<KernelAddress> found =
                addresses.stream().filter(address::isSameAs).findFirst();
        if (found.isEmpty()) {
            return refused(Errno.EADDRNOTAVAIL);
        }
        boolean first = !found.get().has(AddressFlags.SECONDARY) && isFirstOfSubnet(found.get());
        addresses.removeIf(other -> other.isSameAs(address) || (first && sharesSubnet(other, address)));
        return new NetlinkOutcome.Done();
    }

    private boolean isFirstOfSubnet(KernelAddress address) {
        return addresses.stream()
                .filter(other -> sharesSubnet(other, address))
                .findFirst()
                .filter(address::isSameAs)
                .isPresent();
    }

    private static boolean sharesSubnet(KernelAddress a, KernelAddress b) {
        return a.interfaceIndex() == b.interfaceIndex()
                && a.family() == b.family()
                && a.family() == holdfast.linux.AddressFamily.IPV4
                && a.prefixLength() == b.prefixLength()
                && Broadcast.fill(a.address(), a.prefixLength(), false)
                        .equals(Broadcast.fill(b.address(), b.prefixLength(), false));
    }

    private static NetlinkOutcome refused(Errno errno) {
        return new NetlinkOutcome.Refused(errno, Optional.empty());
    }

    @Override
    public List<KernelAddress> addresses() {
        dumps++;
        return List.copyOf(addresses);
    }

    @Override
    public List<InterfaceInfo> links() {
        return List.copyOf(links);
    }

    @Override
    public Optional<InterfaceInfo> named(String interfaceName) {
        return links.stream().filter(link -> link.name().equals(interfaceName)).findFirst();
    }
}
