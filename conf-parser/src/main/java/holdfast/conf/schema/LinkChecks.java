package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What two instances of one node must not have in common. */
final class LinkChecks {
    private LinkChecks() {}

    /** Reports a virtual router id, or an address, that two instances share. */
    static void check(List<VrrpInstance> instances, ConfigurationDraft draft, DiagnosticSink sink) {
        routerIds(instances, draft, sink);
        addresses(instances, draft, sink);
    }

    private static void routerIds(List<VrrpInstance> instances, ConfigurationDraft draft, DiagnosticSink sink) {
        // A list as the key: the hash code of a record is generated when it is first asked for, which a daemon's start
        // has no time for.
        Map<List<Object>, VrrpInstance> first = new HashMap<>();
        for (VrrpInstance instance : instances) {
            List<Object> link = List.of(instance.interfaceName(), instance.family(), instance.virtualRouterId());
            VrrpInstance other = first.putIfAbsent(link, instance);
            if (other != null && hearOneAnother(other, instance)) {
                sink.report(Diagnostic.of(
                                Rule.VRID_DUPLICATE,
                                draft.instances
                                        .get(instance.name())
                                        .virtualRouterId
                                        .span(),
                                "'" + other.name() + "' and '" + instance.name() + "' both use virtual_router_id "
                                        + instance.virtualRouterId() + " with "
                                        + instance.family().word() + " on " + instance.interfaceName())
                        .withHint("give each its own number")
                        .withRelated(
                                draft.instances
                                        .get(other.name())
                                        .virtualRouterId
                                        .span(),
                                "the first one is here"));
            }
        }
    }

    /** Not when their multicast groups differ, or both are unicast and share no peer. */
    private static boolean hearOneAnother(VrrpInstance a, VrrpInstance b) {
        if (a.transport().isUnicast() != b.transport().isUnicast()) {
            return false;
        }
        if (!a.transport().isUnicast()) {
            return a.transport().multicastGroup().equals(b.transport().multicastGroup());
        }
        Set<InetAddress> peers =
                a.transport().unicastPeers().stream().map(UnicastPeer::address).collect(Collectors.toSet());
        return b.transport().unicastPeers().stream().map(UnicastPeer::address).anyMatch(peers::contains);
    }

    private static void addresses(List<VrrpInstance> instances, ConfigurationDraft draft, DiagnosticSink sink) {
        Map<List<Object>, VrrpInstance> owner = new HashMap<>();
        for (VrrpInstance instance : instances) {
            InstanceDraft given = draft.instances.get(instance.name());
            for (AddressLine.Read read : given.addresses) {
                VirtualIpAddress address = read.on(instance.interfaceName());
                VrrpInstance other = owner.putIfAbsent(List.of(address.address(), address.dev()), instance);
                if (other != null && !other.name().equals(instance.name())) {
                    report(read.span(), other, instance, sink);
                }
            }
        }
    }

    private static void report(SourceSpan span, VrrpInstance other, VrrpInstance instance, DiagnosticSink sink) {
        sink.report(Diagnostic.of(
                        Rule.ADDRESS_DUPLICATE,
                        span,
                        "'" + other.name() + "' and '" + instance.name() + "' both own this address")
                .withHint("only one virtual router can own an address"));
    }
}
