package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.vip.RouteKernel;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.VirtualRouter;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address owner of the RFC (priority 255): its virtual address is the interface's own, there before this program and after it. Such an
 * address is advertised, but never added, leased or removed: that would cut the node off.
 */
final class OwnAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(OwnAddresses.class);

    private OwnAddresses() {}

    /**
     * Takes the node's own addresses out of what the routers of priority 255 manage.
     *
     * @param plan as configured
     * @param kernel says which addresses there are
     */
    static AgentPlan leaveAlone(AgentPlan plan, RouteKernel kernel) {
        if (plan.engine().routers().stream().noneMatch(VirtualRouter::isOwner)) {
            return plan;
        }
        Set<InetAddress> own;
        try {
            own = kernel.addresses().stream()
                    .filter(address ->
                            address.protocol() != VirtualAddress.PROTOCOL) // those are left-overs of a VRRP daemon
                    .map(KernelAddress::address)
                    .collect(Collectors.toSet());
        } catch (LinuxException e) {
            LOG.error("cannot tell which addresses are this node's own: {}", e.getMessage());
            return plan;
        }
        Map<String, RouterPlan> routers = new HashMap<>(plan.routers());
        for (VirtualRouter router : plan.engine().routers()) {
            if (router.isOwner()) {
                routers.computeIfPresent(router.name(), (_, managed) -> without(own, managed));
            }
        }
        return plan.withRouters(routers);
    }

    private static RouterPlan without(Set<InetAddress> own, RouterPlan router) {
        List<VirtualAddress> managed = router.addresses().stream()
                .filter(address -> !own.contains(address.address()))
                .toList();
        if (managed.size() < router.addresses().size()) {
            LOG.info(
                    "({}) owns its address: what the interface has already stays there, whatever happens",
                    router.name());
        }
        return router.withAddresses(managed);
    }
}
