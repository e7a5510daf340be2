package holdfast.agent.dump;

import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.ContributionStatus;
import java.util.Optional;

/** How tracked things are doing, as the instances that track them know. */
final class Tracking {
    private Tracking() {}

    /** What is known of a thing; empty when nobody tracks it. */
    static Optional<ContributionStatus> of(AgentStatus status, String type, String name) {
        return status.vrrp().instances().stream()
                .flatMap(instance -> instance.priority().contributions().stream())
                .filter(part -> part.type().equals(type) && part.name().equals(name))
                .findFirst();
    }

    static boolean isGood(AgentStatus status, String type, String name) {
        return of(status, type, name).map(part -> part.status().equals("good")).orElse(false);
    }
}
