package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.VirtualIpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The addresses of one instance: one family in adverts, none twice, each with its interface. */
final class AddressCompiler {
    private final InstanceDraft draft;
    private final AddressFamily family;
    private final DiagnosticSink sink;
    /** Address and interface of those taken so far. */
    private final Set<List<Object>> taken = new HashSet<>();

    AddressCompiler(InstanceDraft draft, AddressFamily family, DiagnosticSink sink) {
        this.draft = draft;
        this.family = family;
        this.sink = sink;
    }

    /**
     * Those in adverts.
     *
     * @param strict whether RFC 9568, 5.2.9 is enforced: the first IPv6 address is link-local
     */
    List<VirtualIpAddress> virtual(boolean strict) {
        List<VirtualIpAddress> addresses = new ArrayList<>();
        if (strict && family == AddressFamily.INET6 && !draft.addresses.isEmpty()) {
            linkLocalFirst(draft.addresses.getFirst());
        }
        for (AddressLine.Read read : draft.addresses) {
            if (read.address().family() != family) {
                sink.report(Diagnostic.of(
                                Rule.FAMILY_MIXED,
                                read.span(),
                                "the addresses of " + draft.label() + " are " + family.word() + "; this one is ignored")
                        .withHint("put it into 'virtual_ipaddress_excluded', or into an instance of its own"));
            } else {
                add(read, addresses);
            }
        }
        return addresses;
    }

    private void linkLocalFirst(AddressLine.Read first) {
        if (!first.address().address().isLinkLocalAddress()) {
            sink.report(
                    Diagnostic.of(Rule.STRICT, first.span(), "vrrp_strict: the first IPv6 address must be link-local")
                            .withHint("put an address such as 'fe80::1/64' first, the same on all nodes"));
        }
    }

    /** Those that are only managed. Call after {@link #virtual}. */
    List<VirtualIpAddress> excluded() {
        List<VirtualIpAddress> addresses = new ArrayList<>();
        draft.excluded.forEach(read -> add(read, addresses));
        return addresses;
    }

    private void add(AddressLine.Read read, List<VirtualIpAddress> addresses) {
        VirtualIpAddress address = read.on(Located.or(draft.interfaceName, ""));
        if (taken.add(List.of(address.address(), address.prefixLength(), address.dev()))) {
            addresses.add(address);
        } else {
            sink.report(Diagnostic.of(
                            Rule.ADDRESS_DUPLICATE,
                            read.span(),
                            "this address is in " + draft.label() + " twice; the second is ignored")
                    .withHint("remove it"));
        }
    }
}
