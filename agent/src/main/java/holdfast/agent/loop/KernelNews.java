package holdfast.agent.loop;

import holdfast.agent.events.AddressChange;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.LinuxException;
import holdfast.linux.RouteEvent;
import holdfast.linux.RouteMonitor;
import holdfast.vip.AddressHolder;
import holdfast.vip.AddressLost;
import holdfast.vip.LinkMonitor;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.VrrpEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what the kernel says about interfaces and addresses, and finds out which of ours were lost. */
final class KernelNews {
    private static final Logger LOG = LoggerFactory.getLogger(KernelNews.class);

    private final RouteMonitor monitor;
    private final RouteMonitor removals;
    private final RoutingTables routing;
    private final StaticKeeper statics;
    private final LinkMonitor links;
    private final AddressHolder addresses;
    private final boolean reportAddressChanges;
    private final LoopListener listener;
    private final Chronicle chronicle;
    private boolean linkCameUp;

    /** @param reportAddressChanges log every change of an address, whoever made it ({@code -a}) */
    KernelNews(
            RouteMonitor monitor,
            RouteMonitor removals,
            StaticKeeper statics,
            LinkMonitor links,
            AddressHolder addresses,
            boolean reportAddressChanges,
            LoopListener listener,
            Chronicle chronicle) {
        this.monitor = monitor;
        this.removals = removals;
        this.routing = statics.routing();
        this.statics = statics;
        this.links = links;
        this.addresses = addresses;
        this.reportAddressChanges = reportAddressChanges;
        this.listener = listener;
        this.chronicle = chronicle;
    }

    /**
     * Reads what has come.
     *
     * @param plans the routers whose addresses may be lost
     * @param sink gets what follows for the engine
     * @throws LinuxException when the monitor itself is in trouble
     */
    void read(Plans plans, Consumer<VrrpEvent> sink) throws LinuxException {
        monitor.read(this::take);
        removals.read(routing::on);
        lost(plans, sink);
        Collection<RouterPlan> routers = plans.current().routers().values();
        routing.putBack(routers);
        if (linkCameUp) {
            linkCameUp = false;
            long now = System.nanoTime();
            statics.lookNow(now);
            routing.lookNow(routers, now);
        }
    }

    /** Asks for all links and addresses anew. */
    void refreshLinks() {
        try {
            links.refresh();
        } catch (LinuxException e) {
            LOG.error("cannot tell what interfaces there are: {}", e.getMessage());
        }
    }

    private void take(RouteEvent event) {
        if (reportAddressChanges) {
            report(event);
        }
        try {
            links.on(event);
        } catch (LinuxException e) {
            LOG.error("what the kernel says about interfaces is incomplete: {}", e.getMessage());
        }
        addresses.on(event);
        linkCameUp |= routing.on(event);
        if (event instanceof RouteEvent.AddressPresent(var address)) {
            listener.addressChanged(address.address(), true);
        } else if (event instanceof RouteEvent.AddressRemoved(var address)) {
            listener.addressChanged(address.address(), false);
        }
    }

    private void report(RouteEvent event) {
        switch (event) {
            case RouteEvent.AddressPresent(var address) -> {
                if (!addresses.holdsAddress(address.address())) { // renewals of our own come each second
                    LOG.info(
                            "Netlink reflector reports IP {} added",
                            address.address().getHostAddress());
                }
            }
            case RouteEvent.AddressRemoved(var address) ->
                LOG.info(
                        "Netlink reflector reports IP {} removed",
                        address.address().getHostAddress());
            case RouteEvent.LinkPresent _,
                    RouteEvent.LinkRemoved _,
                    RouteEvent.RouteRemoved _,
                    RouteEvent.RuleRemoved _,
                    RouteEvent.Overrun _ -> {
                // not about addresses
            }
        }
    }

    private void lost(Plans plans, Consumer<VrrpEvent> sink) {
        List<AddressLost> lost;
        try {
            lost = addresses.lost(System.nanoTime());
        } catch (LinuxException e) {
            LOG.error("cannot tell whether addresses were lost: {}", e.getMessage());
            return;
        }
        if (lost.isEmpty()) {
            return;
        }
        statics.putBack(lost, System.nanoTime());
        for (RouterPlan router : plans.current().routers().values()) {
            Set<VirtualAddress> all = new HashSet<>(router.addresses());
            List<AddressLost> own =
                    lost.stream().filter(gone -> all.contains(gone.address())).toList();
            tell(router.name(), own);
            if (own.stream().anyMatch(gone -> gone.cause() == AddressLost.Cause.REMOVED)) {
                String names = own.stream()
                        .map(gone -> gone.address().address().getHostAddress())
                        .collect(Collectors.joining(", "));
                sink.accept(new VrrpEvent.AddressesLost(router.name(), names, "another program"));
            } else if (!own.isEmpty()) {
                sink.accept(new VrrpEvent.LeaseLapsed(router.name()));
            }
        }
    }

    private void tell(String router, List<AddressLost> own) {
        for (AddressLost.Cause cause : AddressLost.Cause.values()) {
            AddressChange change = switch (cause) {
                case LAPSED -> AddressChange.LAPSED;
                case REMOVED -> AddressChange.LOST;
            };
            chronicle.addressesAre(
                    router,
                    change,
                    own.stream()
                            .filter(gone -> gone.cause() == cause)
                            .map(AddressLost::address)
                            .toList());
        }
    }
}
