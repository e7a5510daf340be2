package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.LinuxException;
import holdfast.vip.AddressHolder;
import holdfast.vrrp.VrrpEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A crash leaves routes and rules behind, and addresses when they have no lease; a router begins without them. */
final class LeftBehind {
    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);

    private LeftBehind() {}

    /** Removes those of the routers that are about to begin, or to change. */
    static void sweep(AddressHolder addresses, RoutingTables routing, Collection<RouterPlan> routers) {
        sweepAddresses(addresses, routers);
        routing.sweep(routers);
    }

    /**
     * The same when the loop starts: routers that go on keep what they have.
     *
     * @param before what the engine was told before its start
     * @param addressesToo false when another process may be using them
     */
    static void sweep(
            AddressHolder addresses,
            RoutingTables routing,
            AgentPlan plan,
            List<VrrpEvent> before,
            boolean addressesToo) {
        if (addressesToo) {
            sweepAddresses(addresses, plan.routers().values());
        }
        Set<String> goOn = new HashSet<>();
        before.forEach(event -> {
            if (event instanceof VrrpEvent.Adopted(String router)) {
                goOn.add(router);
            }
        });
        routing.sweep(plan.routers().values().stream()
                .filter(router -> !goOn.contains(router.name()))
                .toList());
    }

    private static void sweepAddresses(AddressHolder addresses, Collection<RouterPlan> routers) {
        for (RouterPlan router : routers) {
            try {
                addresses
                        .sweep(router.addresses(), System.nanoTime())
                        .forEach(found -> LOG.warn("({}) {} was left behind; removed", router.name(), found.address()));
            } catch (LinuxException e) {
                LOG.error("({}) cannot look for addresses left behind: {}", router.name(), e.getMessage());
            }
        }
    }
}
