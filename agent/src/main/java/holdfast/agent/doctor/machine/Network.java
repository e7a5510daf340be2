package holdfast.agent.doctor.machine;

import holdfast.linux.AddressFamily;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Interfaces, addresses and settings of a network namespace at one moment. */
public interface Network {
    /** Every interface. */
    List<InterfaceInfo> links();

    /** Every address, in the kernel's order. */
    List<KernelAddress> addresses();

    /**
     * A setting below {@code /proc/sys/net}.
     *
     * @param path such as {@code ipv4/ip_forward}
     * @return empty when there is none
     */
    Optional<String> setting(String path);

    /** The interface of that name. */
    default Optional<InterfaceInfo> link(String name) {
        return links().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    /** The interface of that number. */
    default Optional<InterfaceInfo> link(int index) {
        return links().stream().filter(link -> link.index() == index).findFirst();
    }

    /** Addresses of a family on an interface; IPv6 ones of every scope. */
    default List<KernelAddress> on(String interfaceName, AddressFamily family) {
        return link(interfaceName).stream()
                .flatMap(link -> addresses().stream().filter(address -> address.interfaceIndex() == link.index()))
                .filter(address -> address.family() == family)
                .toList();
    }

    /** Where an address is on this machine. */
    default List<KernelAddress> holding(InetAddress wanted) {
        return addresses().stream()
                .filter(address -> address.address().equals(wanted))
                .toList();
    }
}
