package holdfast.agent.lvs;

import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.BalancingPlan;
import holdfast.linux.IpvsTimeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reload did to load balancing, or would do.
 *
 * @param before the plan before it
 * @param after the plan after it
 * @param begun whether virtual servers had begun before it; else there are no effects
 * @param effects what the virtual servers said to it, in their order
 */
public record Rebalancing(LvsPlan before, LvsPlan after, boolean begun, List<BalancingEffect> effects) {
    private static final LvsPlan NOTHING = new LvsPlan(
            new BalancingPlan(
                    List.of(),
                    new IpvsTimeouts(0, 0, 0),
                    Optional.empty(),
                    false,
                    BalancingPlan.FlushAtStop.NONE,
                    false,
                    true),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            Map.of(),
            Optional.empty());

    /** Copies the list. */
    public Rebalancing {
        effects = List.copyOf(effects);
    }

    /** Load balancing begins. */
    public static Rebalancing from(LvsPlan plan) {
        return new Rebalancing(NOTHING, plan, false, List.of());
    }
}
