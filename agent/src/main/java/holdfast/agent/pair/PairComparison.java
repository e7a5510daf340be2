package holdfast.agent.pair;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.Authentication;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must be equal on all nodes and is not, and what must differ and does not. Each node is compared with the first one that has the
 * virtual router; a finding stands in the later file and refers to the earlier.
 */
final class PairComparison {
    private static final String INSTANCE = "vrrp_instance";

    private final List<PairNode> nodes;
    private final List<PairRouter> routers;
    private final List<Diagnostic> findings = new ArrayList<>();
    private final Set<PairRouter> strangers = new HashSet<>();

    private PairComparison(List<PairNode> nodes, List<PairRouter> routers) {
        this.nodes = nodes;
        this.routers = routers;
    }

    /**
     * The outcome.
     *
     * @param findings what is wrong
     * @param strangers virtual routers whose nodes do not believe each other, for a reason among the findings
     */
    record Result(List<Diagnostic> findings, Set<PairRouter> strangers) {}

    static Result compare(List<PairNode> nodes, List<PairRouter> routers) {
        PairComparison comparison = new PairComparison(nodes, routers);
        comparison.routerIds();
        routers.forEach(comparison::router);
        comparison.syncGroups();
        return new Result(List.copyOf(comparison.findings), Set.copyOf(comparison.strangers));
    }

    private void routerIds() {
        for (int later = 1; later < nodes.size(); later++) {
            String id = nodes.get(later).configuration().globalDefs().routerId();
            for (int earlier = 0; earlier < later; earlier++) {
                PairNode first = nodes.get(earlier);
                if (first.configuration().globalDefs().routerId().equals(id)) {
                    findings.add(Diagnostic.of(
                                    Rule.PAIR_ROUTER_ID,
                                    nodes.get(later).places().of("global_defs", "", "router_id"),
                                    "router_id '" + id + "' is that of " + first.label() + " too")
                            .withHint("give each node a name of its own")
                            .withRelated(
                                    first.places().of("global_defs", "", "router_id"),
                                    "router_id of " + first.label()));
                    break;
                }
            }
        }
    }

    private void router(PairRouter router) {
        for (int node = 0; node < nodes.size(); node++) {
            if (router.members().get(node).isEmpty()) {
                missing(router, node);
            }
        }
        List<Integer> present = router.nodes();
        for (int node : present.subList(1, present.size())) {
            new MemberComparison(router, node).compare();
        }
        if (present.size() > 1) {
            priorities(router);
            new PeerComparison(nodes, router).findings().forEach(finding -> {
                findings.add(finding);
                strangers.add(router);
            });
        }
    }

    private void missing(PairRouter router, int node) {
        PairNode owner = nodes.get(router.firstNode());
        findings.add(Diagnostic.of(
                        Rule.PAIR_MISSING,
                        owner.places().of(INSTANCE, router.name()),
                        "'" + router.name() + "' is missing on "
                                + nodes.get(node).label() + ": no instance there has VRID "
                                + router.first().virtualRouterId() + ", this name or one of these addresses")
                .withHint("add it to " + nodes.get(node).file()));
    }

    /** One member against the first one. */
    private final class MemberComparison {
        private final PairRouter router;
        private final PairNode firstNode;
        private final PairNode node;
        private final VrrpInstance first;
        private final VrrpInstance member;

        MemberComparison(PairRouter router, int number) {
            this.router = router;
            firstNode = nodes.get(router.firstNode());
            node = nodes.get(number);
            first = router.first();
            member = router.members().get(number).orElseThrow();
        }

        void compare() {
            if (member.virtualRouterId() != first.virtualRouterId()) {
                differs(Rule.PAIR_VRID, "virtual_router_id", member.virtualRouterId(), first.virtualRouterId());
            }
            if (member.version() != first.version()) {
                differs(Rule.PAIR_VERSION, "version", member.version(), first.version());
            }
            authentication();
            if (!member.advertInterval().equals(first.advertInterval())) {
                interval();
            }
            addresses();
            transport();
            if (member.version() == 3 && first.version() == 3 && member.v3ChecksumAsV2() != first.v3ChecksumAsV2()) {
                differs(
                        Rule.PAIR_CHECKSUM,
                        "v3_checksum_as_v2",
                        onOff(member.v3ChecksumAsV2()),
                        onOff(first.v3ChecksumAsV2()));
            }
        }

        private static String onOff(boolean on) {
            return on ? "on" : "off";
        }

