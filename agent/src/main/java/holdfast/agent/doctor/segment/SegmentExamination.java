package holdfast.agent.doctor.segment;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Gravity;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.InstanceView;
import holdfast.agent.doctor.segment.Speaker.Password;
import holdfast.agent.doctor.segment.Speaker.Said;
import holdfast.agent.status.operator.Spans;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The speakers of a capture held against each other and against our instances. */
public final class SegmentExamination implements Examination {
    private static final int TTL = 255;
    private static final int MOST_VRIDS = 255;

    /** For a subject with a capture. */
    public SegmentExamination() {}

    @Override
    public String name() {
        return "segment";
    }

    @Override
    public String about() {
        return "with --capture: every VRRP speaker on the segment, held against our instances";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        if (subject.capture().isEmpty()) {
            notebook.unseen("who speaks VRRP on the segment: nobody listened (--capture 5 does)");
            return;
        }
        Capture capture = subject.capture().get();
        for (Speaker speaker : capture.speakers()) {
            if (!speaker.ourselves()) {
                List<VrrpInstance> ours = subject.instances().stream()
                        .filter(instance -> Matching.isSame(instance, speaker))
                        .toList();
                ours.forEach(instance -> compare(instance, speaker, subject, notebook));
                if (ours.isEmpty()) {
                    stranger(speaker, capture, subject, notebook);
                }
            }
        }
        for (VrrpInstance instance : subject.instances()) {
            if (capture.interfaces().contains(instance.interfaceName())) {
                masters(instance, capture, notebook);
                own(instance, capture, subject, notebook);
            }
        }
    }

    private static void compare(VrrpInstance instance, Speaker speaker, Subject subject, Notebook notebook) {
        String sender = AddressText.of(speaker.source());
        Place place = Place.of(instance);
        if (speaker.last().isEmpty()) {
            add(FindingId.HEARD_BROKEN, instance, sender, speaker.broken().orElse(""), subject, notebook);
            return;
        }
        Said said = speaker.last().get();
        Set<InetAddress> ours = Matching.advertised(instance);
        if (!ours.isEmpty() && !Matching.meet(ours, said.addresses())) {
            notebook.add(duplicate(instance, speaker, said, subject));
            return;
        }
        int before = notebook.findings().size();
        if (said.version() != instance.version()) {
            add(
                    FindingId.HEARD_VERSION,
                    instance,
                    sender,
                    "it sends version " + said.version() + ", ours is " + instance.version(),
                    subject,
                    notebook);
        } else if (said.version() == 2) {
            version2(instance, speaker, said, subject, notebook);
        }
        if (!ours.equals(new HashSet<>(said.addresses()))) {
            Finding finding = finding(
                    FindingId.HEARD_ADDRESSES,
                    instance,
                    sender,
                    "it sends " + addresses(said.addresses()) + "; ours are " + addresses(ours),
                    subject);
            notebook.add(said.version() == 2 ? finding : milder(finding));
        }
        boolean unicast = instance.transport().isUnicast();
        boolean elsewhere = unicast
                ? speaker.destination().isMulticastAddress()
                : !speaker.destination().equals(instance.transport().multicastGroup());
        if (elsewhere) {
            add(
                    FindingId.HEARD_DESTINATION,
                    instance,
                    sender,
                    "it sends to " + AddressText.of(speaker.destination()) + "; this node expects "
                            + (unicast
                                    ? "unicast"
                                    : AddressText.of(instance.transport().multicastGroup())),
                    subject,
                    notebook);
        } else if (!unicast && speaker.hopLimit() != TTL) {
            add(FindingId.HEARD_TTL, instance, sender, "TTL " + speaker.hopLimit(), subject, notebook);
        }
        if (notebook.findings().size() == before) {
            notebook.fine(place, "adverts of " + sender + " match vrrp_instance " + instance.name());
            deaf(instance, speaker, subject, notebook);
        }
    }

    /** In version 3 addresses that differ are no reason to drop an advert (RFC 9568, 7.1). */
    private static Finding milder(Finding finding) {
        return new Finding(
                finding.id(),
                Gravity.WARNING,
                finding.place(),
                finding.what(),
                finding.evidence(),
                "after a failover some addresses are nowhere",
                finding.remedy());
    }

