package holdfast.agent.doctor;

import holdfast.conf.model.VrrpInstance;
import java.util.List;
import java.util.Optional;

/**
 * Where a finding applies.
 *
 * @param instances names of {@code vrrp_instance} blocks; none: the machine as a whole
 * @param interfaceName the interface
 */
public record Place(List<String> instances, Optional<String> interfaceName) {
    /** The machine as a whole. */
    public static final Place MACHINE = new Place(List.of(), Optional.empty());

    /** Copies the list. */
    public Place {
        instances = List.copyOf(instances);
    }

    /** An instance, on its interface. */
    public static Place of(VrrpInstance instance) {
        return new Place(List.of(instance.name()), Optional.of(instance.interfaceName()));
    }

    /** An interface, whatever uses it. */
    public static Place ofInterface(String interfaceName) {
        return new Place(List.of(), Optional.of(interfaceName));
    }
}