        private void differs(Rule rule, String keyword, Object here, Object there) {
            report(
                    Diagnostic.of(
                                    rule,
                                    place(keyword),
                                    "'" + keyword + "' of " + name() + " is " + here + " here and " + there + " on "
                                            + firstNode.label())
                            .withHint("the same on both: " + keyword + " " + there),
                    keyword);
        }

        private void report(Diagnostic finding, String... path) {
            findings.add(finding.withRelated(
                    firstNode.places().of(INSTANCE, first.name(), path), "on " + firstNode.label()));
            if (finding.severity() == Severity.ERROR) {
                strangers.add(router);
            }
        }

        private SourceSpan place(String... path) {
            return node.places().of(INSTANCE, member.name(), path);
        }

        private String name() {
            return "'" + member.name() + "'";
        }

        private void authentication() {
            Optional<String> here = member.authentication().map(Authentication::password);
            Optional<String> there = first.authentication().map(Authentication::password);
            if (here.equals(there) || member.version() != 2 || first.version() != 2) {
                return;
            }
            String what = here.isPresent() && there.isPresent()
                    ? "'auth_pass' of " + name() + " is not the one of " + firstNode.label()
                    : name() + " has " + (here.isPresent() ? "a" : "no") + " password here and "
                            + (there.isPresent() ? "one" : "none") + " on " + firstNode.label();
            report(
                    Diagnostic.of(Rule.PAIR_AUTHENTICATION, place("authentication", "auth_pass"), what)
                            .withHint("the same auth_type and auth_pass on all nodes"),
                    "authentication",
                    "auth_pass");
        }

        /** Version 3 learns the interval from the adverts (RFC 9568, 6.1, Active_Adver_Interval). */
        private void interval() {
            String here = seconds(member.advertInterval());
            String there = seconds(first.advertInterval());
            Diagnostic finding = Diagnostic.of(
                            Rule.PAIR_INTERVAL,
                            place("advert_int"),
                            "'advert_int' of " + name() + " is " + here + " s here and " + there + " s on "
                                    + firstNode.label())
                    .withHint("the same on both: advert_int " + there);
            report(member.version() == 3 ? finding.as(Severity.WARNING) : finding, "advert_int");
        }

        private static String seconds(Duration interval) {
            return BigDecimal.valueOf(interval.toNanos(), 9)
                    .stripTrailingZeros()
                    .toPlainString();
        }

        private void addresses() {
            List<String> here = words(member.virtualIpAddresses());
            List<String> there = words(first.virtualIpAddresses());
            Set<String> extra = new LinkedHashSet<>(here);
            there.forEach(extra::remove);
            Set<String> lacking = new LinkedHashSet<>(there);
            here.forEach(lacking::remove);
            if (!extra.isEmpty() || !lacking.isEmpty()) {
                addressSets(extra, lacking);
            } else if (!here.equals(there)) {
                report(
                        Diagnostic.of(
                                        Rule.PAIR_ADDRESS_ORDER,
                                        place("virtual_ipaddress"),
                                        "the addresses of " + name() + " are in another order than on "
                                                + firstNode.label())
                                .withHint("write them as there: " + String.join(", ", there)),
                        "virtual_ipaddress");
            }
            Set<String> excludedHere = new HashSet<>(words(member.virtualIpAddressesExcluded()));
            Set<String> excludedThere = new HashSet<>(words(first.virtualIpAddressesExcluded()));
            if (!excludedHere.equals(excludedThere)) {
                report(
                        Diagnostic.of(
                                        Rule.PAIR_ADDRESSES,
                                        place("virtual_ipaddress_excluded"),
                                        "'virtual_ipaddress_excluded' of " + name() + " is not the same on "
                                                + firstNode.label())
                                .as(Severity.WARNING),
                        "virtual_ipaddress_excluded");
            }
        }

        private void addressSets(Set<String> extra, Set<String> lacking) {
            List<String> parts = new ArrayList<>();
            if (!extra.isEmpty()) {
                parts.add("has " + String.join(", ", extra) + ", which " + firstNode.label() + " has not"
                        + (lacking.isEmpty() ? "" : ","));
            }
            if (!lacking.isEmpty()) {
                parts.add("lacks " + String.join(", ", lacking) + " of " + firstNode.label());
            }
            Diagnostic finding = Diagnostic.of(
                    Rule.PAIR_ADDRESSES,
                    extra.isEmpty()
                            ? place("virtual_ipaddress")
                            : place("virtual_ipaddress", extra.iterator().next().split("/", -1)[0]),
                    name() + " " + String.join(" and ", parts));
            // Version 3 does not compare the lists (RFC 9568, 7.1): what is missing is only not served.
            report(member.version() == 3 ? finding.as(Severity.WARNING) : finding, "virtual_ipaddress");
        }

