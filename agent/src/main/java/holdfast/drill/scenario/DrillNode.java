package holdfast.drill.scenario;

import holdfast.drill.lab.AgentProcess;
import holdfast.drill.lab.Host;
import holdfast.drill.plan.NodePlan;
import holdfast.drill.plan.RouterPlan;
import java.time.Instant;

/**
 * A node under drill.
 *
 * @param host its host
 * @param plan its configuration
 * @param router the watched virtual router on it
 * @param agent its agent
 * @param haproxy its HAProxy
 */
public record DrillNode(Host host, NodePlan plan, RouterPlan router, AgentProcess agent, Haproxy haproxy) {
    /**
     * The node's name.
     *
     * @return {@code node1} or {@code node2}
     */
    public String name() {
        return host.name();
    }

    /**
     * Starts the node's agent with the node's configuration.
     *
     * @return when
     */
    Instant startAgent() {
        return plan.file().map(agent::start).orElseGet(() -> agent.start(plan.text()));
    }

    @Override
    public String toString() {
        return name();
    }
}
