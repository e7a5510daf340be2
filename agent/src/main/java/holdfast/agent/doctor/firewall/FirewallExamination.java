package holdfast.agent.doctor.firewall;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.firewall.Packet.Direction;
import holdfast.agent.doctor.machine.Network;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.doctor.machine.SystemFiles;
import holdfast.agent.lvs.ServiceKeys;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.linux.AddressFamily;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.KernelAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the packet filter lets adverts, neighbour discovery and the clients of virtual servers pass. */
public final class FirewallExamination implements Examination {
    private static final int ADVERT_HOP_LIMIT = 255;
    private static final int CLIENT_HOP_LIMIT = 64;
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final Block LINK_LOCAL = new Block(InetAddress.ofLiteral("fe80::"), 10);
    private static final Block ANY_4 = new Block(InetAddress.ofLiteral("0.0.0.0"), 0);
    private static final Block ANY_6 = new Block(InetAddress.ofLiteral("::"), 0);

    private final InstalledRules installed;
    private final Remedies remedies;

    /** Asks for the rules when it examines. */
    public FirewallExamination(Programs programs, SystemFiles files) {
        installed = new InstalledRules(programs, files);
        remedies = new Remedies(programs);
    }

    @Override
    public String name() {
        return "firewall";
    }

    @Override
    public String about() {
        return "nftables and iptables rules in the way of protocol 112, neighbour discovery or a virtual server";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        Ruleset rules = installed.read();
        installed.unseen().forEach(notebook::unseen);
        for (VrrpInstance instance : subject.instances()) {
            adverts(instance, subject.network(), rules, notebook);
        }
        services(subject, rules, notebook);
    }

    /** A question to the rules. */
    private record Question(Packet packet, FindingId id, Place place, String what, String consequence) {}

    private void adverts(VrrpInstance instance, Network network, Ruleset rules, Notebook notebook) {
        Place place = Place.of(instance);
        String dev = instance.interfaceName();
        boolean good = true;
        for (Block peer : peers(instance, network)) {
            Block here = instance.transport().isUnicast() ? own(instance, network) : group(instance);
            good &= pass(
                    new Question(
                            Packet.advert(Direction.IN, dev, peer, here, ADVERT_HOP_LIMIT),
                            FindingId.FIREWALL_ADVERTS_IN,
                            place,
                            "the firewall of this node drops the adverts of the other nodes (IP protocol 112)",
                            "this node hears no master and becomes one itself: two masters"),
                    rules,
                    notebook);
            Block there = instance.transport().isUnicast() ? peer : group(instance);
            good &= pass(
                    new Question(
                            Packet.advert(Direction.OUT, dev, own(instance, network), there, ADVERT_HOP_LIMIT),
                            FindingId.FIREWALL_ADVERTS_OUT,
                            place,
                            "the firewall of this node drops its own adverts (IP protocol 112)",
                            "the other nodes hear no master while this one is: two masters"),
                    rules,
                    notebook);
        }
        for (VirtualIpAddress address : Subject.addresses(instance)) {
            if (AddressFamily.of(address.address()) == AddressFamily.IPV6) {
                good &= discovery(place, address, rules, notebook);
            }
        }
        if (good && installed.unseen().isEmpty()) {
            notebook.fine(
                    place, "nftables and iptables let adverts in and out (" + rules.baseChains() + " base chains)");
        }
    }

    private boolean discovery(Place place, VirtualIpAddress address, Ruleset rules, Notebook notebook) {
        boolean good = true;
        for (int type : new int[] {SOLICITATION, ADVERTISEMENT}) {
            good &= pass(
                    new Question(
                            Packet.neighbourDiscovery(address.dev(), LINK_LOCAL, Block.of(address.address()), type),
                            FindingId.FIREWALL_NEIGHBOURS,
                            place,
                            "the firewall of this node drops IPv6 neighbour discovery",
                            "neighbours cannot find the virtual address: it does not answer anybody"),
                    rules,
                    notebook);
        }
        return good;
    }

    private void services(Subject subject, Ruleset rules, Notebook notebook) {
        Map<InetAddress, VrrpInstance> owners = subject.instances().stream()
                .flatMap(
                        instance -> Subject.addresses(instance).stream().map(one -> Map.entry(one.address(), instance)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first));
        ServiceKeys keys = new ServiceKeys(subject.configuration().virtualServerGroups().stream()
                .collect(Collectors.toMap(group -> group.name(), group -> group, (first, _) -> first)));
        for (VirtualServer server : subject.configuration().virtualServers()) {
            for (IpvsServiceKey key : keys.of(server)) {
                if (key instanceof IpvsServiceKey.Address service
                        && service.port() > 0
                        && owners.containsKey(service.address())) {
                    service(service, owners.get(service.address()), rules, notebook);
                }
            }
        }
    }

