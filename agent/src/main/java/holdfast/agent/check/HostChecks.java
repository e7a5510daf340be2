package holdfast.agent.check;

import holdfast.agent.check.Host.OwnAddress;
import holdfast.agent.configuration.MachineFinding;
import holdfast.agent.configuration.MachineFinding.Spot;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A configuration held against the addresses and kernel settings of a machine. */
public final class HostChecks {
    private final Host host;
    private final List<OwnAddress> own;
    private final Set<MachineFinding> findings = new LinkedHashSet<>();

    private HostChecks(Configuration configuration, Host host) {
        this.host = host;
        this.own = ownAddresses(configuration, host.addresses());
    }

    /** What a machine has against a configuration. Interfaces that do not exist are not spoken of again. */
    public static List<MachineFinding> of(Configuration configuration, Host host) {
        HostChecks checks = new HostChecks(configuration, host);
        configuration.vrrpInstances().forEach(checks::instance);
        checks.bindingElsewhere(configuration);
        return List.copyOf(checks.findings);
    }

    /** Without those that a daemon has put there: what is wrong is wrong on a master, too. */
    private static List<OwnAddress> ownAddresses(Configuration configuration, List<OwnAddress> all) {
        Set<InetAddress> virtual = new HashSet<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            instance.virtualIpAddresses().forEach(address -> virtual.add(address.address()));
            instance.virtualIpAddressesExcluded().forEach(address -> virtual.add(address.address()));
        }
        return all.stream()
                .filter(address -> !virtual.contains(address.address()) || isFirst(address, all))
                .toList();
    }

    private void instance(VrrpInstance instance) {
        if (!exists(instance.interfaceName())) {
            return;
        }
        source(instance);
        addresses(instance, "virtual_ipaddress", instance.virtualIpAddresses());
        addresses(instance, "virtual_ipaddress_excluded", instance.virtualIpAddressesExcluded());
        ipv6(instance);
        virtualMac(instance);
        arp(instance);
    }

    private boolean exists(String interfaceName) {
        return host.setting("ipv4/conf/" + interfaceName + "/arp_ignore").isPresent();
    }

    private void report(Rule rule, VrrpInstance instance, String text, String hint, String... path) {
        findings.add(MachineFinding.of(
                        rule, Spot.of("vrrp_instance", instance.name(), path), "(" + instance.name() + ")", text)
                .withHint(hint));
    }

    private List<OwnAddress> on(String interfaceName, AddressFamily family) {
        return on(interfaceName, family, own);
    }

    private static List<OwnAddress> on(String interfaceName, AddressFamily family, List<OwnAddress> all) {
        return all.stream()
                .filter(address -> address.interfaceName().equals(interfaceName))
                .filter(address -> AddressFamily.of(address.address()) == family)
                .toList();
    }

    private void source(VrrpInstance instance) {
        Optional<InetAddress> configured = instance.transport().sourceAddress();
        if (configured.isEmpty()) {
            boolean usable = on(instance.interfaceName(), instance.family()).stream()
                    .anyMatch(address -> instance.family() == AddressFamily.INET
                            || address.address().isLinkLocalAddress());
            if (!usable && !own.isEmpty()) {
                String kind = instance.family() == AddressFamily.INET ? "IPv4 address" : "IPv6 link-local address";
                report(
                        Rule.HOST_NO_ADDRESS,
                        instance,
                        "interface " + instance.interfaceName() + " has no " + kind + " to send adverts from",
                        "give it one: 'ip address add'",
                        "interface");
            }
            return;
        }
        boolean there = own.stream().anyMatch(address -> address.address().equals(configured.get()));
        if (!there && !own.isEmpty()) {
            String keyword = instance.transport().isUnicast() ? "unicast_src_ip" : "mcast_src_ip";
            report(
                    Rule.HOST_SOURCE,
                    instance,
                    "no interface has " + keyword + " " + configured.get().getHostAddress(),
                    "the address of this node, or no " + keyword + " at all",
                    keyword);
        }
    }

    private void addresses(VrrpInstance instance, String list, List<VirtualIpAddress> addresses) {
        for (VirtualIpAddress address : addresses) {
            List<OwnAddress> local = on(address.dev(), address.family());
            String word = address.address().getHostAddress();
            boolean isOwn = own.stream()
                    .anyMatch(candidate -> candidate.address().equals(address.address()) && isFirst(candidate, own));
            if (isOwn) {
                if (instance.priority() != 255) { // the owner of its addresses (RFC 9568, 1.6)
                    report(
                            Rule.HOST_OWN_ADDRESS,
                            instance,
                            word + " is this machine's own address",
                            "an address no node has of its own",
                            list,
                            word);
                }
            } else if (!local.isEmpty() && !inOneNet(address, local)) {
                OwnAddress example = local.getFirst();
                report(
                        Rule.HOST_OTHER_NET,
                        instance,
                        address.dev() + " has no address in the net of " + word + "/" + address.prefixLength(),
                        "its own is " + example.address().getHostAddress() + "/" + example.prefixLength(),
                        list,
                        word);
            }
        }
    }

    /** The first of an interface is its own; others may be virtual addresses of a daemon that runs now. */
    private static boolean isFirst(OwnAddress address, List<OwnAddress> all) {
        List<OwnAddress> others = on(address.interfaceName(), AddressFamily.of(address.address()), all);
        return others.stream().filter(other -> !other.address().isLinkLocalAddress()).findFirst().stream()
                .anyMatch(address::equals);
    }

    private static boolean inOneNet(VirtualIpAddress address, List<OwnAddress> local) {
        return local.stream()
                .filter(other -> !other.address().equals(address.address()))
                .anyMatch(other -> isPrefixShared(address.address(), other.address(), other.prefixLength())
                        || isPrefixShared(address.address(), other.address(), address.prefixLength()));
    }

    private static boolean isPrefixShared(InetAddress one, InetAddress other, int bits) {
        byte[] first = one.getAddress();
        byte[] second = other.getAddress();
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((first[bit / 8] & mask) != (second[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private void ipv6(VrrpInstance instance) {
        String name = instance.interfaceName();
        boolean wanted = instance.family() == AddressFamily.INET6
                || instance.virtualIpAddressesExcluded().stream()
                        .anyMatch(address -> address.family() == AddressFamily.INET6);
        if (wanted && isSet("ipv6/conf/" + name + "/disable_ipv6", "1")) {
            report(
                    Rule.HOST_SYSCTL,
                    instance,
                    "IPv6 is switched off on " + name + " (net.ipv6.conf." + name + ".disable_ipv6 = 1)",
                    "sysctl -w net.ipv6.conf." + name + ".disable_ipv6=0",
                    "interface");
        }
    }

    /** With a virtual MAC two interfaces are in one net, and only one of them may answer for the address. */
    private void virtualMac(VrrpInstance instance) {
        if (instance.virtualMac().isEmpty() || instance.family() != AddressFamily.INET) {
            return;
        }
        String name = instance.interfaceName();
        if (greater("arp_ignore", name) == 0) {
            report(
                    Rule.HOST_SYSCTL,
                    instance,
                    name + " answers ARP for the virtual addresses with its own MAC (net.ipv4.conf." + name
                            + ".arp_ignore = 0)",
                    "sysctl -w net.ipv4.conf." + name + ".arp_ignore=1 net.ipv4.conf." + name + ".arp_announce=2",
                    "use_vmac");
        }
        if (greater("rp_filter", name) == 1) {
            report(
                    Rule.HOST_SYSCTL,
                    instance,
                    "packets for the virtual MAC are dropped by the strict reverse path filter (net.ipv4.conf." + name
                            + ".rp_filter = 1)",
                    "sysctl -w net.ipv4.conf." + name + ".rp_filter=2",
                    "use_vmac");
        }
    }

    private void arp(VrrpInstance instance) {
        String name = instance.interfaceName();
        if (instance.family() == AddressFamily.INET && greater("arp_ignore", name) == 8) {
            report(
                    Rule.HOST_SYSCTL,
                    instance,
                    name + " answers no ARP request at all (net.ipv4.conf." + name + ".arp_ignore = 8)",
                    "sysctl -w net.ipv4.conf." + name + ".arp_ignore=1",
                    "interface");
        }
        boolean promotes = greater("promote_secondaries", name) > 0 || instance.promoteSecondaries();
        if (!promotes && shareForeignNet(instance)) {
            Spot spot = Spot.of("vrrp_instance", instance.name(), "virtual_ipaddress");
            findings.add(MachineFinding.of(
                            Rule.HOST_SYSCTL,
                            spot,
                            "(" + instance.name() + ")",
                            "when the first of these addresses is removed, the kernel removes the others of its net as well (net.ipv4.conf."
                                    + name + ".promote_secondaries = 0)")
                    .as(Severity.NOTE)
                    .withHint("sysctl -w net.ipv4.conf." + name + ".promote_secondaries=1"));
        }
    }

    /** Whether two virtual addresses are in one net of their own, so that one of them is the primary address. */
    private boolean shareForeignNet(VrrpInstance instance) {
        List<VirtualIpAddress> foreign = new ArrayList<>();
        for (VirtualIpAddress address : instance.virtualIpAddresses()) {
            if (address.family() == AddressFamily.INET
                    && address.prefixLength() < 32
                    && !inOneNet(address, on(address.dev(), AddressFamily.INET))) {
                foreign.add(address);
            }
        }
        return foreign.stream()
                .anyMatch(one -> foreign.stream()
                        .anyMatch(other -> !other.equals(one)
                                && other.prefixLength() == one.prefixLength()
                                && isPrefixShared(one.address(), other.address(), one.prefixLength())));
    }

    /** Programs that listen on a virtual address cannot start on the backup unless the kernel lets them. */
    private void bindingElsewhere(Configuration configuration) {
        for (AddressFamily family : AddressFamily.values()) {
            String setting = family == AddressFamily.INET ? "ipv4/ip_nonlocal_bind" : "ipv6/ip_nonlocal_bind";
            Optional<VrrpInstance> first = configuration.vrrpInstances().stream()
                    .filter(instance -> instance.family() == family)
                    .findFirst();
            if (first.isPresent() && isSet(setting, "0")) {
                String name = "net." + setting.replace('/', '.');
                findings.add(MachineFinding.of(
                                Rule.HOST_SYSCTL,
                                Spot.of("vrrp_instance", first.get().name(), "virtual_ipaddress"),
                                "(" + first.get().name() + ")",
                                "a program that listens on a virtual address cannot start while this node is backup ("
                                        + name + " = 0)")
                        .as(Severity.NOTE)
                        .withHint("sysctl -w " + name + "=1, if there is one"));
            }
        }
    }

    private boolean isSet(String path, String value) {
        return host.setting(path).filter(value::equals).isPresent();
    }

    /** The greater of an interface's setting and that of all, which is what counts for these (ip-sysctl.rst). */
    private int greater(String setting, String interfaceName) {
        return Math.max(number("ipv4/conf/all/" + setting), number("ipv4/conf/" + interfaceName + "/" + setting));
    }

    private int number(String path) {
        try {
            return host.setting(path).map(Integer::parseInt).orElse(0);
        } catch (NumberFormatException e) {
            return 0; // not a number: not one of the values looked for
        }
    }
}
