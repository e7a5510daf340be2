package holdfast.drill.plan;

import holdfast.drill.lab.Cidr;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The two nodes and the virtual router the drill watches: the first one that both have.
 *
 * @param first the node that is called node1
 * @param second the node that is called node2
 * @param firstRouter the watched virtual router on the first node
 * @param secondRouter the same one on the second node
 */
public record PairPlan(NodePlan first, NodePlan second, RouterPlan firstRouter, RouterPlan secondRouter) {
    /**
     * Puts two nodes together.
     *
     * @param first the node that is called node1
     * @param second the node that is called node2
     * @return the pair
     * @throws PlanException when they share no virtual router that can be drilled
     */
    public static PairPlan of(NodePlan first, NodePlan second) throws PlanException {
        for (RouterPlan router : first.routers()) {
            RouterPlan twin = second.routers().stream()
                    .filter(router::isSameRouterAs)
                    .findFirst()
                    .orElse(null);
            if (twin != null) {
                return new PairPlan(first, second, router, twin);
            }
        }
        throw new PlanException(first.origin() + " and " + second.origin()
                + " have no virtual router in common: no virtual_router_id with addresses of one family is in both");
    }

    /**
     * The address the client uses.
     *
     * @return the first virtual address that is not link-local, else the first
     */
    public InetAddress target() {
        List<InetAddress> addresses =
                firstRouter.addresses().stream().map(Cidr::address).toList();
        return addresses.stream()
                .filter(address -> !(address instanceof Inet6Address) || !address.isLinkLocalAddress())
                .findFirst()
                .orElse(addresses.getFirst());
    }

    /**
     * The watched virtual router on a node.
     *
     * @param host the node's name
     * @return its plan there
     */
    public RouterPlan router(String host) {
        return host.equals(first.host()) ? firstRouter : secondRouter;
    }

    /**
     * The other node.
     *
     * @param host a node's name
     * @return the name of the one it is not
     */
    public String other(String host) {
        return host.equals(first.host()) ? second.host() : first.host();
    }

    /**
     * The node whose priority is higher while all is well.
     *
     * @return its name; empty for equal priorities, when mastership stays where it is
     */
    public Optional<String> preferred() {
        int difference = firstRouter.priorityWhenWell() - secondRouter.priorityWhenWell();
        if (difference == 0) {
            return Optional.empty();
        }
        return Optional.of(difference > 0 ? first.host() : second.host());
    }

    /**
     * Whether a node takes mastership back when it returns.
     *
     * @param host the returning node's name
     * @return true when its priority is higher and it preempts
     */
    public boolean takesBack(String host) {
        return router(host).preempt() && preferred().filter(host::equals).isPresent();
    }
}
