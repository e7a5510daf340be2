package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.lvs.CheckDefaults;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import holdfast.conf.model.lvs.VirtualService;
import holdfast.conf.schema.VirtualServerDraft.RealServerDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real servers of one virtual server: what they inherit, and which of them can be used. */
final class RealServerCompiler {
    private final VirtualServerDraft virtualServer;
    private final Optional<VirtualServerGroup> group;
    private final LvsScope scope;
    private final DiagnosticSink sink;

    RealServerCompiler(
            VirtualServerDraft virtualServer, Optional<VirtualServerGroup> group, LvsScope scope, DiagnosticSink sink) {
        this.virtualServer = virtualServer;
        this.group = group;
        this.scope = scope;
        this.sink = sink;
    }

    /**
     * Those that can be used.
     *
     * @param forwarding the virtual server's method
     * @param family its family
     * @param checks what it hands down
     */
    List<RealServer> compile(ForwardingMethod forwarding, AddressFamily family, CheckDefaults checks) {
        List<RealServer> usable = new ArrayList<>();
        Map<List<Object>, RealServerDraft> first = new HashMap<>();
        Map<List<Object>, RealServerDraft> inEffect = new HashMap<>();
        for (RealServerDraft draft : virtualServer.realServers) {
            ForwardingMethod method = Located.or(draft.forwarding, forwarding);
            boolean fits =
                    method instanceof ForwardingMethod.Tunnel || AddressFamily.of(draft.server.address()) == family;
            RealServerDraft other = first.putIfAbsent(List.of(draft.server.address(), draft.server.port()), draft);
            if (!fits) {
                otherFamily(draft, family);
            } else if (other != null) {
                twice(draft, other, " is in " + virtualServer.label() + " twice; this one is left out");
            } else {
                int port = port(draft, method);
                RealServerDraft same = inEffect.putIfAbsent(List.of(draft.server.address(), port), draft);
                if (same == null) {
                    usable.add(realServer(draft, port, method, checks));
                } else { // the kernel's table has room for one; keepalived 2.2.7 keeps both, and each undoes the
                    // other's weight
                    twice(
                            draft,
                            same,
                            " is the same server as " + same.label() + ": with " + method.word() + " both get port "
                                    + port + "; this one is left out");
                }
            }
        }
        return usable;
    }

    private void twice(RealServerDraft draft, RealServerDraft first, String how) {
        sink.report(Diagnostic.of(Rule.REAL_SERVER_DUPLICATE, draft.place(), draft.label() + how)
                .withHint("remove one of them")
                .withRelated(first.place(), "the first one is here"));
    }

    private void otherFamily(RealServerDraft draft, AddressFamily family) {
        sink.report(Diagnostic.of(
                        Rule.SERVER_FAMILY,
                        draft.place(),
                        draft.label() + " is "
                                + AddressFamily.of(draft.server.address()).word() + ", but " + virtualServer.label()
                                + " is " + family.word() + "; it is left out")
                .withHint("only 'lvs_method TUN' can cross families"));
    }

    private RealServer realServer(RealServerDraft draft, int port, ForwardingMethod method, CheckDefaults inherited) {
        CheckDefaults checks = CheckInheritance.over(draft.checks, inherited);
        boolean alpha = Located.or(draft.alpha, Located.or(virtualServer.alpha, false));
        Optional<String> virtualHost =
                GlobalCompiler.optional(draft.virtualHost).or(() -> GlobalCompiler.optional(virtualServer.virtualHost));
        return new RealServer(
                draft.server.address(),
                port,
                Located.or(draft.weight, Located.or(virtualServer.weight, 1)),
                method,
                Located.or(draft.upperThreshold, 0L),
                Located.or(draft.lowerThreshold, 0L),
                Located.or(draft.inhibitOnFailure, Located.or(virtualServer.inhibitOnFailure, false)),
                alpha,
                checks,
                scope.runnable(draft.notifyUp),
                scope.runnable(draft.notifyDown),
                Located.or(draft.smtpAlert, scope.smtpAlert().orElse(true)),
                virtualHost,
                GlobalCompiler.optional(draft.snmpName),
                new CheckerCompiler(draft, checks, alpha, virtualHost, scope, sink).compile());
    }

    /** Only NAT rewrites ports. */
    private int port(RealServerDraft draft, ForwardingMethod method) {
        int port = draft.server.port();
        if (method instanceof ForwardingMethod.Nat) {
            return port;
        }
        return switch (virtualServer.service) {
            case VirtualService.Endpoint endpoint -> {
                if (port != 0 && port != endpoint.port()) {
                    otherPort(draft, method, endpoint.port());
                }
                yield endpoint.port();
            }
            case VirtualService.FirewallMark _ -> {
                if (port != 0) {
                    portOfMark(draft, method);
                }
                yield 0;
            }
            case VirtualService.Group _ -> {
                group.ifPresent(found -> comparePorts(draft, method, found));
                yield port;
            }
        };
    }

    private void comparePorts(RealServerDraft draft, ForwardingMethod method, VirtualServerGroup found) {
        int port = draft.server.port();
        boolean marks = false;
        for (VirtualServerGroup.Member member : found.members()) {
            switch (member) {
                case VirtualServerGroup.Addresses addresses -> {
                    if (port != addresses.port()) {
                        otherPort(draft, method, addresses.port());
                        return;
                    }
                }
                case VirtualServerGroup.Mark _ -> marks = true;
            }
        }
        if (marks && port != 0) {
            portOfMark(draft, method);
        }
    }

    private void otherPort(RealServerDraft draft, ForwardingMethod method, int port) {
        sink.report(Diagnostic.of(
                        Rule.REAL_SERVER_PORT,
                        draft.place(),
                        "port " + draft.server.port() + " of " + draft.label() + " cannot be used with " + method.word()
                                + "; packets keep "
                                + (port == 0 ? "the port they came for" : "port " + port + " of the virtual server"))
                .withHint(port == 0 ? "remove the port, or use NAT" : "write " + port + ", or use NAT"));
    }

    private void portOfMark(RealServerDraft draft, ForwardingMethod method) {
        sink.report(Diagnostic.of(
                        Rule.FWMARK_OPTION,
                        draft.place(),
                        "port " + draft.server.port() + " of " + draft.label() + " is ignored: with " + method.word()
                                + " packets of a firewall mark keep the port they came for")
                .withHint("remove the port; checks can have a 'connect_port'"));
    }
}
