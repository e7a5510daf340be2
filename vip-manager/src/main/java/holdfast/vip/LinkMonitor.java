package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.AddressFlags;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.RouteEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Knows all interfaces, whether they are up, and which own addresses a router may speak from.
 *
 * <p>Filled by {@link #refresh} and kept by {@link #on}; the listener hears of differences only.
 */
public final class LinkMonitor implements InterfaceDirectory {
    private static final int UNUSABLE = AddressFlags.TENTATIVE | AddressFlags.DADFAILED;

    private final RouteKernel kernel;
    private final LinkListener listener;
    private final Map<Integer, Tracked> links = new LinkedHashMap<>();
    private final Map<String, Tracked> byName = new LinkedHashMap<>();
    private Set<InetAddress> virtualAddresses = Set.of();

    private static final class Tracked {
        private InterfaceInfo link;
        private final List<KernelAddress> addresses = new ArrayList<>();
        private LinkState reported;

        /** The link, as it is handed out with each advert. */
        private Optional<InterfaceInfo> found;

        private Tracked(InterfaceInfo link) {
            is(link);
        }

        private void is(InterfaceInfo now) {
            link = now;
            found = Optional.of(now);
        }
    }

    /**
     * Starts knowing nothing.
     *
     * @param kernel who is asked
     * @param listener who is told
     */
    public LinkMonitor(RouteKernel kernel, LinkListener listener) {
        this.kernel = kernel;
        this.listener = listener;
    }

    /**
     * Sets which addresses are virtual: never a router's own, whoever put them where. The listener hears what changes by it.
     */
    public void virtualAddresses(Collection<InetAddress> addresses) {
        virtualAddresses = Set.copyOf(addresses);
        List.copyOf(links.values()).forEach(tracked -> {
            tracked.addresses.removeIf(address -> virtualAddresses.contains(address.address()));
            report(tracked);
        });
    }

    /**
     * Asks the kernel for everything and reports what differs: at start, after an overrun, after {@link #virtualAddresses}.
     *
     * @throws LinuxException when the kernel does not answer
     */
    public void refresh() throws LinuxException {
        List<InterfaceInfo> found = kernel.links();
        List<KernelAddress> addresses = kernel.addresses();
        List<Integer> indices = found.stream().map(InterfaceInfo::index).toList();
        List.copyOf(links.keySet()).stream()
                .filter(index -> !indices.contains(index))
                .forEach(this::forget);
        found.forEach(this::remember);
        links.values().forEach(tracked -> tracked.addresses.clear());
        addresses.forEach(this::remember);
        List.copyOf(links.values()).forEach(this::report);
    }

    /**
     * Follows a change reported by the kernel.
     *
     * @throws LinuxException when events were lost and the kernel does not answer
     */
    public void on(RouteEvent event) throws LinuxException {
        switch (event) {
            case RouteEvent.LinkPresent(InterfaceInfo link) -> report(remember(link));
            case RouteEvent.LinkRemoved(int index, String _) -> forget(index);
            case RouteEvent.AddressPresent(KernelAddress address) -> {
                if (remember(address)) {
                    report(links.get(address.interfaceIndex()));
                }
            }
            case RouteEvent.AddressRemoved(KernelAddress address) -> {
                Tracked tracked = links.get(address.interfaceIndex());
                if (tracked != null && tracked.addresses.removeIf(address::isSameAs)) {
                    report(tracked);
                }
            }
            case RouteEvent.Overrun _ -> refresh();
            case RouteEvent.RouteRemoved _, RouteEvent.RuleRemoved _ -> {
                // neither links nor addresses
            }
        }
    }

    private Tracked remember(InterfaceInfo link) {
        Tracked tracked = links.computeIfAbsent(link.index(), _ -> new Tracked(link));
        if (!tracked.link.name().equals(link.name())) {
            byName.remove(tracked.link.name(), tracked);
            tracked.reported = null;
            listener.linkGone(tracked.link.name());
        }
        tracked.is(link);
        byName.put(link.name(), tracked);
        return tracked;
    }

    private void forget(int index) {
        Tracked tracked = links.remove(index);
        if (tracked != null) {
            byName.remove(tracked.link.name(), tracked);
            listener.linkGone(tracked.link.name());
        }
    }

    /** Renewals report a virtual address each time: those are turned away here, at the cost of one look-up. */
    private boolean remember(KernelAddress address) {
        Tracked tracked = links.get(address.interfaceIndex());
        if (tracked == null || virtualAddresses.contains(address.address())) {
            return false;
        }
        for (int i = 0; i < tracked.addresses.size(); i++) {
            if (tracked.addresses.get(i).isSameAs(address)) {
                tracked.addresses.set(i, address);
                return true;
            }
        }
        return tracked.addresses.add(address);
    }

    private void report(Tracked tracked) {
        LinkState state = new LinkState(
                tracked.link,
                first(tracked, AddressFamily.IPV4, address -> !address.has(AddressFlags.SECONDARY)),
                first(
                        tracked,
                        AddressFamily.IPV6,
                        address -> address.address().isLinkLocalAddress() && (address.flags() & UNUSABLE) == 0));
        if (tracked.reported == null || !state.equals(tracked.reported)) {
            tracked.reported = state;
            listener.linkChanged(state);
        }
    }

    private static Optional<InetAddress> first(
            Tracked tracked, AddressFamily family, Predicate<KernelAddress> condition) {
        return tracked.addresses.stream()
                .filter(address -> address.family() == family)
                .filter(condition)
                .map(KernelAddress::address)
                .findFirst();
    }

    @Override
    public Optional<InterfaceInfo> named(String interfaceName) {
        Tracked tracked = byName.get(interfaceName);
        return tracked == null ? Optional.empty() : tracked.found;
    }

    /** What is known of the interface of this name. */
    public Optional<LinkState> state(String interfaceName) {
        return Optional.ofNullable(byName.get(interfaceName)).map(tracked -> tracked.reported);
    }

    /** Whether an own address is configured on an interface, tentative ones not counted: for {@code track_src_ip}. */
    public boolean hasAddress(String interfaceName, InetAddress address) {
        Tracked tracked = byName.get(interfaceName);
        return tracked != null
                && tracked.addresses.stream()
                        .anyMatch(own -> own.address().equals(address) && (own.flags() & UNUSABLE) == 0);
    }

    /** The interface an own address is on: for a unicast instance configured without one. */
    public Optional<LinkState> holderOf(InetAddress address) {
        return links.values().stream()
                .filter(tracked ->
                        tracked.addresses.stream().anyMatch(own -> own.address().equals(address)))
                .map(tracked -> tracked.reported)
                .findFirst();
    }
}
