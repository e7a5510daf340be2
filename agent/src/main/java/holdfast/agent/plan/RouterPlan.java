package holdfast.agent.plan;

import holdfast.linux.AddressFamily;
import holdfast.vip.Lease;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What one virtual router has on this machine.
 *
 * @param name its name
 * @param interfaceName where adverts are heard
 * @param family the family of its adverts
 * @param vrid 1 to 255
 * @param group the multicast group it listens to; empty with unicast peers
 * @param virtualMac the interface with the virtual MAC, if it uses one
 * @param addresses everything to put on interfaces while active, in the order of the file; those in adverts first
 * @param lease for how long without renewal
 * @param routing routes and rules to have while active, in the order they are added
 */
public record RouterPlan(
        String name,
        String interfaceName,
        AddressFamily family,
        int vrid,
        Optional<InetAddress> group,
        Optional<VirtualMacPlan> virtualMac,
        List<VirtualAddress> addresses,
        Lease lease,
        List<RoutingEntry> routing) {

    /**
     * The macvlan of a router.
     *
     * @param name what it is called
     * @param sendsFromBase adverts leave from the base interface all the same
     */
    public record VirtualMacPlan(String name, boolean sendsFromBase) {}

    /** Copies the lists. */
    public RouterPlan {
        addresses = List.copyOf(addresses);
        routing = List.copyOf(routing);
    }

    /** The same with other addresses to manage. */
    public RouterPlan withAddresses(List<VirtualAddress> others) {
        return new RouterPlan(name, interfaceName, family, vrid, group, virtualMac, others, lease, routing);
    }

    /** The interface adverts leave by. */
    public String sendingDevice() {
        return virtualMac
                .filter(mac -> !mac.sendsFromBase())
                .map(VirtualMacPlan::name)
                .orElse(interfaceName);
    }
}
