package holdfast.agent.doctor.examination;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.machine.InstanceView;
import holdfast.agent.doctor.machine.Network;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressFamily;
import holdfast.linux.AddressFlags;
import holdfast.linux.AddressText;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.vip.VirtualAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether virtual addresses are where they should be, and nowhere else. */
public final class AddressesExamination implements Examination {
    /** Looks at the subject alone. */
    public AddressesExamination() {}

    @Override
    public String name() {
        return "addresses";
    }

    @Override
    public String about() {
        return "virtual addresses that are missing, left behind, on another interface or with another prefix";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        for (VrrpInstance instance : subject.instances()) {
            int before = notebook.findings().size();
            for (VirtualIpAddress address : Subject.addresses(instance)) {
                address(instance, address, subject, notebook);
            }
            if (notebook.findings().size() == before) {
                fine(instance, subject, notebook);
            }
        }
    }

    private static void fine(VrrpInstance instance, Subject subject, Notebook notebook) {
        String fits = subject.view(instance)
                .map(view -> "as it should be while this node is " + view.state())
                .orElse("in order, as far as that can be told without a daemon");
        notebook.fine(Place.of(instance), "where the virtual addresses are is " + fits);
    }

    private static void address(VrrpInstance instance, VirtualIpAddress address, Subject subject, Notebook notebook) {
        List<KernelAddress> present = subject.network().holding(address.address()).stream()
                .filter(one -> concerns(address, one, subject))
                .toList();
        Optional<InstanceView> view = subject.view(instance);
        if (view.map(InstanceView::isMaster).orElse(false)) {
            if (present.isEmpty()) {
                notebook.add(missing(instance, address));
            }
            present.forEach(one -> held(instance, address, one, subject, notebook));
        } else if (isNobodys(subject, view)) {
            present.stream()
                    .filter(one -> !isOwn(one, subject.network()) && !isQuietOnLo(one, address, subject.network()))
                    .forEach(one -> notebook.add(stale(instance, address, one, subject)));
        }
    }

    /**
     * Whether an address of this machine is to be judged here: the same one may be that of another instance on another interface, and a
     * link-local one is another on each.
     */
    private static boolean concerns(VirtualIpAddress wanted, KernelAddress present, Subject subject) {
        String dev = place(present, subject.network());
        if (dev.equals(wanted.dev())) {
            return true;
        }
        return !present.address().isLinkLocalAddress()
                && subject.instances().stream()
                        .flatMap(instance -> Subject.addresses(instance).stream())
                        .noneMatch(other -> other.address().equals(wanted.address())
                                && other.dev().equals(dev));
    }

    /** Whether no daemon here may hold the address: this node is not master, or nothing runs. */
    private static boolean isNobodys(Subject subject, Optional<InstanceView> view) {
        return view.isPresent()
                || (subject.daemon() instanceof DaemonState.Absent
                        && subject.keepalived().isEmpty());
    }

    /** The first address of an interface that no VRRP daemon has put there: 'host' findings tell of it. */
    private static boolean isOwn(KernelAddress address, Network network) {
        return address.protocol() != VirtualAddress.PROTOCOL
                && network.addresses().stream()
                        .filter(other -> other.interfaceIndex() == address.interfaceIndex()
                                && other.family() == address.family()
                                && !other.address().isLinkLocalAddress())
                        .findFirst()
                        .filter(address::equals)
                        .isPresent();
    }

    /** That of a real server (DR): it answers for nothing with arp_ignore, and IPv6 does not answer for addresses of lo anyway. */
    private static boolean isQuietOnLo(KernelAddress present, VirtualIpAddress wanted, Network network) {
        boolean silent = present.family() == AddressFamily.IPV6
                || Stream.of("all", wanted.dev())
                        .flatMap(name -> network.setting("ipv4/conf/" + name + "/arp_ignore").stream())
                        .anyMatch(value -> !value.equals("0"));
        return silent && place(present, network).equals("lo") && !wanted.dev().equals("lo");
    }

