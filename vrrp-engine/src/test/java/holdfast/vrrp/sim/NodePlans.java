package holdfast.vrrp.sim;

import holdfast.vrrp.EngineConfiguration;
import java.util.ArrayDeque;

/** The plan a process has, and those it has been given and has not read yet. */
final class NodePlans {
    private final ArrayDeque<NodePlan> ahead = new ArrayDeque<>();
    private NodePlan current;
    private NodePlan configuredFor;
    private EngineConfiguration configuration;

    NodePlans(NodePlan first) {
        current = first;
    }

    /** The one in force. */
    NodePlan current() {
        return current;
    }

    /** The one it has when it has taken in what it was told. */
    NodePlan last() {
        return ahead.isEmpty() ? current : ahead.getLast();
    }

    void add(NodePlan next) {
        ahead.add(next);
    }

    /** The process reads the next one. */
    void takeNext() {
        current = ahead.remove();
    }

    /** The process is gone: another would start with the last one. */
    void takeAll() {
        current = last();
        ahead.clear();
    }

    /** An engine's configuration, made once only for the last plan. */
    EngineConfiguration configuration(NodePlan plan) {
        if (!plan.equals(configuredFor)) {
            configuredFor = plan;
            configuration = plan.configuration();
        }
        return configuration;
    }
}
