package holdfast.agent.status;

import holdfast.vrrp.RouterKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the VRRP loop knows, at one moment.
 *
 * @param at the moment
 * @param atNanos the same in monotonic nanoseconds
 * @param instances in the order of the file
 * @param groups in the order of the file
 * @param unknownVrids adverts for a VRID that nobody here has
 * @param withoutVrid packets so wrong that they name no VRID
 * @param droppedMessages reports that the loop did not keep up with
 * @param maintenance the node keeps out of elections as far as that is safe
 */
public record VrrpStatus(
        Instant at,
        long atNanos,
        List<InstanceStatus> instances,
        List<Group> groups,
        Map<RouterKey, Long> unknownVrids,
        long withoutVrid,
        long droppedMessages,
        boolean maintenance) {
    /** Copies the collections. */
    public VrrpStatus {
        instances = List.copyOf(instances);
        groups = List.copyOf(groups);
        unknownVrids = Map.copyOf(unknownVrids);
    }

    /**
     * A {@code vrrp_sync_group}.
     *
     * @param name its name
     * @param state what it announced last; empty: nothing yet
     * @param members its instances
     */
    public record Group(String name, Optional<String> state, List<String> members) {
        /** Copies the list. */
        public Group {
            members = List.copyOf(members);
        }
    }

    /** The instance of this name. */
    public Optional<InstanceStatus> instance(String name) {
        return instances.stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst();
    }
}
