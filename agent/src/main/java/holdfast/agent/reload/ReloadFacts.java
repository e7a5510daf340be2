package holdfast.agent.reload;

import holdfast.agent.loop.Reconfiguration;
import holdfast.agent.lvs.Rebalancing;
import holdfast.conf.model.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a reload does, or would do.
 *
 * @param before the configuration before it
 * @param after the configuration after it
 * @param routers what it does to virtual routers
 * @param balancing what it does to virtual servers; empty: there are none before or after
 */
public record ReloadFacts(
        Configuration before, Configuration after, Reconfiguration routers, Optional<Rebalancing> balancing) {
    /** The steps, in the order of the daemon. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>(NotifySteps.mail(before, after));
        steps.addAll(GlobalSteps.of(before, after, routers.before(), routers.after()));
        steps.addAll(InstanceSteps.of(routers));
        steps.addAll(AddressSteps.of(routers));
        steps.addAll(RoutingSteps.of(routers));
        steps.addAll(NotifySteps.of(routers.before(), routers.after()));
        steps.addAll(TrackedSteps.of(routers.before(), routers.after()));
        balancing.ifPresent(done -> steps.addAll(BalancingSteps.of(done)));
        steps.addAll(GlobalSteps.sessions(before, after));
        if (steps.isEmpty() && !before.equals(after)) { // such as the name of a dump file
            steps.add(Step.of(Step.Area.GLOBAL, Step.Action.CHANGE, "settings that nothing running depends on", ""));
        }
        return steps;
    }
}
