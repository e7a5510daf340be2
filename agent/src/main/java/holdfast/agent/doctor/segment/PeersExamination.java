package holdfast.agent.doctor.segment;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Gravity;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.machine.InstanceView;
import holdfast.agent.doctor.machine.InstanceView.Peer;
import holdfast.agent.doctor.machine.InstanceView.Rejection;
import holdfast.agent.doctor.machine.Wire;
import holdfast.agent.status.operator.Spans;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressText;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.LinuxException;
import holdfast.vrrp.wire.RejectionReason;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The other nodes, as the daemon hears them and as they answer pings. */
public final class PeersExamination implements Examination {
    private static final int MOST_PEERS = 64;

    private final Wire wire;

    /** @param wire for pings */
    public PeersExamination(Wire wire) {
        this.wire = wire;
    }

    @Override
    public String name() {
        return "peers";
    }

    @Override
    public String about() {
        return "two masters; passwords, versions, intervals, addresses that differ; unicast peers that are silent or away";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        if (subject.daemon().running().isEmpty()) {
            String why = subject.daemon() instanceof DaemonState.Absent ? "none runs" : "it does not answer";
            notebook.unseen("what the daemon hears of the other nodes: " + why
                    + (subject.capture().isEmpty() ? " (--capture 5 listens in its place)" : ""));
        }
        for (VrrpInstance instance : subject.instances()) {
            subject.view(instance).ifPresent(view -> heard(instance, view, subject, notebook));
            if (instance.transport().isUnicast()) {
                ping(instance, subject, notebook);
            }
        }
        subject.daemon().running().ifPresent(daemon -> strangers(daemon, subject, notebook));
    }

    private static void heard(VrrpInstance instance, InstanceView view, Subject subject, Notebook notebook) {
        boolean good = true;
        for (Peer peer : view.peers()) {
            Optional<Rejection> now =
                    peer.lastError().filter(error -> error.ago().compareTo(view.silence()) <= 0);
            if (now.isPresent()) {
                notebook.add(rejected(instance, peer, now.get(), subject));
                good = false;
            }
            boolean speaks = peer.lastHeard()
                    .filter(ago -> ago.compareTo(view.silence()) <= 0)
                    .isPresent();
            if (view.isMaster() && speaks && view.stateSince().compareTo(view.silence()) > 0) {
                notebook.add(Finding.of(
                        FindingId.TWO_MASTERS,
                        Place.of(instance),
                        "this node is master, and " + AddressText.of(peer.address()) + " advertises, too",
                        "last advert " + Spans.text(peer.lastHeard().orElseThrow()) + " ago with priority "
                                + peer.priority() + ", ours is " + view.priority(),
                        "two machines hold the virtual addresses: connections break at random",
                        Remedy.advice(
                                "it does not hear this node: run 'holdfast doctor' there, and look at its firewall")));
                good = false;
            }
        }
        if (good) {
            notebook.fine(Place.of(instance), state(view));
        }
    }

    private static String state(InstanceView view) {
        return view.isMaster()
                ? "this node alone is master"
                : view.master()
                        .map(master -> "hears the master " + AddressText.of(master))
                        .orElse("no advert is refused");
    }

    private static Finding rejected(VrrpInstance instance, Peer peer, Rejection error, Subject subject) {
        FindingId id = id(error.reason());
        String sender = AddressText.of(peer.address());
        String detail = id == FindingId.HEARD_PASSWORD || error.detail().isEmpty() ? "" : " (" + error.detail() + ")";
        return Finding.of(
                id,
                Place.of(instance),
                Mismatches.what(id, sender),
                "the daemon dropped " + peer.rejected() + " packets of it, the last " + Spans.text(error.ago())
                        + " ago: " + error.reason() + detail,
                Mismatches.consequence(id),
                Mismatches.remedy(id, instance, subject.file()));
    }

    private static FindingId id(String reason) {
        return Arrays.stream(RejectionReason.values())
                .filter(one -> one.text().equals(reason))
                .findFirst()
                .map(PeersExamination::id)
                .orElse(FindingId.HEARD_BROKEN);
    }

