package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.vip.InterfaceDirectory;
import holdfast.vip.RouteKernel;
import holdfast.vrrp.SyncGroup;
import holdfast.vrrp.VirtualRouter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
            Map<String, String> obstacles = new TreeMap<>();
            for (VirtualRouter router : plan.engine().routers()) {
                Optional<FormerMaster> master = former.master(router.name(), router.key());
                RouterPlan addresses = plan.routers().get(router.name());
                if (master.isEmpty() || addresses == null) {
                    continue;
                }
                if (!master.get().isStillMaster(now)) {
                    obstacles.put(router.name(), master.get().lateness(now));
                } else if (!Adoption.isInPlace(addresses, present, interfaces)) {
                    obstacles.put(router.name(), "not all of its addresses are there any more");
                } else {
                    names.add(router.name());
                }
            }
            for (SyncGroup group : plan.engine().syncGroups()) {
                if (!names.containsAll(group.members())) {
                    group.members().stream()
                            .filter(names::remove)
                            .forEach(name -> obstacles.put(name, "not all of its sync group " + group.name() + " can"));
                }
            }
            obstacles.forEach((name, why) -> LOG.info("({}) does not go on as MASTER: {}", name, why));
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
}
