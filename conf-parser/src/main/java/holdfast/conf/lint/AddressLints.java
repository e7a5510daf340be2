package holdfast.conf.lint;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.lint.WholeFile.Written;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.schema.AddressLiteral;
import holdfast.conf.syntax.Statement;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Virtual addresses that are no address for a host, or belong to somebody else. */
final class AddressLints implements Lint {
    /** RFC 9568, 5.2.4: the owner's virtual addresses are its own. */
    private static final int OWNER = 255;

    /** RFC 3021: a prefix of 31 bits has neither network nor broadcast address. */
    private static final int LONGEST_WITH_BROADCAST = 30;

    /** RFC 6164: the same for IPv6, one bit before the end. */
    private static final int LONGEST_WITH_ANYCAST = 126;

    @Override
    public void check(WholeFile file) {
        Map<InetAddress, VipLine> first = new HashMap<>();
        Map<InetAddress, String> firstIn = new HashMap<>();
        for (Written<VrrpInstance> instance : file.instances()) {
            List<VipLine> lines = VipLine.of(instance.block());
            withoutLength(lines, file);
            for (VipLine line : lines) {
                notForHosts(line, file);
                takenBySource(line, instance, file);
                elsewhere(line, instance, first, firstIn, file);
            }
            selfAsPeer(instance, file);
            if (!instance.model().strict()) { // strict mode has a finding of its own
                linkLocalFirst(lines, file);
            }
        }
    }

    private static void withoutLength(List<VipLine> lines, WholeFile file) {
        List<VipLine> bare = lines.stream().filter(line -> !line.hasSlash()).toList();
        if (bare.isEmpty()) {
            return;
        }
        VipLine line = bare.getFirst();
        boolean v4 = line.family() == AddressFamily.INET;
        String more = bare.size() == 1 ? "" : ", as do " + (bare.size() - 1) + " more here";
        file.report(
                Rule.ADDRESS_WITHOUT_LENGTH,
                line.word().span(),
                "'" + line.word() + "' has no prefix length and becomes " + (v4 ? "/32" : "/128") + more,
                "write '" + line.word() + (v4 ? "/24" : "/64") + "' with the length of the network, or "
                        + (v4 ? "/32" : "/128") + " if that is meant");
    }

