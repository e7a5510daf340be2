package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the interfaces with virtual router MAC addresses, and removes them at the end (RFC 9568, 7.3, on Linux by macvlan).
 *
 * <p>A macvlan in private mode hears the LAN but not its siblings. Without the settings made here the base interface would
 * answer ARP for virtual addresses with its own MAC, and replies would be dropped as coming by the wrong interface.
 */
public final class VirtualMacInterfaces {
    private final RouteKernel kernel;
    private final InterfaceSettings settings;
    private final Map<String, Integer> made = new LinkedHashMap<>();
    private final Map<String, String> before = new LinkedHashMap<>();

    /**
     * Starts with none.
     *
     * @param kernel makes interfaces
     * @param settings changes how they behave
     */
    public VirtualMacInterfaces(RouteKernel kernel, InterfaceSettings settings) {
        this.kernel = kernel;
        this.settings = settings;
    }

    /**
     * Makes an interface for addresses of its router's own family and switches it on.
     *
     * @return ready, or failed and why
     * @see #create(VirtualMacInterface, Set)
     */
    public VirtualMacOutcome create(VirtualMacInterface wanted) {
        return create(wanted, Set.of());
    }

    /**
     * Makes an interface and switches it on. One that is there already, made here or left by a crash (macvlan, same name,
     * base and MAC), is taken over and set up anew.
     *
     * @param addresses the families of the addresses that are to go on it; that of the adverts need not be among them. IPv6 is
     *     switched off on an interface that carries none
     * @return ready, or failed and why
     */
    public VirtualMacOutcome create(VirtualMacInterface wanted, Set<AddressFamily> addresses) {
        Set<AddressFamily> carried = EnumSet.of(wanted.family());
        carried.addAll(addresses);
        try {
            List<InterfaceInfo> links = kernel.links();
            Optional<InterfaceInfo> base = named(links, wanted.baseInterface());
            if (base.isEmpty()) {
                return new VirtualMacOutcome.Failed("there is no interface " + wanted.baseInterface());
            }
            Optional<InterfaceInfo> existing = named(links, wanted.name());
            if (existing.isPresent() && !isOurs(existing.get(), wanted, base.get())) {
                return new VirtualMacOutcome.Failed(
                        "there is another interface " + wanted.name() + " already, and it is not a leftover of ours");
            }
            if (existing.isEmpty()) {
                NetlinkOutcome outcome = perform(
                        new RouteRequest.AddMacvlan(wanted.name(), base.get().index(), wanted.mac()));
                if (!outcome.done()) {
                    return new VirtualMacOutcome.Failed("making " + wanted.name() + ": " + outcome);
                }
            }
            return switchOn(wanted, carried);
        } catch (LinuxException e) {
            return new VirtualMacOutcome.Failed(e.getMessage());
        }
    }

    private VirtualMacOutcome switchOn(VirtualMacInterface wanted, Set<AddressFamily> carried) throws LinuxException {
        Optional<InterfaceInfo> link = named(kernel.links(), wanted.name());
        if (link.isEmpty()) {
            return new VirtualMacOutcome.Failed(wanted.name() + " vanished while it was being made");
        }
        made.put(wanted.name(), link.get().index());
        List<String> warnings = new ArrayList<>();
        NetlinkOutcome noAddresses =
                perform(new RouteRequest.DisableAddressGeneration(link.get().index()));
        if (!noAddresses.done()) {
            warnings.add("keeping " + wanted.name() + " without a link-local address of its own: " + noAddresses);
        }
        configure(wanted, carried, warnings);
        NetlinkOutcome up = perform(new RouteRequest.SetLinkUp(link.get().index()));
        return up.done()
                ? new VirtualMacOutcome.Ready(link.get(), List.copyOf(warnings))
                : new VirtualMacOutcome.Failed("switching " + wanted.name() + " on: " + up);
    }

    private void configure(VirtualMacInterface wanted, Set<AddressFamily> carried, List<String> warnings) {
        String own = "ipv4/conf/" + wanted.name() + "/";
        String base = "ipv4/conf/" + wanted.baseInterface() + "/";
        set(own + "arp_ignore", "1", warnings);
        if (carried.contains(AddressFamily.IPV4)) {
            set(own + "accept_local", "1", warnings);
            set(own + "rp_filter", "0", warnings);
            set(own + "promote_secondaries", "1", warnings);
            setUntilClose(base + "arp_ignore", "1", warnings);
            setUntilClose(base + "arp_filter", "1", warnings);
            // A backup that reported its membership from the virtual MAC would teach switches that it is at its port.
            // Groups of the link need no report: switches flood them (RFC 4541, 2.1.2). Keepalived: disable_local_igmp.
            setUntilClose("ipv4/igmp_link_local_mcast_reports", "0", warnings);
            // Traffic from the virtual address leaves by the base interface. Its ARP requests must not bind the address
            // to the interface's own MAC in every neighbour's table: keepalived leaves this out.
            setUntilClose(base + "arp_announce", "2", warnings);
            relaxGlobalFilter(wanted, warnings);
        }
        String own6 = "ipv6/conf/" + wanted.name() + "/";
        if (carried.contains(AddressFamily.IPV6)) {
            set(own6 + "disable_ipv6", "0", warnings); // a leftover or the system's default may have it off
            set(own6 + "accept_dad", "0", warnings);
        } else {
            set(own6 + "disable_ipv6", "1", warnings);
        }
    }

