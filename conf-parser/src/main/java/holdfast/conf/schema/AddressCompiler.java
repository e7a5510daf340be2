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
    private static final int MOST_IPV4 = 255;

    /** What keepalived puts into a packet of 1500 bytes. */
    private static final int MOST_IPV6 = 89;

    private final InstanceDraft draft;
    private final AddressFamily family;
    private final DiagnosticSink sink;
    /** Address and interface of those taken so far. */
    private final Set<List<Object>> taken = new HashSet<>();
    /** Those that no advert has room for. */
    private final List<VirtualIpAddress> excess = new ArrayList<>();

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
        limit(addresses);
        return addresses;
    }

    /** RFC 9568, 5.2.5: the count is one byte; and the whole is one packet. */
    private void limit(List<VirtualIpAddress> addresses) {
        int most = family == AddressFamily.INET ? MOST_IPV4 : MOST_IPV6;
        if (addresses.size() <= most) {
            return;
        }
        sink.report(Diagnostic.of(
                        Rule.TOO_MANY_ADDRESSES,
                        draft.whereSeen("virtual_ipaddress"),
                        draft.label() + " has " + addresses.size() + " addresses; an advert lists the first " + most)
                .withHint("put the others into 'virtual_ipaddress_excluded', on all nodes"));
        List<VirtualIpAddress> rest = addresses.subList(most, addresses.size());
        excess.addAll(rest);
        rest.clear();
    }

    private void linkLocalFirst(AddressLine.Read first) {
        if (!first.address().address().isLinkLocalAddress()) {
            sink.report(
                    Diagnostic.of(Rule.STRICT, first.span(), "vrrp_strict: the first IPv6 address must be link-local")
                            .withHint("put an address such as 'fe80::1/64' first, the same on all nodes"));
        }
    }

    /** Those that are only managed, and those no advert has room for. Call after {@link #virtual}. */
    List<VirtualIpAddress> excluded() {
        List<VirtualIpAddress> addresses = new ArrayList<>(excess);
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
