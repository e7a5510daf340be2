package holdfast.ipvs;

import holdfast.ipvs.BalancingEffect.Severity;
import holdfast.linux.IpvsServiceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is who in a plan: which virtual server has which services, and which of its real servers the kernel can tell apart. */
final class Roster {
    private final Map<IpvsServiceKey, String> owners = new HashMap<>();
    private final Map<String, List<IpvsServiceKey>> services = new HashMap<>();
    private final List<VirtualServer> virtualServers = new ArrayList<>();

    /** Gives every name and every service to the first virtual server that has it. */
    Roster(BalancingPlan plan, Effects out) {
        for (VirtualServer server : plan.virtualServers()) {
            if (services.containsKey(server.id())) {
                out.log(Severity.WARNING, "VS " + server.name() + " is defined twice - ignoring the second");
                continue;
            }
            virtualServers.add(server);
            List<IpvsServiceKey> own = new ArrayList<>(server.services().size());
            for (IpvsServiceKey key : server.services()) {
                String owner = owners.putIfAbsent(key, server.id());
                if (owner == null) {
                    own.add(key);
                } else if (!owner.equals(server.id())) {
                    out.log(
                            Severity.WARNING,
                            "VS " + server.name() + ": " + ServerNames.virtualServer(key)
                                    + " belongs to another virtual server already - ignoring it here");
                }
            }
            services.put(server.id(), List.copyOf(own));
        }
    }

    /** The virtual servers of the plan, each once. */
    List<VirtualServer> virtualServers() {
        return virtualServers;
    }

    /** Whether a virtual server of the plan has this service. */
    boolean owns(IpvsServiceKey key) {
        return owners.containsKey(key);
    }

    /** The services that a virtual server has for itself. */
    List<IpvsServiceKey> services(VirtualServer server) {
        return services.get(server.id());
    }

    /** The real servers of a virtual server without those that would be the same destination as an earlier one. */
    Map<Endpoint, RealServer> realServers(VirtualServer server, Effects out) {
        List<IpvsServiceKey> kinds = onePerPort(services(server));
        Set<List<Object>> taken = new HashSet<>();
        Map<Endpoint, RealServer> servers =
                LinkedHashMap.newLinkedHashMap(server.realServers().size());
        for (RealServer real : server.realServers()) {
            List<List<Object>> places = new ArrayList<>(kinds.size());
            for (IpvsServiceKey kind : kinds) {
                places.add(List.of(kind, PoolTable.endpoint(kind, real.address(), real.forwarding(), real.port())));
            }
            if (servers.containsKey(Endpoint.of(real)) || places.stream().anyMatch(taken::contains)) {
                out.log(
                        Severity.WARNING,
                        "VS " + server.name() + ": real server "
                                + ServerNames.realServer(real.address(), server.protocol(), real.port())
                                + " is duplicated - removing second rs");
            } else {
                taken.addAll(places);
                servers.put(Endpoint.of(real), real);
            }
        }
        return servers;
    }

    /** Services with one port have their real servers at the same places. */
    private static List<IpvsServiceKey> onePerPort(List<IpvsServiceKey> keys) {
        Map<Integer, IpvsServiceKey> kinds = new LinkedHashMap<>();
        for (IpvsServiceKey key : keys) {
            int port = switch (key) {
                case IpvsServiceKey.Address address -> address.port();
                case IpvsServiceKey.FirewallMark _ -> -1;
            };
            kinds.putIfAbsent(port, key);
        }
        return List.copyOf(kinds.values());
    }
}