    private static FindingId id(RejectionReason reason) {
        return switch (reason) {
            case WRONG_PASSWORD -> FindingId.HEARD_PASSWORD;
            case OTHER_AUTHENTICATION, UNSUPPORTED_AUTHENTICATION -> FindingId.HEARD_AUTHENTICATION;
            case OTHER_VERSION -> FindingId.HEARD_VERSION;
            case OTHER_INTERVAL -> FindingId.HEARD_INTERVAL;
            case OTHER_ADDRESSES -> FindingId.HEARD_ADDRESSES;
            case WRONG_TTL -> FindingId.HEARD_TTL;
            case WRONG_DESTINATION -> FindingId.HEARD_DESTINATION;
            case OWN_SOURCE -> FindingId.HEARD_OWN_ADDRESS;
            case NOT_A_PEER -> FindingId.HEARD_STRANGER;
            case TRUNCATED,
                    UNKNOWN_VERSION,
                    UNKNOWN_TYPE,
                    NO_ADDRESSES,
                    ZERO_INTERVAL,
                    WRONG_LENGTH,
                    WRONG_CHECKSUM,
                    UNKNOWN_VRID -> FindingId.HEARD_BROKEN;
        };
    }

    private void ping(VrrpInstance instance, Subject subject, Notebook notebook) {
        Optional<InterfaceInfo> link = subject.network().link(instance.interfaceName());
        if (link.isEmpty()) {
            return; // said elsewhere
        }
        List<InetAddress> peers = instance.transport().unicastPeers().stream()
                .map(UnicastPeer::address)
                .limit(MOST_PEERS)
                .toList();
        Set<InetAddress> answering;
        try {
            answering = wire.answering(link.get(), peers);
        } catch (LinuxException e) {
            notebook.unseen("whether the unicast peers of " + instance.name() + " answer pings: " + e.getMessage());
            return;
        }
        for (InetAddress peer : peers) {
            if (!answering.contains(peer)) {
                notebook.add(Finding.of(
                        FindingId.PEER_UNREACHABLE,
                        Place.of(instance),
                        "unicast peer " + AddressText.of(peer) + " does not answer pings",
                        "three echo requests within a second",
                        "if it is down or cut off, nobody takes over when this node fails",
                        Remedy.command(
                                "ip route get " + AddressText.of(peer) + "; ip neighbour show " + AddressText.of(peer),
                                "shows the way to it; it may also refuse pings on purpose")));
            } else {
                silent(instance, peer, subject, notebook);
            }
        }
    }

    private static void silent(VrrpInstance instance, InetAddress peer, Subject subject, Notebook notebook) {
        boolean silent = subject.view(instance)
                .filter(InstanceView::isMaster)
                .filter(view -> view.peers().stream()
                        .noneMatch(one ->
                                one.address().equals(peer) && (one.lastHeard().isPresent() || one.rejected() > 0)))
                .isPresent();
        if (silent) {
            notebook.add(
                    Finding.of(
                            FindingId.PEER_SILENT,
                            Place.of(instance),
                            "unicast peer " + AddressText.of(peer)
                                    + " answers pings, and no advert of it was ever heard",
                            "this node is master; a backup is silent, so this alone is no fault",
                            "if it says that it is master, too, something between drops IP protocol 112",
                            Remedy.advice(
                                    "run 'holdfast doctor' there; between two networks look at firewalls and security groups")));
        } else {
            notebook.fine(Place.of(instance), "unicast peer " + AddressText.of(peer) + " answers");
        }
    }

    private static void strangers(DaemonState.Running daemon, Subject subject, Notebook notebook) {
        for (DaemonState.Stranger stranger : daemon.strangers()) {
            Optional<VrrpInstance> lonely = subject.instances().stream()
                    .filter(instance -> instance.interfaceName().equals(stranger.interfaceName())
                            && (instance.family() == AddressFamily.INET6) == stranger.ipv6())
                    .filter(instance -> subject.view(instance)
                            .filter(view -> view.isMaster()
                                    && view.peers().stream()
                                            .allMatch(peer -> peer.lastHeard().isEmpty()))
                            .isPresent())
                    .findFirst();
            String evidence = "the daemon has heard " + stranger.packets() + " of its packets since it started";
            notebook.add(lonely.map(instance -> new Finding(
                            FindingId.VRID_DIFFERS,
                            Gravity.WARNING,
                            Place.of(instance),
                            "VRID " + stranger.vrid() + " is advertised on " + stranger.interfaceName()
                                    + ", and nobody but us advertises our " + instance.virtualRouterId(),
                            evidence,
                            "if that is the other node of this pair, both are master",
                            Remedy.command(
                                    "holdfast doctor --capture 5 --only segment",
                                    "shows its addresses; both nodes need the same virtual_router_id")))
                    .orElseGet(() -> Finding.of(
                            FindingId.VRID_UNKNOWN,
                            Place.ofInterface(stranger.interfaceName()),
                            "VRID " + stranger.vrid() + (stranger.ipv6() ? " (IPv6)" : "") + " is in use by others on "
                                    + stranger.interfaceName(),
                            evidence,
                            "none, as long as nobody gives this number to an instance here",
                            Remedy.NONE)));
        }
    }
}
