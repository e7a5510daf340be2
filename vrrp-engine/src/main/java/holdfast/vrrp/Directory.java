package holdfast.vrrp;

import holdfast.vrrp.wire.AddressFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The virtual routers by interface, family and VRID. Each packet is looked up here, without a {@link RouterKey} made for it. */
final class Directory {
    /** By interface, then by VRID. */
    private final Map<String, List<List<Router>>> ipv4 = new HashMap<>();

    private final Map<String, List<List<Router>>> ipv6 = new HashMap<>();

    /** The same key may be there more than once. */
    Directory(List<Router> routers) {
        for (Router router : routers) {
            RouterKey key = router.config().key();
            List<List<Router>> byVrid = of(key.family()).computeIfAbsent(key.interfaceName(), _ -> new ArrayList<>());
            while (byVrid.size() <= key.vrid()) {
                byVrid.add(List.of());
            }
            List<Router> same = new ArrayList<>(byVrid.get(key.vrid()));
            same.add(router);
            byVrid.set(key.vrid(), Collections.unmodifiableList(same));
        }
    }

    /** Those with this key, in the order of the configuration; none when it is unknown. */
    List<Router> find(String interfaceName, AddressFamily family, int vrid) {
        List<List<Router>> byVrid = of(family).get(interfaceName);
        return byVrid == null || vrid >= byVrid.size() ? List.of() : byVrid.get(vrid);
    }

    private Map<String, List<List<Router>>> of(AddressFamily family) {
        return switch (family) {
            case IPV4 -> ipv4;
            case IPV6 -> ipv6;
        };
    }
}
