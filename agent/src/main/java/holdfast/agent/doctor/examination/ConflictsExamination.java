package holdfast.agent.doctor.examination;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.InstanceView;
import holdfast.agent.doctor.machine.Wire;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressText;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.LinuxException;
import holdfast.linux.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks each segment who has the virtual addresses (ARP probe of RFC 5227, neighbour solicitation), and whether it may. */
public final class ConflictsExamination implements Examination {
    private static final int MOST_ADDRESSES = 256;

    private final Wire wire;

    /** @param wire where to ask */
    public ConflictsExamination(Wire wire) {
        this.wire = wire;
    }

    @Override
    public String name() {
        return "conflicts";
    }

    @Override
    public String about() {
        return "who answers for the virtual addresses (ARP probe, neighbour solicitation), and whether it may";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        Map<String, List<Wanted>> byInterface = new LinkedHashMap<>();
        for (VrrpInstance instance : subject.instances()) {
            Subject.addresses(instance).stream()
                    .filter(address -> !address.dev().equals("lo")) // where nobody asks
                    .forEach(address -> byInterface
                            .computeIfAbsent(address.dev(), _ -> new ArrayList<>())
                            .add(new Wanted(instance, address)));
        }
        byInterface.forEach((name, addresses) -> {
            Optional<InterfaceInfo> link = subject.network().link(name);
            if (link.isEmpty() || !link.get().up()) {
                notebook.unseen("who answers for the virtual addresses on " + name + ": the interface is down");
            } else if (link.get().resolvesNeighbours()) {
                segment(link.get(), addresses, subject, notebook);
            }
        });
    }

    /** A virtual address, which is asked for where it belongs: that need not be where its instance speaks. */
    private record Wanted(VrrpInstance instance, VirtualIpAddress address) {
        boolean isBesideAdverts() {
            return address.dev().equals(instance.interfaceName());
        }
    }

    private void segment(InterfaceInfo link, List<Wanted> addresses, Subject subject, Notebook notebook) {
        Set<InetAddress> wanted = new LinkedHashSet<>();
        addresses.forEach(one -> wanted.add(one.address().address()));
        if (wanted.size() > MOST_ADDRESSES) {
            notebook.unseen("who answers for " + (wanted.size() - MOST_ADDRESSES) + " of the " + wanted.size()
                    + " virtual addresses on " + link.name() + ": " + MOST_ADDRESSES + " are asked for");
        }
        Set<InetAddress> asked =
                wanted.stream().limit(MOST_ADDRESSES).collect(Collectors.toCollection(LinkedHashSet::new));
        addresses.stream()
                .filter(Wanted::isBesideAdverts)
                .forEach(one -> asked.addAll(others(one.instance(), subject)));
        Map<InetAddress, Set<MacAddress>> holders;
        try {
            holders = wire.holders(link, asked);
        } catch (LinuxException e) {
            notebook.unseen("who answers for the virtual addresses on " + link.name() + ": " + e.getMessage());
            return;
        }
        Set<MacAddress> ours = subject.network().links().stream()
                .flatMap(one -> one.mac().stream())
                .collect(Collectors.toSet());
        for (Wanted one : addresses) {
            Set<MacAddress> found =
                    new LinkedHashSet<>(holders.getOrDefault(one.address().address(), Set.of()));
            found.removeAll(ours);
            if (asked.contains(one.address().address())) {
                judge(new Answer(one, found, known(one.instance(), subject, holders)), subject, notebook);
            }
        }
    }

    /** Who answered for an address, and which MAC addresses are those of nodes we know. */
    private record Answer(Wanted wanted, Set<MacAddress> found, Map<MacAddress, String> known) {
        VrrpInstance instance() {
            return wanted.instance();
        }

        VirtualIpAddress address() {
            return wanted.address();
        }

        String text() {
            return AddressText.of(address().address());
        }

        String described() {
            return new TreeSet<>(found.stream()
                            .map(mac -> known.containsKey(mac) ? mac + " (" + known.get(mac) + ")" : mac.toString())
                            .toList())
                    .stream().collect(Collectors.joining(" and "));
        }
    }

