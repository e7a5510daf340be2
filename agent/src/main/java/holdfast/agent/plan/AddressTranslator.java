package holdfast.agent.plan;

import holdfast.conf.model.AddressFlags;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressFamily;
import holdfast.vip.AddressOption;
import holdfast.vip.Broadcast;
import holdfast.vip.Lease;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which addresses a virtual router puts where, and for how long. */
final class AddressTranslator {
    private final boolean leased;

    /** @param leased whether addresses carry a lifetime at all */
    AddressTranslator(boolean leased) {
        this.leased = leased;
    }

    RouterPlan translate(VrrpInstance instance, List<RoutingEntry> routing) {
        boolean ipv4 = instance.family() == holdfast.conf.model.AddressFamily.INET;
        Optional<RouterPlan.VirtualMacPlan> mac = instance.virtualMac()
                .map(wanted -> new RouterPlan.VirtualMacPlan(
                        wanted.interfaceName().orElse((ipv4 ? "vrrp." : "vrrp6.") + instance.virtualRouterId()),
                        // A unicast advert from the virtual MAC would teach switches a place for it that a reply to the
                        // node cannot use.
                        wanted.xmitBase() || instance.transport().isUnicast()));
        Optional<InetAddress> group = instance.transport().isUnicast()
                ? Optional.empty()
                : Optional.of(instance.transport().multicastGroup());
        return new RouterPlan(
                instance.name(),
                instance.interfaceName(),
                ipv4 ? AddressFamily.IPV4 : AddressFamily.IPV6,
                instance.virtualRouterId(),
                group,
                mac,
                addresses(instance, mac),
                lease(instance),
                routing);
    }

    private Lease lease(VrrpInstance instance) {
        if (!leased) {
            return new Lease.Unlimited();
        }
        int addresses = instance.virtualIpAddresses().size()
                + instance.virtualIpAddressesExcluded().size();
        return Lease.forAdverts(instance.advertInterval(), instance.downTimerAdverts(), addresses);
    }

    private static List<VirtualAddress> addresses(VrrpInstance instance, Optional<RouterPlan.VirtualMacPlan> mac) {
        List<VirtualAddress> addresses = new ArrayList<>();
        instance.virtualIpAddresses().forEach(address -> addresses.add(address(address, instance, mac)));
        instance.virtualIpAddressesExcluded().forEach(address -> addresses.add(address(address, instance, mac)));
        return addresses;
    }

    private static VirtualAddress address(
            VirtualIpAddress address, VrrpInstance instance, Optional<RouterPlan.VirtualMacPlan> mac) {
        String device = address.dev().equals(instance.interfaceName())
                ? mac.map(RouterPlan.VirtualMacPlan::name).orElse(address.dev())
                : address.dev();
        return address(address, device);
    }

    static VirtualAddress address(VirtualIpAddress address, String device) {
        return new VirtualAddress(
                address.address(),
                address.peer().isPresent() ? address.peerPrefixLength() : address.prefixLength(),
                device,
                address.scope(),
                address.label(),
                address.broadcast().<Broadcast>map(Broadcast.Explicit::new).orElse(new Broadcast.None()),
                address.peer(),
                options(address.flags()),
                address.preferredLifetime());
    }

    private static Set<AddressOption> options(AddressFlags flags) {
        Set<AddressOption> options = EnumSet.noneOf(AddressOption.class);
        add(options, flags.detectDuplicates(), AddressOption.DUPLICATE_ADDRESS_DETECTION);
        add(options, flags.noPrefixRoute(), AddressOption.NO_PREFIX_ROUTE);
        add(options, flags.home(), AddressOption.HOME);
        add(options, flags.manageTemporaryAddresses(), AddressOption.MANAGE_TEMPORARY);
        add(options, flags.autoJoin(), AddressOption.AUTO_JOIN);
        return options;
    }

    private static void add(Set<AddressOption> options, boolean given, AddressOption option) {
        if (given) {
            options.add(option);
        }
    }
}
