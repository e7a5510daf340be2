package holdfast.agent.doctor.segment;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which instance of ours a speaker speaks for. */
final class Matching {
    private Matching() {}

    /** Whether an instance has this number and family on this interface. */
    static boolean isSame(VrrpInstance instance, String interfaceName, int vrid, boolean ipv6) {
        return instance.virtualRouterId() == vrid
                && instance.interfaceName().equals(interfaceName)
                && instance.family() == (ipv6 ? AddressFamily.INET6 : AddressFamily.INET);
    }

    /** Whether a speaker speaks for an instance. */
    static boolean isSame(VrrpInstance instance, Speaker speaker) {
        return isSame(instance, speaker.interfaceName(), speaker.vrid(), speaker.ipv6());
    }

    /** The addresses that an instance advertises. */
    static Set<InetAddress> advertised(VrrpInstance instance) {
        return instance.virtualIpAddresses().stream()
                .map(VirtualIpAddress::address)
                .collect(Collectors.toSet());
    }

    /** Whether lists of addresses have one in common. */
    static boolean meet(Set<InetAddress> ours, List<InetAddress> theirs) {
        return theirs.stream().anyMatch(ours::contains);
    }
}