    private void service(IpvsServiceKey.Address service, VrrpInstance owner, Ruleset rules, Notebook notebook) {
        boolean ipv4 = service.family() == AddressFamily.IPV4;
        int protocol = switch (service.protocol()) {
            case TCP -> 6;
            case UDP -> 17;
            case SCTP -> 132;
        };
        String words = service.protocol() + " port " + service.port() + " of " + Block.of(service.address());
        boolean passes = pass(
                new Question(
                        Packet.request(
                                owner.interfaceName(),
                                ipv4 ? ANY_4 : ANY_6,
                                Block.of(service.address()),
                                protocol,
                                service.port(),
                                CLIENT_HOP_LIMIT),
                        FindingId.FIREWALL_SERVICE,
                        Place.of(owner),
                        "the firewall of this node drops what clients send to " + words,
                        "clients do not reach the virtual server: IPVS comes after the firewall's input chain"),
                rules,
                notebook);
        if (passes && installed.unseen().isEmpty()) {
            notebook.fine(Place.of(owner), "the firewall lets clients reach " + words);
        }
    }

    private boolean pass(Question question, Ruleset rules, Notebook notebook) {
        return switch (rules.judge(question.packet())) {
            case Verdict.Passes _ -> true;
            case Verdict.Dropped(Chain base, String why) -> {
                notebook.add(Finding.of(
                        question.id(),
                        question.place(),
                        question.what(),
                        base.words() + ": " + why,
                        question.consequence(),
                        remedies.letThrough(question.packet(), base)));
                yield false;
            }
            case Verdict.Unsure(Chain base, String rule, boolean drops) -> {
                notebook.add(unsure(question, base, rule, drops));
                yield false;
            }
        };
    }

    private Finding unsure(Question question, Chain base, String rule, boolean drops) {
        String what = question.packet().protocol() == Packet.VRRP
                ? (question.packet().direction() == Direction.IN ? "adverts coming in" : "adverts going out")
                : "packets to " + question.packet().destination();
        String open = drops
                ? base.words() + " drops them unless its rule '" + rule + "' accepts them"
                : base.words() + " lets them pass unless its rule '" + rule + "' drops them";
        Remedy sure = remedies.letThrough(question.packet(), base);
        return Finding.of(
                FindingId.FIREWALL_UNSURE,
                question.place(),
                "cannot be sure whether the firewall lets " + what + " through",
                open,
                "if it drops them: " + question.consequence(),
                new Remedy(sure.command(), "makes it certain; or see what passes with --capture"));
    }

    private static Block group(VrrpInstance instance) {
        return Block.of(instance.transport().multicastGroup());
    }

    private static AddressFamily family(VrrpInstance instance) {
        return switch (instance.family()) {
            case INET -> AddressFamily.IPV4;
            case INET6 -> AddressFamily.IPV6;
        };
    }

    /** Whom adverts come from: the peers, or anybody on the interface's own net. */
    private static List<Block> peers(VrrpInstance instance, Network network) {
        if (instance.transport().isUnicast()) {
            return instance.transport().unicastPeers().stream()
                    .map(UnicastPeer::address)
                    .map(Block::of)
                    .toList();
        }
        if (family(instance) == AddressFamily.IPV6) {
            return List.of(LINK_LOCAL);
        }
        return List.of(primary(instance, network)
                .map(address -> new Block(address.address(), address.prefixLength()))
                .orElse(ANY_4));
    }

    private static Block own(VrrpInstance instance, Network network) {
        return instance.transport()
                .sourceAddress()
                .or(() -> primary(instance, network).map(KernelAddress::address))
                .map(Block::of)
                .orElse(family(instance) == AddressFamily.IPV4 ? ANY_4 : LINK_LOCAL);
    }

    /** The interface's first address that is no virtual one. */
    private static Optional<KernelAddress> primary(VrrpInstance instance, Network network) {
        List<InetAddress> virtual = new ArrayList<>();
        Subject.addresses(instance).forEach(one -> virtual.add(one.address()));
        return network.on(instance.interfaceName(), family(instance)).stream()
                .filter(address -> !virtual.contains(address.address()))
                .filter(address -> family(instance) == AddressFamily.IPV4
                        || address.address().isLinkLocalAddress())
                .findFirst();
    }
}
