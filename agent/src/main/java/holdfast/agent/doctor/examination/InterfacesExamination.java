package holdfast.agent.doctor.examination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.Network;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.doctor.machine.SystemFiles;
import holdfast.agent.json.JsonMapping;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressText;
import holdfast.linux.InterfaceInfo;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/** The interfaces of the instances. That they exist and have an address is part of {@link ConfigurationExamination}. */
public final class InterfacesExamination implements Examination {
    /** Kinds whose base interface is of the same namespace and carries their frames. */
    private static final Set<String> STACKED = Set.of("vlan", "macvlan", "macvtap", "ipvlan");

    /** Drivers of network cards that a hypervisor makes up, and that it lets use one MAC address unless told otherwise. */
    private static final Set<String> VIRTUAL_CARDS =
            Set.of("virtio_net", "vmxnet3", "hv_netvsc", "xen_netfront", "vif", "ena", "gve", "e1000");

    private final Programs programs;
    private final SystemFiles files;

    /** Asks ip(8) about bridges, and {@code /sys} about drivers. */
    public InterfacesExamination(Programs programs, SystemFiles files) {
        this.programs = programs;
        this.files = files;
    }

    @Override
    public String name() {
        return "interfaces";
    }

    @Override
    public String about() {
        return "interfaces that are down, without carrier or multicast, too small; VLANs, bridges, virtual MACs";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        for (VrrpInstance instance : subject.instances()) {
            subject.network().link(instance.interfaceName()).ifPresent(link -> link(instance, link, subject, notebook));
        }
    }

    private void link(VrrpInstance instance, InterfaceInfo link, Subject subject, Notebook notebook) {
        Place place = Place.of(instance);
        Optional<Finding> state = state(instance, link, subject.network());
        state.ifPresent(notebook::add);
        boolean unicast = instance.transport().isUnicast();
        if (!unicast && !link.multicast()) {
            notebook.add(Finding.of(
                    FindingId.INTERFACE_NO_MULTICAST,
                    place,
                    link.name() + " does not do multicast",
                    "ip link: no MULTICAST",
                    "no advert leaves or arrives: both nodes are master",
                    Remedy.command("ip link set dev " + link.name() + " multicast on")));
        } else if (state.isEmpty()) {
            notebook.fine(place, link.name() + " is up" + (unicast ? "" : " and does multicast"));
        }
        size(instance, link, notebook);
        if (!unicast) {
            bridge(instance, link, notebook);
        }
        virtualCard(instance, link, notebook);
    }

