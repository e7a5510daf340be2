package holdfast.agent.dump;

import holdfast.agent.doctor.machine.Network;
import holdfast.linux.AddressFamily;
import holdfast.linux.AddressScope;
import holdfast.linux.AddressText;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The interfaces of the machine as {@code keepalived.data} tells of them.
 *
 * @param network as it is now
 */
record Machine(Network network) {
    private static final int IFF_BROADCAST = 0x2;
    private static final int IFF_LOOPBACK = 0x8;
    private static final int IFF_POINTOPOINT = 0x10;
    private static final int IFF_NOARP = 0x80;

    /** Writes the block of every interface, by its number, and which instances follow it with which weight. */
    void write(Consumer<String> out, List<DumpedInstance> instances) {
        network.links().stream()
                .sorted(Comparator.comparingInt(InterfaceInfo::index))
                .forEach(link -> write(out, link, instances));
    }

    private void write(Consumer<String> out, InterfaceInfo link, List<DumpedInstance> instances) {
        out.accept("Name = " + link.name());
        out.accept("  index = " + link.index());
        out.accept("  IPv4 address = " + first(link, AddressFamily.IPV4, instances));
        out.accept("  IPv6 address = " + first(link, AddressFamily.IPV6, instances));
        boolean loopback = (link.flags() & IFF_LOOPBACK) != 0;
        link.mac().filter(_ -> !loopback).ifPresent(mac -> {
            out.accept("  MAC = " + mac);
            out.accept("  MAC broadcast = ff:ff:ff:ff:ff:ff");
        });
        out.accept("  State = " + state(link));
        if (link.kind().equals("macvlan")) {
            network.link(link.baseIndex())
                    .ifPresent(base -> out.accept("  VMAC type private, underlying interface = " + base.name()
                            + ", state = " + upAndRunning(base)));
        }
        if (instances.stream()
                .anyMatch(one ->
                        one.virtualMacInterface().filter(link.name()::equals).isPresent())) {
            out.accept("  I/f created by keepalived");
        }
        out.accept("  MTU = " + link.mtu());
        out.accept("  HW Type = " + (loopback ? "LOOPBACK" : link.mac().isPresent() ? "ETHERNET" : "UNKNOWN"));
        out.accept("  NIC netlink status update");
        List<String> followers = followers(link.name(), instances);
        if (!followers.isEmpty()) {
            out.accept("  Tracking VRRP instances :");
            followers.forEach(line -> out.accept("    " + line));
        }
    }

    /** The address adverts would come from: of IPv6 the link-local one, and no virtual one. */
    private String first(InterfaceInfo link, AddressFamily family, List<DumpedInstance> instances) {
        return network.addresses().stream()
                .filter(address -> address.interfaceIndex() == link.index() && address.family() == family)
                .filter(address -> family == AddressFamily.IPV4 || address.scope() == AddressScope.LINK)
                .map(KernelAddress::address)
                .filter(address -> instances.stream().noneMatch(instance -> instance.isVirtual(address)))
                .map(AddressText::of)
                .findFirst()
                .orElse("(none)");
    }

    private static String upAndRunning(InterfaceInfo link) {
        return (link.adminUp() ? "UP" : "not UP") + (link.running() ? ", RUNNING" : ", not RUNNING");
    }

    private static String state(InterfaceInfo link) {
        StringBuilder words = new StringBuilder(upAndRunning(link));
        if ((link.flags() & IFF_BROADCAST) == 0) {
            words.append(", no broadcast");
        }
        if ((link.flags() & IFF_LOOPBACK) != 0) {
            words.append(", loopback");
        }
        if ((link.flags() & IFF_POINTOPOINT) != 0) {
            words.append(", point to point");
        }
        if ((link.flags() & IFF_NOARP) != 0) {
            words.append(", no arp");
        }
        if (!link.multicast()) {
            words.append(", no multicast");
        }
        return words.toString();
    }

    /** Those whose own interface it is, and those that track it. */
    private static List<String> followers(String name, List<DumpedInstance> instances) {
        List<String> lines = new ArrayList<>();
        for (DumpedInstance instance : instances) {
            var tracked = instance.config().tracking().interfaces().stream()
                    .filter(reference -> reference.name().equals(name))
                    .findFirst();
            boolean own = !instance.config().dontTrackPrimary()
                    && (instance.config().interfaceName().equals(name)
                            || instance.virtualMacInterface()
                                    .filter(name::equals)
                                    .isPresent()
                            || instance.config().virtualIpAddresses().stream()
                                    .anyMatch(address -> address.dev().equals(name)));
            if (tracked.isPresent() || own) {
                lines.add(instance.config().name() + ", weight "
                        + tracked.map(reference -> reference.weight() + DataDump.reverse(reference))
                                .orElse("0"));
            }
        }
        return lines;
    }

    /** {@code , ifindex 3} of an interface that is there. */
    String indexOf(String interfaceName) {
        return network.link(interfaceName)
                .map(link -> ", ifindex " + link.index())
                .orElse("");
    }

    /** Whether the interface is there and can be used. */
    boolean isUp(String interfaceName) {
        return network.link(interfaceName).filter(InterfaceInfo::up).isPresent();
    }

    /** Whether the address is on this interface now. */
    boolean has(InetAddress wanted, String interfaceName) {
        Optional<InterfaceInfo> link = network.link(interfaceName);
        return link.isPresent()
                && network.holding(wanted).stream()
                        .anyMatch(address ->
                                address.interfaceIndex() == link.get().index());
    }
}