    /**
     * The kernel uses the larger of the interface's rp_filter and that for all. A value for all is therefore moved to every
     * other interface, and to those made later, before it is cleared: nothing but ours becomes less strict.
     */
    private void relaxGlobalFilter(VirtualMacInterface wanted, List<String> warnings) {
        String all = "ipv4/conf/all/rp_filter";
        try {
            String value = settings.read(all);
            if (value.equals("0")) {
                return;
            }
            setUntilClose("ipv4/conf/default/rp_filter", value, warnings);
            for (InterfaceInfo link : kernel.links()) {
                String filter = "ipv4/conf/" + link.name() + "/rp_filter";
                if (!made.containsKey(link.name()) && settings.read(filter).compareTo(value) < 0) {
                    setUntilClose(filter, value, warnings);
                }
            }
            setUntilClose(all, "0", warnings);
        } catch (IOException e) {
            warnings.add("rp_filter of " + wanted.name() + " cannot be relaxed: " + e.getMessage());
        }
    }

    private void set(String setting, String value, List<String> warnings) {
        try {
            if (!settings.read(setting).equals(value)) {
                settings.write(setting, value);
            }
        } catch (IOException e) {
            warnings.add("setting " + setting + " to " + value + " failed: " + e);
        }
    }

    private void setUntilClose(String setting, String value, List<String> warnings) {
        try {
            String old = settings.read(setting);
            if (!old.equals(value)) {
                settings.write(setting, value);
                before.putIfAbsent(setting, old);
            }
        } catch (IOException e) {
            warnings.add("setting " + setting + " to " + value + " failed: " + e);
        }
    }

    /**
     * Takes note that the kernel removed an interface, as it does with a macvlan when its base interface goes. It is no longer
     * one made here; {@link #create} makes it anew.
     *
     * @param name its name; one not made here is passed over
     */
    public void forget(String name) {
        made.remove(name);
    }

    /**
     * Removes one interface, as when its router has been taken out of the configuration. One that has gone by itself counts as
     * removed.
     *
     * @return why it could not be; empty when it is gone
     */
    public Optional<String> remove(String name) {
        Integer index = made.remove(name);
        if (index == null) {
            return Optional.empty();
        }
        NetlinkOutcome outcome = perform(new RouteRequest.DeleteLink(index));
        boolean gone = outcome.done()
                || (outcome instanceof NetlinkOutcome.Refused no && no.errno().equals(Errno.ENODEV));
        return gone ? Optional.empty() : Optional.of("removing " + name + ": " + outcome);
    }

    /**
     * Removes every interface made here and puts back every setting changed elsewhere.
     *
     * @return what could not be done, in words
     */
    public List<String> removeAll() {
        List<String> failures = new ArrayList<>();
        List.copyOf(made.keySet()).forEach(name -> remove(name).ifPresent(failures::add));
        List<String> settingsChanged = new ArrayList<>(before.keySet());
        for (String setting : settingsChanged.reversed()) {
            try {
                settings.write(setting, before.remove(setting));
            } catch (NoSuchFileException _) {
                // It went with its interface: there is nothing left to put back.
            } catch (IOException e) {
                failures.add("putting back " + setting + " failed: " + e);
            }
        }
        return failures;
    }

    private NetlinkOutcome perform(RouteRequest request) {
        try {
            return kernel.perform(List.of(request)).getFirst();
        } catch (LinuxException e) {
            return new NetlinkOutcome.Refused(e.errno(), Optional.of(e.operation()));
        }
    }

    private static boolean isOurs(InterfaceInfo link, VirtualMacInterface wanted, InterfaceInfo base) {
        return link.kind().equals("macvlan")
                && link.baseIndex() == base.index()
                && link.mac().equals(Optional.of(wanted.mac()));
    }

    private static Optional<InterfaceInfo> named(List<InterfaceInfo> links, String name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }
}
