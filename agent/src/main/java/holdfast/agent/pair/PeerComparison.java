package holdfast.agent.pair;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.VrrpInstance;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the unicast peers of one virtual router point at each other, and whether each member has an address of its own. */
final class PeerComparison {
    private static final String INSTANCE = "vrrp_instance";

    private final List<PairNode> nodes;
    private final PairRouter router;

    PeerComparison(List<PairNode> nodes, PairRouter router) {
        this.nodes = nodes;
        this.router = router;
    }

    List<Diagnostic> findings() {
        List<Diagnostic> findings = new ArrayList<>();
        for (int node : router.nodes()) {
            for (int other : router.nodes()) {
                if (other < node) {
                    sameSource(node, other).ifPresent(findings::add);
                }
                if (other != node) {
                    notPointedAt(node, other).ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    private VrrpInstance member(int node) {
        return router.members().get(node).orElseThrow();
    }

    private Optional<Diagnostic> sameSource(int node, int other) {
        Optional<InetAddress> source = member(node).transport().sourceAddress();
        if (source.isEmpty() || !source.equals(member(other).transport().sourceAddress())) {
            return Optional.empty();
        }
        String keyword = member(node).transport().isUnicast() ? "unicast_src_ip" : "mcast_src_ip";
        return Optional.of(Diagnostic.of(
                        Rule.PAIR_SOURCE,
                        nodes.get(node).places().of(INSTANCE, member(node).name(), keyword),
                        "'" + keyword + "' of '" + member(node).name() + "' is "
                                + source.get().getHostAddress() + ", and so it is on "
                                + nodes.get(other).label())
                .withHint("each node sends from an address of its own")
                .withRelated(
                        nodes.get(other).places().of(INSTANCE, member(other).name(), keyword),
                        "on " + nodes.get(other).label()));
    }

    /** Whether {@code node} speaks to {@code other}. Only known when the files tell what the other's address is. */
    private Optional<Diagnostic> notPointedAt(int node, int other) {
        VrrpInstance member = member(node);
        if (!member.transport().isUnicast() || !member(other).transport().isUnicast()) {
            return Optional.empty();
        }
        List<InetAddress> peers = Wiring.peers(member);
        Optional<InetAddress> address = Wiring.knownAddress(router, other);
        if (address.filter(peers::contains).isPresent()) {
            return Optional.empty();
        }
        String there = nodes.get(other).label();
        String listed = peers.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
        String summary = address.map(known -> "'unicast_peer' of '" + member.name() + "' does not name " + there
                        + ", which is " + known.getHostAddress())
                .orElse("none of the unicast peers of '" + member.name() + "' (" + listed + ") is " + there);
        Diagnostic finding = Diagnostic.of(
                Rule.PAIR_PEERS, nodes.get(node).places().of(INSTANCE, member.name(), "unicast_peer"), summary);
        return Optional.of(address.map(known -> finding.withHint("add " + known.getHostAddress()))
                .orElse(finding.withHint("add the address of " + there)));
    }
}
