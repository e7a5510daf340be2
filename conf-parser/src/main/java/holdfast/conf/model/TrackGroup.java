package holdfast.conf.model;

import java.util.List;

/**
 * A {@code track_group} block: instances that go to fault when a static address, route or rule that names it disappears.
 *
 * @param name its name
 * @param instances names of {@code vrrp_instance}s, all defined
 */
public record TrackGroup(String name, List<String> instances) {
    /** Copies the list. */
    public TrackGroup {
        instances = List.copyOf(instances);
    }
}
