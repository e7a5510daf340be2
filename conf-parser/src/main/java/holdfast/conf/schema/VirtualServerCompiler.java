package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.lvs.CheckDefaults;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.Protocol;
import holdfast.conf.model.lvs.Quorum;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.SorryServer;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import holdfast.conf.model.lvs.VirtualService;
import java.util.List;
import java.util.Optional;

/** Fills in defaults and inheritance of one {@code virtual_server}, and reports what contradicts. */
final class VirtualServerCompiler {
    private final VirtualServerDraft draft;
    private final Optional<VirtualServerGroup> group;
    private final LvsScope scope;
    private final DiagnosticSink sink;

    /**
     * For one virtual server.
     *
     * @param draft what was read
     * @param group the group it serves, if it serves one that exists
     * @param scope what the rest of the file says
     * @param sink takes what is wrong
     */
    VirtualServerCompiler(
            VirtualServerDraft draft, Optional<VirtualServerGroup> group, LvsScope scope, DiagnosticSink sink) {
        this.draft = draft;
        this.group = group;
        this.scope = scope;
        this.sink = sink;
    }

    /** The effective values; empty when there is nothing to serve or nobody to serve it. */
    Optional<VirtualServer> compile() {
        if (draft.realServers.isEmpty()) {
            noRealServer();
            return Optional.empty();
        }
        var balancing = new Balancing(draft, sink);
        ForwardingMethod forwarding = balancing.forwarding();
        AddressFamily family = family(forwarding);
        Optional<Protocol> protocol = protocol();
        CheckDefaults checks = CheckInheritance.ofVirtualServer(draft.checks);
        List<RealServer> realServers =
                new RealServerCompiler(draft, group, scope, sink).compile(forwarding, family, checks);
        if (realServers.isEmpty()) {
            noRealServer();
            return Optional.empty();
        }
        return Optional.of(new VirtualServer(
                draft.service,
                family,
                protocol,
                balancing.scheduling(protocol),
                forwarding,
                balancing.persistence(family, servesAllPorts()),
                quorum(realServers),
                sorryServer(forwarding, family),
                checks,
                Located.or(draft.alpha, false),
                Located.or(draft.omega, false),
                haSuspend(),
                Located.or(draft.inhibitOnFailure, false),
                Located.or(draft.smtpAlert, scope.smtpAlert().orElse(false)),
                GlobalCompiler.optional(draft.virtualHost),
                GlobalCompiler.optional(draft.snmpName),
                realServers));
    }

    /** A note only when each of them has a message of its own. */
    private void noRealServer() {
        boolean written = draft.whereSeen("real_server") != null;
        Diagnostic diagnostic = Diagnostic.of(
                Rule.NO_REAL_SERVER,
                draft.place(),
                draft.label() + (written ? " has no usable real_server" : " has no real_server") + " and is left out");
        sink.report(
                written
                        ? diagnostic.as(Severity.NOTE)
                        : diagnostic.withHint("add 'real_server ADDRESS PORT { }', or remove the block"));
    }

    /** That of the address; for marks that of the servers, unless all of them are behind tunnels. */
    private AddressFamily family(ForwardingMethod forwarding) {
        Optional<AddressFamily> addressed = addressedFamily();
        if (addressed.isPresent() && draft.family != null && draft.family.value() != addressed.get()) {
            sink.report(Diagnostic.of(
                            Rule.CONTRADICTION,
                            draft.family.span(),
                            "'ip_family' says " + draft.family.value().word() + ", but the address is "
                                    + addressed.get().word())
                    .withHint("remove it: only a firewall mark needs it"));
        }
        if (addressed.isPresent()) {
            return addressed.get();
        }
        return GlobalCompiler.optional(draft.family)
                .or(() -> draft.realServers.stream()
                        .filter(server -> !isTunnel(Located.or(server.forwarding, forwarding)))
                        .map(server -> AddressFamily.of(server.server.address()))
                        .findFirst())
                .orElse(AddressFamily.INET);
    }

    private Optional<AddressFamily> addressedFamily() {
        if (draft.service instanceof VirtualService.Endpoint endpoint) {
            return Optional.of(AddressFamily.of(endpoint.address()));
        }
        return addresses().stream()
                .map(addresses -> AddressFamily.of(addresses.first()))
                .findFirst();
    }

    private List<VirtualServerGroup.Addresses> addresses() {
        return group.stream()
                .flatMap(found -> found.members().stream())
                .filter(VirtualServerGroup.Addresses.class::isInstance)
                .map(VirtualServerGroup.Addresses.class::cast)
                .toList();
    }

    private static boolean isTunnel(ForwardingMethod method) {
        return method instanceof ForwardingMethod.Tunnel;
    }

    /** Whether the service consists of firewall marks alone. */
    private boolean isMark() {
        return switch (draft.service) {
            case VirtualService.Endpoint _ -> false;
            case VirtualService.FirewallMark _ -> true;
            case VirtualService.Group _ -> group.isPresent() && addresses().isEmpty();
        };
    }

