package holdfast.agent.doctor;

import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.machine.InstanceView;
import holdfast.agent.doctor.machine.Network;
import holdfast.agent.doctor.segment.Capture;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What is examined.
 *
 * @param checked the configuration file as {@code holdfast check} sees it
 * @param network interfaces, addresses and settings of this machine
 * @param daemon the daemon on this machine, as it says itself
 * @param keepalived the process of a keepalived that uses the same file
 * @param capture who was heard; empty: nobody has listened
 */
public record Subject(
        CheckedConfiguration checked,
        Network network,
        DaemonState daemon,
        OptionalLong keepalived,
        Optional<Capture> capture) {
    /** What the file means. */
    public Configuration configuration() {
        return checked.parse().configuration();
    }

    /** The file's name. */
    public String file() {
        return checked.file();
    }

    /** The file's instances. */
    public List<VrrpInstance> instances() {
        return configuration().vrrpInstances();
    }

    /** How the daemon sees an instance; empty when none runs, or none that knows it. */
    public Optional<InstanceView> view(VrrpInstance instance) {
        return daemon.running().flatMap(running -> running.instance(instance.name()));
    }

    /** All virtual addresses of an instance. */
    public static List<VirtualIpAddress> addresses(VrrpInstance instance) {
        return Stream.concat(instance.virtualIpAddresses().stream(), instance.virtualIpAddressesExcluded().stream())
                .toList();
    }
}
