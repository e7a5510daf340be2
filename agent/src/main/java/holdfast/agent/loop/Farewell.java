package holdfast.agent.loop;

import holdfast.vip.AddressHolder;
import holdfast.vip.Lease;
import holdfast.vip.VirtualAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a loop that ends leaves its addresses to another daemon of this node. */
final class Farewell {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

    private Farewell() {}

    /** They stay for good, whatever becomes of the other daemon. */
    static void leaveInPlace(AddressHolder addresses, RoutingTables routing) {
        routing.leaveInPlace();
        List<VirtualAddress> held = List.copyOf(addresses.held());
        addresses.reconcile(held, held, new Lease.Unlimited(), System.nanoTime()).stream()
                .filter(outcome -> !outcome.succeeded())
                .forEach(outcome -> LOG.error("{} keeps its lease and will go: {}", outcome.address(), outcome));
    }
}