    private boolean servesAllPorts() {
        return switch (draft.service) {
            case VirtualService.Endpoint endpoint -> endpoint.port() == 0;
            case VirtualService.FirewallMark _ -> false;
            case VirtualService.Group _ -> addresses().stream().anyMatch(addresses -> addresses.port() == 0);
        };
    }

    private Optional<Protocol> protocol() {
        if (isMark()) {
            if (draft.protocol != null) {
                sink.report(Diagnostic.of(
                                Rule.FWMARK_OPTION,
                                draft.protocol.span(),
                                "'protocol' has no meaning for a firewall mark; it is ignored")
                        .withHint("remove it"));
            }
            return Optional.empty();
        }
        if (draft.protocol == null && draft.whereSeen("protocol") == null) {
            sink.report(Diagnostic.of(
                            Rule.PROTOCOL_MISSING,
                            draft.place(),
                            draft.label() + " has no 'protocol'; UDP is served, and no TCP")
                    .withHint("add 'protocol TCP' if that is meant"));
        }
        return Optional.of(Located.or(draft.protocol, Protocol.UDP));
    }

    private boolean haSuspend() {
        if (draft.haSuspend != null && draft.service instanceof VirtualService.FirewallMark) {
            sink.report(Diagnostic.of(
                            Rule.FWMARK_OPTION,
                            draft.haSuspend.span(),
                            "'ha_suspend' waits for an address, and a firewall mark has none; it is ignored")
                    .withHint("remove it"));
            return false;
        }
        return draft.haSuspend != null;
    }

    private Quorum quorum(List<RealServer> realServers) {
        long total = 0;
        for (RealServer server : realServers) {
            total += server.weight();
        }
        long wanted = Located.or(draft.quorum, 1L);
        long quorum = Math.min(wanted, total);
        if (quorum < wanted) {
            SourceSpan place = draft.quorum == null ? draft.place() : draft.quorum.span();
            sink.report(
                    total == 0
                            ? Diagnostic.of(
                                            Rule.QUORUM,
                                            place,
                                            "all real servers of " + draft.label()
                                                    + " have weight 0; none gets a connection")
                                    .withHint("give one of them a weight of 1 or more")
                            : Diagnostic.of(
                                            Rule.QUORUM,
                                            place,
                                            "'quorum " + wanted + "' is above the total weight of the real servers; "
                                                    + quorum + " is used")
                                    .withHint("at most " + total));
        }
        return new Quorum(quorum, hysteresis(quorum), scope.runnable(draft.quorumUp), scope.runnable(draft.quorumDown));
    }

    private long hysteresis(long quorum) {
        long wanted = Located.or(draft.hysteresis, 0L);
        long hysteresis = Math.min(wanted, Math.max(0, quorum - 1));
        if (hysteresis < wanted) {
            sink.report(Diagnostic.of(
                            Rule.QUORUM,
                            draft.hysteresis.span(),
                            "'hysteresis " + wanted + "' is not below the quorum of " + quorum + "; " + hysteresis
                                    + " is used")
                    .withHint("at most " + hysteresis));
        }
        return hysteresis;
    }

    private Optional<SorryServer> sorryServer(ForwardingMethod forwarding, AddressFamily family) {
        aboutSorryServer(draft.sorryServerInhibit, "sorry_server_inhibit");
        aboutSorryServer(draft.sorryServerForwarding, "sorry_server_lvs_method");
        if (draft.sorryServer == null) {
            return Optional.empty();
        }
        VirtualServerDraft.Server server = draft.sorryServer.value();
        ForwardingMethod method = Located.or(draft.sorryServerForwarding, forwarding);
        if (!isTunnel(method) && AddressFamily.of(server.address()) != family) {
            sink.report(Diagnostic.of(
                    Rule.SERVER_FAMILY,
                    draft.sorryServer.span(),
                    "the sorry server is " + AddressFamily.of(server.address()).word() + ", but " + draft.label()
                            + " is " + family.word() + "; it is left out"));
            return Optional.empty();
        }
        return Optional.of(
                new SorryServer(server.address(), server.port(), method, Located.or(draft.sorryServerInhibit, false)));
    }

    private void aboutSorryServer(Located<?> given, String keyword) {
        if (given == null) {
            return;
        }
        if (draft.sorryServer == null) {
            if (draft.whereSeen("sorry_server") == null) {
                sink.report(Diagnostic.of(Rule.SORRY_SERVER, given.span(), "'" + keyword + "' without a 'sorry_server'")
                        .withHint("add 'sorry_server ADDRESS PORT', or remove the line"));
            }
        } else if (draft.sorryServer.span().line() > given.span().line()) {
            sink.report(Diagnostic.of(
                            Rule.DEFINED_LATER,
                            given.span(),
                            "'" + keyword + "' stands above the sorry server; keepalived would ignore it")
                    .withRelated(draft.sorryServer.span(), "the sorry server is here"));
        }
    }
}