        private static List<String> words(List<VirtualIpAddress> addresses) {
            return addresses.stream()
                    .map(address -> address.address().getHostAddress() + "/" + address.prefixLength())
                    .toList();
        }

        private void transport() {
            boolean unicast = member.transport().isUnicast();
            if (unicast != first.transport().isUnicast()) {
                report(
                        Diagnostic.of(
                                        Rule.PAIR_TRANSPORT,
                                        place("unicast_peer"),
                                        name() + " uses " + way(unicast) + " here and " + way(!unicast) + " on "
                                                + firstNode.label())
                                .withHint("unicast_peer with the address of the other node, on both"),
                        "unicast_peer");
                return;
            }
            InetAddress here = member.transport().multicastGroup();
            InetAddress there = first.transport().multicastGroup();
            if (!unicast && !here.equals(there)) {
                report(Diagnostic.of(
                        Rule.PAIR_TRANSPORT,
                        place("mcast_dst_ip"),
                        name() + " uses group " + here.getHostAddress() + " here and " + there.getHostAddress() + " on "
                                + firstNode.label()));
            }
        }

        private static String way(boolean unicast) {
            return unicast ? "unicast" : "multicast";
        }
    }

    private void priorities(PairRouter router) {
        List<Integer> present = router.nodes();
        for (int later = 1; later < present.size(); later++) {
            VrrpInstance member = router.members().get(present.get(later)).orElseThrow();
            for (int earlier = 0; earlier < later; earlier++) {
                VrrpInstance other = router.members().get(present.get(earlier)).orElseThrow();
                if (other.priority() == member.priority()) {
                    PairNode node = nodes.get(present.get(later));
                    PairNode otherNode = nodes.get(present.get(earlier));
                    String states = member.state() == other.state() ? ", and both have state " + member.state() : "";
                    findings.add(Diagnostic.of(
                                    Rule.PAIR_PRIORITY,
                                    node.places().of(INSTANCE, member.name(), "priority"),
                                    "'" + member.name() + "' has priority " + member.priority() + " here and on "
                                            + otherNode.label() + states)
                            .withHint("a lower priority on the node that shall be backup, such as "
                                    + Math.max(1, member.priority() - 1))
                            .withRelated(
                                    otherNode.places().of(INSTANCE, other.name(), "priority"),
                                    "on " + otherNode.label()));
                    return;
                }
            }
        }
    }

    /** Which virtual routers a group keeps together must be the same everywhere; the name of the group may differ. */
    private void syncGroups() {
        for (PairRouter router : routers) {
            List<Integer> present = router.nodes();
            Set<String> first = companions(present.getFirst(), router);
            for (int node : present.subList(1, present.size())) {
                Set<String> here = companions(node, router);
                if (!here.equals(first)) {
                    PairNode owner = nodes.get(node);
                    VrrpInstance member = router.members().get(node).orElseThrow();
                    PairNode firstNode = nodes.get(present.getFirst());
                    findings.add(Diagnostic.of(
                                    Rule.PAIR_SYNC_GROUP,
                                    member.syncGroup()
                                            .map(group -> owner.places().of("vrrp_sync_group", group, "group"))
                                            .orElseGet(() -> owner.places().of(INSTANCE, member.name())),
                                    "'" + member.name() + "' moves " + with(here) + " here and " + with(first) + " on "
                                            + firstNode.label())
                            .withHint("the same vrrp_sync_group on all nodes"));
                    return;
                }
            }
        }
    }

    private static String with(Set<String> companions) {
        return companions.isEmpty() ? "alone" : "together with " + String.join(", ", companions);
    }

    private Set<String> companions(int node, PairRouter router) {
        Optional<String> group = router.members().get(node).flatMap(VrrpInstance::syncGroup);
        if (group.isEmpty()) {
            return Set.of();
        }
        return routers.stream()
                .filter(other -> !other.equals(router))
                .filter(other -> other.members()
                        .get(node)
                        .flatMap(VrrpInstance::syncGroup)
                        .equals(group))
                .map(PairRouter::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