    private static void notForHosts(VipLine line, WholeFile file) {
        InetAddress address = line.address();
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            file.report(
                    Rule.ADDRESS_NOT_FOR_HOSTS,
                    line.word().span(),
                    "'" + line.word() + "' is " + (address.isMulticastAddress() ? "a multicast" : "the unspecified")
                            + " address, which no host can own",
                    "write the address clients use");
            return;
        }
        if (line.length().isEmpty()) {
            return;
        }
        int length = line.length().getAsInt();
        boolean v4 = line.family() == AddressFamily.INET;
        if (v4 && length <= LONGEST_WITH_BROADCAST && (line.hostBitsAre(false) || line.hostBitsAre(true))) {
            file.report(
                    Rule.ADDRESS_NOT_FOR_HOSTS,
                    line.word().span(),
                    "'" + line.word() + "' is the " + (line.hostBitsAre(true) ? "broadcast" : "network")
                            + " address of its /" + length,
                    "use an address between the two, or the right prefix length");
        } else if (!v4 && length <= LONGEST_WITH_ANYCAST && line.hostBitsAre(false)) {
            file.sink()
                    .report(Diagnostic.of(
                                    Rule.ADDRESS_ANYCAST,
                                    line.word().span(),
                                    "'" + line.word() + "' is the subnet-router anycast address of its /" + length)
                            .withHint("use another interface identifier, such as ::1"));
        }
    }

    private static void takenBySource(VipLine line, Written<VrrpInstance> instance, WholeFile file) {
        VrrpInstance model = instance.model();
        Optional<InetAddress> source = model.transport().sourceAddress();
        boolean unicast = Outline.last(instance.block(), "unicast_src_ip").isPresent();
        String keyword = unicast ? "unicast_src_ip" : "mcast_src_ip";
        if (source.filter(line.address()::equals).isPresent() && model.priority() != OWNER) {
            file.sink()
                    .report(Diagnostic.of(
                                    Rule.ADDRESS_IS_SOURCE,
                                    line.word().span(),
                                    "'" + line.word() + "' is also the " + keyword + " of " + model.name()
                                            + ", which does not own it while it is backup")
                            .withHint("give '" + keyword + "' this node's own address")
                            .withRelated(Outline.place(instance.block(), keyword), "the source address is here"));
        }
        boolean peer = model.transport().unicastPeers().stream()
                .map(UnicastPeer::address)
                .anyMatch(line.address()::equals);
        if (peer) {
            file.report(
                    Rule.ADDRESS_IS_PEER,
                    line.word().span(),
                    "'" + line.word() + "' is also a unicast peer of " + model.name()
                            + ": as master this node would send to itself",
                    "in 'unicast_peer' stand the other nodes' own addresses, here the shared one");
        }
    }

    private static void selfAsPeer(Written<VrrpInstance> instance, WholeFile file) {
        Optional<InetAddress> source = instance.model().transport().sourceAddress();
        for (Statement peer : Outline.lines(instance.block(), "unicast_peer")) {
            if (source.isPresent()
                    && AddressLiteral.parse(peer.keyword().text()).equals(source)) {
                file.sink()
                        .report(Diagnostic.of(
                                        Rule.PEER_IS_SELF,
                                        peer.span(),
                                        "this peer is the node itself, by its source address")
                                .withHint("name the other nodes")
                                .withRelated(
                                        Outline.place(instance.block(), "unicast_src_ip"),
                                        "the source address is here"));
            }
        }
    }

    /** The same address once more where the checks of links do not see it: other interface, other length, excluded. */
    private static void elsewhere(
            VipLine line,
            Written<VrrpInstance> instance,
            Map<InetAddress, VipLine> first,
            Map<InetAddress, String> firstIn,
            WholeFile file) {
        String name = instance.model().name();
        VipLine other = first.putIfAbsent(line.address(), line);
        if (other == null) {
            firstIn.put(line.address(), name);
            return;
        }
        String otherName = firstIn.get(line.address());
        boolean sameInstance = otherName.equals(name);
        boolean sameInterface = dev(line, name, file).equals(dev(other, otherName, file));
        if (!sameInterface && line.address().isLinkLocalAddress()) {
            return; // means another host on each link
        }
        boolean reported = sameInstance
                ? sameInterface && length(line) == length(other)
                : sameInterface && !line.excluded() && !other.excluded();
        if (!reported) {
            file.sink()
                    .report(Diagnostic.of(
                                    Rule.ADDRESS_ELSEWHERE,
                                    line.word().span(),
                                    "'" + line.text() + "' stands in "
                                            + (sameInstance ? name + " twice" : otherName + " and in " + name))
                            .withHint("remove one of the two")
                            .withRelated(other.word().span(), "the first one is here"));
        }
    }

    private static String dev(VipLine line, String instance, WholeFile file) {
        return line.dev()
                .orElseGet(() -> file.configuration()
                        .vrrpInstance(instance)
                        .map(VrrpInstance::interfaceName)
                        .orElse(""));
    }

    private static int length(VipLine line) {
        return line.length().orElse(line.address().getAddress().length * 8);
    }

    /** RFC 9568, 5.2.9. */
    private static void linkLocalFirst(List<VipLine> lines, WholeFile file) {
        lines.stream()
                .filter(line -> !line.excluded())
                .findFirst()
                .filter(line -> line.family() == AddressFamily.INET6)
                .filter(line -> !line.address().isLinkLocalAddress())
                .ifPresent(line -> file.report(
                        Rule.IPV6_LINK_LOCAL_FIRST,
                        line.word().span(),
                        "the first IPv6 address of a virtual router should be link-local; '" + line.word() + "' is not",
                        "put an address such as 'fe80::1/64' first, the same on all nodes"));
    }
}
