package holdfast.agent.plan;

import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualAddress;
import java.util.List;

/**
 * What is put on the machine at start and stays there until the end, whatever virtual routers do.
 *
 * @param addresses without a lease
 * @param routing routes and rules, in the order they are added
 */
public record StaticPlan(List<VirtualAddress> addresses, List<RoutingEntry> routing) {
    /** Of a file that has none. */
    public static final StaticPlan NONE = new StaticPlan(List.of(), List.of());

    /** Copies the lists. */
    public StaticPlan {
        addresses = List.copyOf(addresses);
        routing = List.copyOf(routing);
    }
}
