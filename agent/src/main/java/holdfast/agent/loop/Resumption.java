package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.vip.InterfaceDirectory;
import holdfast.vip.RouteKernel;
import holdfast.vrrp.RouterKey;
import holdfast.vrrp.SyncGroup;
import holdfast.vrrp.VirtualRouter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which routers of a process that was killed go on as MASTER: those whose last advert is so recent that no other router has taken over, nor will
 * before the next one, and all of whose addresses are still there; a sync group as a whole or not at all.
 */
final class Resumption {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private Resumption() {}

    /**
     * What is left to this process.
     *
     * @param former the process that was killed
     * @param plan what is configured
     * @param kernel says which addresses there are
     * @param interfaces says what interfaces are called
     * @param standing what operators ordered
     * @param now monotonic nanoseconds
     * @return empty when there is nothing to go on with
     */
    static Optional<Inheritance> of(
            FormerProcess former,
            AgentPlan plan,
            RouteKernel kernel,
            InterfaceDirectory interfaces,
            StandingOrders standing,
            long now) {
        try {
            List<KernelAddress> present = kernel.addresses();
            Set<String> names = new HashSet<>();
            for (VirtualRouter router : plan.engine().routers()) {
                RouterPlan addresses = plan.routers().get(router.name());
                if (addresses != null
                        && wasMaster(former, router.name(), router.key(), now)
                        && Adoption.isInPlace(addresses, present, interfaces)) {
                    names.add(router.name());
                }
            }
            for (SyncGroup group : plan.engine().syncGroups()) {
                if (!names.containsAll(group.members())) {
                    group.members().forEach(names::remove);
                }
            }
            if (names.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    former.inheritance().ofDead(names.stream().sorted().toList(), former.advertisedAt(), standing));
        } catch (LinuxException e) {
            LOG.error("cannot tell which addresses a former process has left: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean wasMaster(FormerProcess former, String name, RouterKey key, long now) {
        return former.masters().stream()
                .anyMatch(
                        master -> master.name().equals(name) && master.key().equals(key) && master.isStillMaster(now));
    }
}
