package holdfast.ipvs;

import java.util.List;

/**
 * All virtual servers: the function from events to changes of the kernel's table, notifications and log lines. One thread; no clock, no
 * I/O. Requests are never refused by a kernel whose table is as it was last read.
 */
public final class VirtualServers {
    private final BalancingPlan plan;

    /**
     * Nothing happens before {@link BalancingEvent.Started}.
     *
     * @param plan the configuration at start
     */
    public VirtualServers(BalancingPlan plan) {
        this.plan = plan;
    }

    /**
     * Takes note of an event.
     *
     * @param event what has happened
     * @param now monotonic nanoseconds
     * @return what is to be done, in this order
     */
    public List<BalancingEffect> on(BalancingEvent event, long now) {
        return List.of();
    }

    /** Every virtual server with its real servers, in the order of the file. */
    public List<VirtualServerStatus> status() {
        return List.of();
    }

    /** The configuration in force. */
    public BalancingPlan plan() {
        return plan;
    }
}
