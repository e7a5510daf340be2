package holdfast.agent.lvs;

import holdfast.conf.model.Configuration;

/**
 * Makes one plan after the other. Each is what {@link LvsPlanner#plan} makes; what has not changed since the plan before is the same objects,
 * so that nobody has to compare them at length: most of a large plan does not change. Any thread.
 */
public final class Replanner {
    private final CheckTools tools;
    private TranslationMemory memory = TranslationMemory.none(); // guarded by this

    /** @param tools of all plans */
    public Replanner(CheckTools tools) {
        this.tools = tools;
    }

    /** The plan of a configuration that comes into force. */
    public synchronized LvsPlan next(Configuration configuration) {
        LvsPlanner planner = new LvsPlanner(configuration, tools, memory);
        LvsPlan plan = planner.plan();
        memory = planner.memory();
        return plan;
    }

    /** What {@link #next} would make. */
    public synchronized LvsPlan rehearse(Configuration configuration) {
        return new LvsPlanner(configuration, tools, memory).plan();
    }
}
