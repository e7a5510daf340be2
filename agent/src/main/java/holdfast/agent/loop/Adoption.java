package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.vip.InterfaceDirectory;
import holdfast.vip.RouteKernel;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.VrrpEvent;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which routers another daemon of this node is active for: those all of whose addresses are in place. Nothing is swept away then, for these
 * addresses are in use.
 */
final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private Adoption() {}

    /**
     * The routers to take over.
     *
     * @param plan what is configured
     * @param kernel says which addresses there are
     * @param interfaces says what interfaces are called
     * @return what the engine is told of them before it starts; nothing when the kernel does not tell
     */
    static List<VrrpEvent> of(AgentPlan plan, RouteKernel kernel, InterfaceDirectory interfaces) {
        try {
            List<KernelAddress> present = List.copyOf(kernel.addresses());
            List<String> names = plan.routers().values().stream()
                    .filter(router -> isInPlace(router, present, interfaces))
                    .map(RouterPlan::name)
                    .toList();
            LOG.info("Taking over {} from another daemon of this node", names.isEmpty() ? "nothing" : names);
            return names.stream().<VrrpEvent>map(VrrpEvent.Adopted::new).toList();
        } catch (LinuxException e) {
            LOG.error("cannot tell which addresses there are to take over: {}", e.getMessage());
            return List.of();
        }
    }

    /** Whether a router has addresses, and all of them are on their interfaces. */
    static boolean isInPlace(RouterPlan router, List<KernelAddress> present, InterfaceDirectory interfaces) {
        return !router.addresses().isEmpty()
                && router.addresses().stream().allMatch(address -> isInPlace(address, present, interfaces));
    }

    private static boolean isInPlace(
            VirtualAddress wanted, List<KernelAddress> present, InterfaceDirectory interfaces) {
        Optional<InterfaceInfo> where = interfaces.named(wanted.interfaceName());
        return where.isPresent()
                && present.stream()
                        .anyMatch(there -> there.interfaceIndex() == where.get().index()
                                && there.address().equals(wanted.address()));
    }
}
