package holdfast.agent.loop;

import holdfast.agent.plan.RouterPlan;
import holdfast.linux.LinuxException;
import holdfast.vip.AddressHolder;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A crash leaves routes and rules behind, and addresses when they have no lease; a router begins without them. */
final class LeftBehind {
    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);

    private LeftBehind() {}

    /** Removes those of the routers that are about to begin, or to change. */
    static void sweep(AddressHolder addresses, RoutingTables routing, Collection<RouterPlan> routers) {
        routing.sweep(routers);
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
