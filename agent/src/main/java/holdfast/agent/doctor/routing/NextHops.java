package holdfast.agent.doctor.routing;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.Network;
import holdfast.agent.doctor.machine.Wire;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.linux.AddressText;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelRoute.Hop;
import holdfast.linux.LinuxException;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualRoute;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether routes lead somewhere: interfaces that are there, and routers that answer. */
final class NextHops {
    /** More on one interface are not asked for: each is waited for. */
    private static final int MOST_ROUTERS = 64;

    private final Wire wire;

    NextHops(Wire wire) {
        this.wire = wire;
    }

    /**
     * Looks at the hops of some routes.
     *
     * @param entries of an instance, or static ones
     * @param place where what is wrong with them applies
     * @param own the addresses that come with them
     */
    void examine(
            List<RoutingEntry> entries, Place place, List<VirtualIpAddress> own, Subject subject, Notebook notebook) {
        Map<String, List<RoutingEntry>> byInterface = new LinkedHashMap<>();
        Map<InterfaceInfo, Map<InetAddress, List<RoutingEntry>>> byRouter = new LinkedHashMap<>();
        for (RoutingEntry entry : entries) {
            entry.interfaceNames()
                    .forEach(name -> byInterface
                            .computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(entry));
            if (entry instanceof VirtualRoute route) {
                for (int i = 0; i < route.devices().size(); i++) {
                    hop(route, i, place, own, subject, notebook, byRouter);
                }
            }
        }
        byInterface.forEach((name, users) -> usable(name, users, place, subject, notebook));
        byRouter.forEach((link, routers) -> ask(link, routers, place, notebook));
    }

    private static void usable(String name, List<RoutingEntry> users, Place place, Subject subject, Notebook notebook) {
        Optional<InterfaceInfo> link = subject.network().link(name);
        boolean isVrf = users.stream()
                .anyMatch(entry ->
                        entry instanceof VirtualRoute route && route.vrf().equals(Optional.of(name)));
        if (link.isEmpty() || (isVrf && link.get().vrfTable() == 0)) {
            notebook.add(Finding.of(
                    FindingId.ROUTING_INTERFACE,
                    place,
                    "there is no " + (isVrf ? "VRF " : "interface ") + name + ", which "
                            + RoutingExamination.words(users) + " needs",
                    "ip link: " + (link.isEmpty() ? "nothing of that name" : "it is no VRF"),
                    "the kernel does not take the route",
                    Remedy.advice("make " + name + ", or correct its name in the file")));
        } else if (!link.get().up() && !place.interfaceName().equals(Optional.of(name))) {
            notebook.add(Finding.of(
                    FindingId.ROUTING_INTERFACE,
                    place,
                    name + " is down, and " + RoutingExamination.words(users) + " needs it",
                    "ip link: " + name + (link.get().adminUp() ? " has no carrier" : " is switched off"),
                    "the kernel does not take the route, or has removed it",
                    link.get().adminUp()
                            ? Remedy.advice("look after the cable and the switch port")
                            : Remedy.command("ip link set " + name + " up")));
        }
    }

    /** Judges a router that no network leads to; one that can be asked for is put to the others on its interface. */
    private static void hop(
            VirtualRoute route,
            int number,
            Place place,
            List<VirtualIpAddress> own,
            Subject subject,
            Notebook notebook,
            Map<InterfaceInfo, Map<InetAddress, List<RoutingEntry>>> byRouter) {
        Hop hop = route.route().hops().get(number);
        Optional<String> dev = route.devices().get(number);
        Network network = subject.network();
        Optional<InterfaceInfo> named = dev.flatMap(network::link);
        if (hop.via().isEmpty() || (dev.isPresent() && named.isEmpty())) {
            return;
        }
        InetAddress router = hop.via().get();
        Optional<InterfaceInfo> link = named;
        if (!router.isLinkLocalAddress() && !hop.onLink()) {
            Optional<InterfaceInfo> near = network.addresses().stream()
                    .filter(address -> named.isEmpty() || named.get().index() == address.interfaceIndex())
                    .filter(address -> contains(address.address(), address.prefixLength(), router))
                    .flatMap(address -> network.link(address.interfaceIndex()).stream())
                    .findFirst();
            boolean comes = own.stream()
                    .anyMatch(address -> dev.orElse(address.dev()).equals(address.dev())
                            && contains(address.address(), address.prefixLength(), router));
            if (near.isEmpty() && !comes) {
                notebook.add(farAway(route, router, dev, place));
                return;
            }
            link = near;
        }
        if (network.holding(router).isEmpty()) {
            link.filter(one -> one.up() && one.resolvesNeighbours())
                    .ifPresent(one -> byRouter.computeIfAbsent(one, _ -> new LinkedHashMap<>())
                            .computeIfAbsent(router, _ -> new ArrayList<>())
                            .add(route));
        }
    }

    private static boolean contains(InetAddress address, int length, InetAddress other) {
        byte[] one = address.getAddress();
        byte[] two = other.getAddress();
        if (one.length != two.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((one[bit / Byte.SIZE] ^ two[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Finding farAway(VirtualRoute route, InetAddress router, Optional<String> dev, Place place) {
        String text = AddressText.of(router);
        return Finding.of(
                FindingId.ROUTING_GATEWAY,
                place,
                "the router " + text + " of " + route + " is in no network of " + dev.orElse("this node"),
                "ip address: no address with a network that " + text + " is in",
                "the kernel does not take the route, unless another one leads to the router",
                Remedy.advice(
                        "correct the address, or add 'onlink' if the router is reached by the interface all the same"));
    }

    private void ask(InterfaceInfo link, Map<InetAddress, List<RoutingEntry>> routers, Place place, Notebook notebook) {
        Set<InetAddress> asked = new LinkedHashSet<>();
        routers.keySet().stream().limit(MOST_ROUTERS).forEach(asked::add);
        if (asked.size() < routers.size()) {
            notebook.unseen("whether " + (routers.size() - asked.size()) + " of the " + routers.size() + " routers on "
                    + link.name() + " answer: " + MOST_ROUTERS + " are asked for");
        }
        try {
            Set<InetAddress> answered = wire.holders(link, asked).keySet();
            for (InetAddress router : asked) {
                if (!answered.contains(router)) {
                    notebook.add(silent(router, link.name(), routers.get(router), place));
                }
            }
        } catch (LinuxException e) {
            notebook.unseen("whether routers on " + link.name() + " answer: " + e.getMessage());
        }
    }

    private static Finding silent(InetAddress router, String dev, List<RoutingEntry> users, Place place) {
        String text = AddressText.of(router);
        return Finding.of(
                FindingId.ROUTING_GATEWAY,
                place,
                "the router " + text + " of " + RoutingExamination.words(users) + " does not answer on " + dev,
                (router.getAddress().length == 4 ? "ARP" : "neighbour solicitation") + " for " + text + ": no answer",
                "packets by this way are lost",
                Remedy.advice(
                        "is the router switched on, and in the same segment? 'ping " + text + "' goes the same way"));
    }
}
