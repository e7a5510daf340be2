package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.Transport;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.schema.ConfigurationDraft.GlobalDraft;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How one instance sends: group or peers, and from which address. */
final class TransportCompiler {
    private final InstanceDraft draft;
    private final GlobalDefs globals;
    private final GlobalDraft given;
    private final AddressFamily family;
    private final DiagnosticSink sink;

    TransportCompiler(
            InstanceDraft draft, GlobalDefs globals, GlobalDraft given, AddressFamily family, DiagnosticSink sink) {
        this.draft = draft;
        this.globals = globals;
        this.given = given;
        this.family = family;
        this.sink = sink;
    }

    Transport compile() {
        List<UnicastPeer> peers = peers();
        OptionalInt ttl = draft.unicastTtl == null ? OptionalInt.empty() : OptionalInt.of(draft.unicastTtl.value());
        SourceSpan peerBlock = draft.whereSeen("unicast_peer");
        boolean unicastWords = draft.unicastSource != null || peerBlock != null;
        if (peers.isEmpty() && unicastWords) {
            Diagnostic diagnostic = Diagnostic.of(
                    Rule.UNICAST_INCOMPLETE,
                    draft.unicastSource != null ? draft.unicastSource.span() : peerBlock,
                    draft.label() + " has no usable unicast peer; it uses multicast");
            sink.report(diagnostic.withHint("add 'unicast_peer { ADDRESS }', or write 'mcast_src_ip'"));
        }
        if (peers.isEmpty() && ttl.isPresent()) {
            sink.report(Diagnostic.of(
                            Rule.UNICAST_INCOMPLETE,
                            draft.unicastTtl.span(),
                            "'unicast_ttl' has no effect without unicast peers")
                    .withHint("remove it"));
            ttl = OptionalInt.empty();
        }
        return new Transport(
                source(),
                Located.or(draft.trackSourceAddress, false),
                group(),
                peers,
                ttl,
                Located.or(draft.checkUnicastSource, Located.or(given.checkUnicastSource, false)));
    }

    private List<UnicastPeer> peers() {
        List<UnicastPeer> peers = new ArrayList<>();
        for (Located<UnicastPeer> peer : draft.peers) {
            InetAddress address = peer.value().address();
            if (AddressFamily.of(address) != family) {
                sink.report(Diagnostic.of(
                        Rule.FAMILY_MIXED,
                        peer.span(),
                        draft.label() + " is " + family.word() + "; this peer is ignored"));
            } else if (peers.stream().anyMatch(known -> known.address().equals(address))) {
                sink.report(Diagnostic.of(Rule.ADDRESS_DUPLICATE, peer.span(), "this peer is named twice")
                        .withHint("remove it"));
            } else {
                peers.add(peer.value());
            }
        }
        return peers;
    }

    /** One address for both keywords, as in keepalived; unicast's is the more specific. */
    private Optional<InetAddress> source() {
        Located<InetAddress> source = draft.unicastSource != null ? draft.unicastSource : draft.multicastSource;
        if (source == null) {
            return Optional.empty();
        }
        if (AddressFamily.of(source.value()) != family) {
            sink.report(Diagnostic.of(
                    Rule.FAMILY_MIXED,
                    source.span(),
                    draft.label() + " is " + family.word() + "; this source address is ignored"));
            return Optional.empty();
        }
        return Optional.of(source.value());
    }

    private InetAddress group() {
        InetAddress standard = family == AddressFamily.INET ? globals.vrrpMcastGroup4() : globals.vrrpMcastGroup6();
        if (draft.multicastDestination == null) {
            return standard;
        }
        InetAddress wanted = draft.multicastDestination.value();
        if (AddressFamily.of(wanted) != family || !wanted.isMulticastAddress()) {
            sink.report(Diagnostic.of(
                            Rule.NOT_AN_ADDRESS,
                            draft.multicastDestination.span(),
                            "'mcast_dst_ip' is not an " + family.word() + " multicast address and is ignored")
                    .withHint("the usual one is " + standard.getHostAddress()));
            return standard;
        }
        return wanted;
    }
}