    /** Addresses of the other nodes of an instance, whose MAC addresses may answer. */
    private static Set<InetAddress> others(VrrpInstance instance, Subject subject) {
        Set<InetAddress> others = new LinkedHashSet<>();
        instance.transport().unicastPeers().stream().map(UnicastPeer::address).forEach(others::add);
        subject.view(instance).ifPresent(view -> {
            view.master().ifPresent(others::add);
            view.peers().forEach(peer -> others.add(peer.address()));
        });
        return others;
    }

    private static Map<MacAddress, String> known(
            VrrpInstance instance, Subject subject, Map<InetAddress, Set<MacAddress>> holders) {
        Map<MacAddress, String> known = new HashMap<>();
        for (InetAddress other : others(instance, subject)) {
            holders.getOrDefault(other, Set.of()).forEach(mac -> known.put(mac, "the node " + AddressText.of(other)));
        }
        subject.capture()
                .ifPresent(capture -> capture.speakers().stream()
                        .filter(speaker -> !speaker.ourselves()
                                && speaker.vrid() == instance.virtualRouterId()
                                && speaker.interfaceName().equals(instance.interfaceName()))
                        .forEach(speaker -> known.put(speaker.mac(), "the node " + AddressText.of(speaker.source()))));
        for (holdfast.linux.AddressFamily family : holdfast.linux.AddressFamily.values()) {
            known.put(MacAddress.ofVirtualRouter(family, instance.virtualRouterId()), "the virtual router");
        }
        return known;
    }

    private static void judge(Answer answer, Subject subject, Notebook notebook) {
        Optional<InstanceView> view = subject.view(answer.instance());
        boolean master = view.map(InstanceView::isMaster).orElse(false);
        // On another segment than the adverts' the nodes have MAC addresses that nobody has told of.
        boolean allKnown = answer.known().keySet().containsAll(answer.found())
                || !answer.wanted().isBesideAdverts();
        Place place = Place.of(answer.instance());
        if (answer.found().isEmpty()) {
            unanswered(answer, view, notebook);
        } else if (master || answer.found().size() > 1 || (view.isPresent() && !allKnown)) {
            notebook.add(Finding.of(
                    FindingId.VIP_HELD_BY_OTHER,
                    place,
                    master
                            ? "this node is master, and another machine answers for " + answer.text() + ", too"
                            : "a machine answers for " + answer.text() + " that is not the master",
                    "on " + answer.address().dev() + " " + answer.described() + " answers for it",
                    "which machine a client reaches is chance: connections break",
                    Remedy.advice(
                            allKnown
                                    ? "that node believes it is master, too, or has not removed the address: run"
                                            + " 'holdfast doctor' there, and compare the files of both with 'holdfast check"
                                            + " --pair'"
                                    : "find the machine by its MAC address in the switch's table ('bridge fdb show' on a"
                                            + " Linux bridge) and take the address off it: 'ip address del "
                                            + answer.text() + "/"
                                            + answer.address().prefixLength()
                                            + " dev INTERFACE'")));
        } else if (allKnown) {
            notebook.fine(place, answer.text() + " is with " + answer.described());
        } else {
            notebook.add(Finding.of(
                    FindingId.VIP_HOLDER_UNKNOWN,
                    place,
                    "cannot be sure who has " + answer.text(),
                    answer.described() + " answers for it; the daemon, which knows the master, does not run here",
                    "none if that is the other node; a conflict if it is not",
                    Remedy.command(
                            "holdfast doctor --capture 5 --only conflicts,segment",
                            "compares with who advertises it")));
        }
    }

    private static void unanswered(Answer answer, Optional<InstanceView> view, Notebook notebook) {
        Place place = Place.of(answer.instance());
        if (view.flatMap(InstanceView::master).isPresent()) {
            notebook.add(Finding.of(
                    FindingId.VIP_UNANSWERED,
                    place,
                    "there is a master, and nobody answers for " + answer.text(),
                    "three probes on " + answer.address().dev() + " within 0.6 s",
                    "clients of this segment do not reach it",
                    Remedy.advice("on the master: 'holdfast doctor', and 'sysctl net.ipv4.conf.all.arp_ignore'")));
        } else if (view.isPresent()) {
            notebook.fine(place, "nobody else answers for " + answer.text());
        }
    }
}
