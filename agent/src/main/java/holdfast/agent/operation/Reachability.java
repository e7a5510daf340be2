package holdfast.agent.operation;

import holdfast.agent.status.InstanceStatus;
import java.net.InetAddress;

/** Asks another node whether it is there. */
@FunctionalInterface
interface Reachability {
    /**
     * Whether it answers. Waits for that, at most a second.
     *
     * @param instance the instance it has to do with
     */
    boolean answers(InetAddress address, InstanceStatus instance);

    /** Asks this way, and when nobody answers, another. */
    default Reachability or(Reachability other) {
        return (address, instance) -> answers(address, instance) || other.answers(address, instance);
    }
}