    private static Optional<Finding> state(VrrpInstance instance, InterfaceInfo link, Network network) {
        Optional<InterfaceInfo> parent = STACKED.contains(link.kind()) && link.baseIndex() > 0
                ? network.link(link.baseIndex())
                : Optional.empty();
        String consequence = instance.dontTrackPrimary()
                ? "no advert leaves or arrives; dont_track_primary keeps the instance from noticing"
                : "the instance is in FAULT, and this node takes nothing over";
        if (parent.isPresent() && !parent.get().adminUp()) {
            return Optional.of(Finding.of(
                    FindingId.INTERFACE_PARENT_DOWN,
                    Place.of(instance),
                    parent.get().name() + ", which " + link.name() + " sits on, is switched off",
                    "ip link: " + link.name() + "@" + parent.get().name() + ", "
                            + parent.get().name() + " not UP",
                    consequence,
                    Remedy.command("ip link set dev " + parent.get().name() + " up", NETWORK_SETUP)));
        }
        if (!link.adminUp()) {
            return Optional.of(Finding.of(
                    FindingId.INTERFACE_DOWN,
                    Place.of(instance),
                    link.name() + " is switched off",
                    "ip link: " + link.name() + " not UP",
                    consequence,
                    Remedy.command("ip link set dev " + link.name() + " up", NETWORK_SETUP)));
        }
        return link.running()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingId.INTERFACE_NO_CARRIER,
                        Place.of(instance),
                        link.name() + " has no carrier",
                        "ip link: " + link.name() + " UP, not RUNNING",
                        consequence,
                        Remedy.command(
                                "ethtool " + link.name(),
                                "look at the cable, the switch port, or the virtual switch"
                                        + parent.map(one -> " of " + one.name()).orElse(""))));
    }

    private static final String NETWORK_SETUP = "to keep it: in this system's network configuration";

    /** RFC 9568, 5.2: header, addresses; version 2 has eight bytes of authentication. */
    private static void size(VrrpInstance instance, InterfaceInfo link, Notebook notebook) {
        boolean ipv4 = instance.family() == AddressFamily.INET;
        int header = ipv4 ? 20 : 40;
        int bytes =
                header + 8 + instance.virtualIpAddresses().size() * (ipv4 ? 4 : 16) + (instance.version() == 2 ? 8 : 0);
        if (bytes > link.mtu()) {
            notebook.add(Finding.of(
                    FindingId.INTERFACE_MTU,
                    Place.of(instance),
                    "an advert with " + instance.virtualIpAddresses().size()
                            + " addresses does not fit into a packet of " + link.name(),
                    bytes + " bytes; the MTU is " + link.mtu(),
                    "the kernel refuses it: the other nodes hear no master",
                    Remedy.command(
                            "ip link set dev " + link.name() + " mtu " + Math.max(1500, bytes),
                            "if the network can; else move addresses to virtual_ipaddress_excluded")));
        }
    }

    /** Groups of 224.0.0.0/24 are always forwarded (RFC 4541, 2.1.2); others only where somebody asks who wants them. */
    private void bridge(VrrpInstance instance, InterfaceInfo link, Notebook notebook) {
        InetAddress group = instance.transport().multicastGroup();
        byte[] bytes = group.getAddress();
        boolean always = bytes.length == 4 && bytes[0] == (byte) 224 && bytes[1] == 0 && bytes[2] == 0;
        if (always || !link.kind().equals("bridge")) {
            return;
        }
        Optional<JsonNode> data = bridgeData(link.name());
        if (data.isEmpty()) {
            notebook.unseen("whether bridge " + link.name() + " keeps the group back: 'ip -d -j link' does not tell");
        } else if (data.get().path("mcast_snooping").asInt() == 1
                && data.get().path("mcast_querier").asInt() == 0) {
            notebook.add(Finding.of(
                    FindingId.BRIDGE_SNOOPING,
                    Place.of(instance),
                    link.name() + " forwards " + AddressText.of(group)
                            + " only to ports that have asked for it, and asks nobody",
                    "ip -d link: mcast_snooping 1, mcast_querier 0",
                    "where no other querier is on the network, adverts get lost after some minutes",
                    Remedy.command("ip link set dev " + link.name() + " type bridge mcast_querier 1", NETWORK_SETUP)));
        }
    }

    private Optional<JsonNode> bridgeData(String name) {
        if (!(programs.run("ip", "-d", "-j", "link", "show", "dev", name)
                        instanceof Programs.Answer.Ended(int status, String output, String _))
                || status != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    JsonMapping.MAPPER.readTree(output).path(0).path("linkinfo").path("info_data"));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void virtualCard(VrrpInstance instance, InterfaceInfo link, Notebook notebook) {
        if (instance.virtualMac().isEmpty()) {
            return;
        }
        files.linkName("/sys/class/net/" + link.name() + "/device/driver")
                .filter(VIRTUAL_CARDS::contains)
                .ifPresent(driver -> notebook.add(Finding.of(
                        FindingId.VIRTUAL_MAC_FILTERED,
                        Place.of(instance),
                        link.name() + " is the card of a virtual machine, and use_vmac sends from a second MAC address",
                        "its driver is " + driver,
                        "most hypervisors and clouds drop such frames unless told otherwise: the address answers nobody",
                        Remedy.advice(
                                "allow MAC changes, forged transmits and promiscuous mode on the virtual switch, or"
                                        + " leave use_vmac out on all nodes"))));
    }
}
