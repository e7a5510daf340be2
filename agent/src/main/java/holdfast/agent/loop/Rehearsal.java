package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Effect;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A reload played with an engine of its own: nothing of it happens. Any thread, once. */
public final class Rehearsal {
    private final VrrpEngine engine;
    private final AgentPlan before;
    private final AgentPlan after;
    private final List<VirtualAddress> held;

    Rehearsal(VrrpEngine engine, AgentPlan before, AgentPlan after, List<VirtualAddress> held) {
        this.engine = engine;
        this.before = before;
        this.after = after;
        this.held = held;
    }

    /** What the reload would do. */
    public Reconfiguration play() {
        Set<String> activeBefore = Reconfiguration.active(before, engine);
        Plans plans = new Plans(before, engine::isActive);
        plans.replaceBy(after);
        List<Effect> effects = new ArrayList<>();
        long now = System.nanoTime();
        for (VrrpEvent event : Reconfiguration.events(before, after)) {
            effects.addAll(engine.on(event, now));
        }
        return new Reconfiguration(
                before,
                after,
                activeBefore,
                Reconfiguration.active(after, engine),
                effects,
                AddressMoves.of(effects, plans, activeBefore, held));
    }

    /**
     * One without a daemon: as if this node were master of every instance, all links were up and all that is tracked were well.
     *
     * @param before what would run
     * @param after what would be reloaded
     */
    public static Rehearsal asMaster(AgentPlan before, AgentPlan after) {
        VrrpEngine engine = HealthyNode.masterOf(before.engine());
        List<VirtualAddress> held = before.routers().values().stream()
                .filter(router -> engine.isActive(router.name()))
                .flatMap(router -> router.addresses().stream())
                .toList();
        return new Rehearsal(engine, before, after, held);
    }
}