    private static void version2(
            VrrpInstance instance, Speaker speaker, Said said, Subject subject, Notebook notebook) {
        String sender = AddressText.of(speaker.source());
        String ours = instance.authentication().isPresent() ? "PASS" : "none";
        if (!said.authentication().equals(ours)) {
            add(
                    FindingId.HEARD_AUTHENTICATION,
                    instance,
                    sender,
                    "it sends authentication " + said.authentication() + ", ours is " + ours,
                    subject,
                    notebook);
        } else if (speaker.password() == Password.DIFFERS) {
            add(FindingId.HEARD_PASSWORD, instance, sender, "compared without showing either", subject, notebook);
        }
        if (!said.interval().equals(instance.advertInterval())) {
            add(
                    FindingId.HEARD_INTERVAL,
                    instance,
                    sender,
                    "it announces " + Spans.text(said.interval()) + ", ours is "
                            + Spans.text(instance.advertInterval()),
                    subject,
                    notebook);
        }
    }

    private static void add(
            FindingId id, VrrpInstance instance, String sender, String evidence, Subject subject, Notebook notebook) {
        notebook.add(finding(id, instance, sender, evidence, subject));
    }

    private static Finding finding(
            FindingId id, VrrpInstance instance, String sender, String evidence, Subject subject) {
        return Finding.of(
                id,
                Place.of(instance),
                Mismatches.what(id, sender),
                "heard on " + instance.interfaceName() + ": " + evidence,
                Mismatches.consequence(id),
                Mismatches.remedy(id, instance, subject.file()));
    }

    private static Finding duplicate(VrrpInstance instance, Speaker speaker, Said said, Subject subject) {
        return Finding.of(
                FindingId.VRID_DUPLICATE,
                Place.of(instance),
                "another virtual router on this segment uses our virtual_router_id " + speaker.vrid(),
                "heard on " + speaker.interfaceName() + ": " + AddressText.of(speaker.source()) + " ("
                        + speaker.mac() + ") advertises " + addresses(said.addresses()) + "; ours are "
                        + addresses(Matching.advertised(instance)),
                "the two take each other's adverts for their own: one of them loses its addresses",
                Remedy.advice("give one of them another virtual_router_id on all its nodes; nobody here uses "
                        + free(subject) + " (" + subject.file() + ", vrrp_instance " + instance.name() + ")"));
    }

    /** The least number from 51 on that was not heard and is not ours. */
    private static int free(Subject subject) {
        Set<Integer> used = new TreeSet<>();
        subject.capture().ifPresent(capture -> capture.speakers().forEach(one -> used.add(one.vrid())));
        subject.instances().forEach(one -> used.add(one.virtualRouterId()));
        for (int vrid = 51; vrid <= MOST_VRIDS; vrid++) {
            if (!used.contains(vrid)) {
                return vrid;
            }
        }
        return 1;
    }

    private static void stranger(Speaker speaker, Capture capture, Subject subject, Notebook notebook) {
        List<InetAddress> theirs = speaker.last().map(Said::addresses).orElse(List.of());
        Optional<VrrpInstance> alike = subject.instances().stream()
                .filter(instance -> instance.interfaceName().equals(speaker.interfaceName())
                        && Matching.meet(Matching.advertised(instance), theirs))
                .findFirst();
        String heard = AddressText.of(speaker.source()) + " advertises " + addresses(theirs) + " as VRID "
                + speaker.vrid() + ", " + speaker.packets() + " packets in " + Spans.text(capture.time());
        if (alike.isPresent()) {
            VrrpInstance instance = alike.get();
            notebook.add(Finding.of(
                    FindingId.VRID_DIFFERS,
                    Place.of(instance),
                    "our virtual addresses are advertised with virtual_router_id " + speaker.vrid() + "; ours is "
                            + instance.virtualRouterId(),
                    heard,
                    "to each other the nodes are strangers: both are master",
                    Remedy.advice("give both nodes the same virtual_router_id in vrrp_instance " + instance.name()
                            + " of " + subject.file() + ", then 'holdfast reload'")));
        } else {
            notebook.add(Finding.of(
                    FindingId.VRID_UNKNOWN,
                    Place.ofInterface(speaker.interfaceName()),
                    "VRID " + speaker.vrid() + (speaker.ipv6() ? " (IPv6)" : "") + " is in use by others on "
                            + speaker.interfaceName(),
                    heard,
                    "none, as long as nobody gives this number to an instance here",
                    Remedy.NONE));
        }
    }

