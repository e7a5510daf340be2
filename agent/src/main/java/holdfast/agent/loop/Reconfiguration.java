package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.vrrp.Effect;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reload did on the loop, or would do.
 *
 * @param before the plan before it
 * @param after the plan after it
 * @param activeBefore the names of the routers that were active
 * @param activeAfter the names of those that are
 * @param effects what the engine said, in its order
 * @param addresses what became of addresses on this node
 * @param problems what did not work, a sentence each
 */
public record Reconfiguration(
        AgentPlan before,
        AgentPlan after,
        Set<String> activeBefore,
        Set<String> activeAfter,
        List<Effect> effects,
        List<AddressMove> addresses,
        List<String> problems) {
    /** Copies the collections. */
    public Reconfiguration {
        activeBefore = Set.copyOf(activeBefore);
        activeAfter = Set.copyOf(activeAfter);
        effects = List.copyOf(effects);
        addresses = List.copyOf(addresses);
        problems = List.copyOf(problems);
    }

    Reconfiguration(
            AgentPlan before,
            AgentPlan after,
            Set<String> activeBefore,
            Set<String> activeAfter,
            List<Effect> effects,
            List<AddressMove> addresses) {
        this(before, after, activeBefore, activeAfter, effects, addresses, List.of());
    }

    Reconfiguration withProblems(List<String> found) {
        return new Reconfiguration(before, after, activeBefore, activeAfter, effects, addresses, found);
    }

    /** What the engine is told in a reload, in this order. */
    static List<VrrpEvent> events(AgentPlan before, AgentPlan after) {
        List<VrrpEvent> events = new ArrayList<>(WatchedThings.forbidden(after));
        events.add(new VrrpEvent.Reconfigure(after.engine()));
        events.addAll(WatchedThings.noLongerWatched(before, after));
        return events;
    }

    /** The routers of a plan that are active. */
    static Set<String> active(AgentPlan plan, VrrpEngine engine) {
        return plan.engine().routers().stream()
                .map(VirtualRouter::name)
                .filter(engine::isActive)
                .collect(Collectors.toSet());
    }
}
