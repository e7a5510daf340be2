package holdfast.agent.resume;

import java.net.InetAddress;
import java.util.List;

/**
 * What was done for a process that will not come back.
 *
 * @param pid the process
 * @param handedOver virtual routers for which priority 0 was said
 * @param removed addresses that were still there
 * @param routing routes and rules that were still there
 * @param troubles what could not be done, and why
 */
public record Released(
        long pid, List<String> handedOver, List<InetAddress> removed, List<String> routing, List<String> troubles) {
    /** Copies the lists. */
    public Released {
        handedOver = List.copyOf(handedOver);
        removed = List.copyOf(removed);
        routing = List.copyOf(routing);
        troubles = List.copyOf(troubles);
    }
}