    private static void masters(VrrpInstance instance, Capture capture, Notebook notebook) {
        List<Speaker> speakers = capture.speakers().stream()
                .filter(speaker -> Matching.isSame(instance, speaker) && speaker.packets() > 1)
                .toList();
        for (Speaker one : speakers) {
            List<Speaker> meanwhile = speakers.stream()
                    .filter(other ->
                            other.first().isBefore(one.latest()) && one.first().isBefore(other.latest()))
                    .toList();
            if (meanwhile.size() > 1) {
                notebook.add(Finding.of(
                        FindingId.TWO_MASTERS,
                        Place.of(instance),
                        meanwhile.size() + " nodes advertise this virtual router at the same time",
                        meanwhile.stream()
                                .map(SegmentExamination::described)
                                .sorted()
                                .collect(Collectors.joining("; ")),
                        "two machines hold the virtual addresses: connections break at random",
                        Remedy.advice("what keeps them from hearing each other is among the other findings, here or on"
                                + " the other node: run 'holdfast doctor --capture 5' there, too")));
                return;
            }
        }
    }

    private static String described(Speaker speaker) {
        return (speaker.ourselves() ? "this node" : AddressText.of(speaker.source()))
                + speaker.last()
                        .map(said -> " with priority " + said.priority())
                        .orElse("");
    }

    private static void own(VrrpInstance instance, Capture capture, Subject subject, Notebook notebook) {
        boolean master = subject.view(instance).map(InstanceView::isMaster).orElse(false);
        boolean heard = capture.speakers().stream()
                .anyMatch(speaker -> speaker.ourselves() && Matching.isSame(instance, speaker));
        Duration enough = instance.advertInterval().multipliedBy(3);
        if (master && !heard && capture.time().compareTo(enough) >= 0) {
            notebook.add(Finding.of(
                    FindingId.ADVERTS_NOT_LEAVING,
                    Place.of(instance),
                    "this node is master, and none of its adverts leaves " + instance.interfaceName(),
                    "no packet of ours with VRID " + instance.virtualRouterId() + " in " + Spans.text(capture.time()),
                    "the other nodes hear no master and become one themselves: two masters",
                    Remedy.command("holdfast doctor --only firewall,interfaces", "shows what is in their way")));
        }
    }

    /** The wire has the adverts, the daemon does not: something between them drops them. */
    private static void deaf(VrrpInstance instance, Speaker speaker, Subject subject, Notebook notebook) {
        Optional<InstanceView> view = subject.view(instance);
        boolean deaf = view.isPresent()
                && view.get().stateSince().compareTo(view.get().silence()) > 0
                && view.get().peers().stream()
                        .filter(peer -> peer.address().equals(speaker.source()))
                        .flatMap(peer -> peer.lastHeard().stream())
                        .noneMatch(ago -> ago.compareTo(view.get().silence()) <= 0);
        if (deaf && speaker.packets() > 1) {
            notebook.add(Finding.of(
                    FindingId.ADVERTS_NOT_ARRIVING,
                    Place.of(instance),
                    "adverts of " + AddressText.of(speaker.source()) + " reach " + instance.interfaceName()
                            + " but not the daemon",
                    speaker.packets() + " packets on the wire; the daemon has not heard it for "
                            + Spans.text(view.get().silence()),
                    "this node hears no master and becomes one itself: two masters",
                    Remedy.command("holdfast doctor --only firewall", "shows which rule drops them")));
        }
    }

    private static String addresses(java.util.Collection<InetAddress> addresses) {
        return addresses.isEmpty()
                ? "none"
                : addresses.stream().map(AddressText::of).sorted().collect(Collectors.joining(", "));
    }
}