    private static String word(VirtualIpAddress address) {
        return AddressText.of(address.address()) + "/" + address.prefixLength();
    }

    private static String place(KernelAddress address, Network network) {
        return network.link(address.interfaceIndex()).map(InterfaceInfo::name).orElse("?");
    }

    private static Finding missing(VrrpInstance instance, VirtualIpAddress address) {
        return Finding.of(
                FindingId.VIP_MISSING,
                Place.of(instance),
                "this node is master and does not have " + AddressText.of(address.address()),
                "no interface has it",
                "nobody answers for it",
                Remedy.command(
                        "ip address add " + word(address) + " dev " + address.dev(),
                        "the daemon puts it back by itself unless the kernel refuses; 'holdfast why " + instance.name()
                                + "' tells"));
    }

    private static Finding stale(
            VrrpInstance instance, VirtualIpAddress address, KernelAddress present, Subject subject) {
        String text = AddressText.of(address.address());
        String dev = place(present, subject.network());
        String state = subject.view(instance)
                .map(view -> "this node is " + view.state())
                .orElse("no daemon runs here");
        return Finding.of(
                FindingId.VIP_STALE,
                Place.of(instance),
                state + ", and " + text + " is on " + dev,
                "ip address: " + text + "/" + present.prefixLength() + " dev " + dev,
                "two machines answer for it: connections break at random",
                Remedy.command("ip address del " + text + "/" + present.prefixLength() + " dev " + dev));
    }

    private static void held(
            VrrpInstance instance, VirtualIpAddress wanted, KernelAddress present, Subject subject, Notebook notebook) {
        String text = AddressText.of(wanted.address());
        String dev = place(present, subject.network());
        String remove = "ip address del " + text + "/" + present.prefixLength() + " dev " + dev;
        boolean elsewhere = !dev.equals(wanted.dev()) && instance.virtualMac().isEmpty();
        if (dev.equals("lo") && !wanted.dev().equals("lo")) {
            notebook.add(Finding.of(
                    FindingId.VIP_ON_LO,
                    Place.of(instance),
                    text + " is on lo of a node that is to hold it on " + wanted.dev(),
                    "ip address: " + text + "/" + present.prefixLength() + " dev lo",
                    "set up as a real server, it serves the address even while another node is master",
                    Remedy.command(
                            remove, "on a director that is a real server, too, only its own requests may use it")));
        } else if (elsewhere) {
            notebook.add(Finding.of(
                    FindingId.VIP_ELSEWHERE,
                    Place.of(instance),
                    text + " is on " + dev + "; the file has it on " + wanted.dev(),
                    "ip address: " + text + "/" + present.prefixLength() + " dev " + dev,
                    "it stays there when this node is no longer master",
                    Remedy.command(remove)));
        } else if (present.prefixLength() != wanted.prefixLength()
                && wanted.peer().isEmpty()) {
            notebook.add(Finding.of(
                    FindingId.VIP_PREFIX,
                    Place.of(instance),
                    text + " has the prefix /" + present.prefixLength() + "; the file has /" + wanted.prefixLength(),
                    "ip address: " + text + "/" + present.prefixLength() + " dev " + dev,
                    "the route to its net is another one, and the daemon does not take it for its own",
                    Remedy.command(remove, "the daemon puts " + word(wanted) + " there by itself")));
        } else if (present.has(AddressFlags.DADFAILED)) {
            notebook.add(Finding.of(
                    FindingId.VIP_DUPLICATE_DETECTED,
                    Place.of(instance),
                    "the kernel found " + text + " in use elsewhere and does not use it",
                    "ip address: dadfailed",
                    "nobody answers for it here",
                    Remedy.command(
                            remove + " && ip address add " + word(wanted) + " dev " + dev + " nodad",
                            "and find the other holder: 'conflicts' of this report")));
        }
    }
}
