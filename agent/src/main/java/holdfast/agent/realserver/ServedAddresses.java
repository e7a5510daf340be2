package holdfast.agent.realserver;

import holdfast.agent.lvs.ServiceKeys;
import holdfast.agent.realserver.ServedAddress.Way;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualServerGroup;
import holdfast.linux.AddressText;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which virtual addresses this machine is to have, as the directors' configuration says. */
public final class ServedAddresses {
    private final Map<InetAddress, ServedAddress> found = new LinkedHashMap<>();
    private boolean isRealServer;

    private ServedAddresses() {}

    /**
     * The addresses of the virtual servers that reach this machine by DR or TUN.
     *
     * @param configuration of the directors
     * @param own every address of this machine
     * @return in the order of the file, with the ports of their services
     * @throws RealServerException when there is none, or one that cannot be prepared here
     */
    public static List<ServedAddress> of(Configuration configuration, Set<InetAddress> own) throws RealServerException {
        ServedAddresses all = new ServedAddresses();
        ServiceKeys services = new ServiceKeys(configuration.virtualServerGroups().stream()
                .collect(Collectors.toMap(VirtualServerGroup::name, group -> group, (first, _) -> first)));
        for (VirtualServer server : configuration.virtualServers()) {
            for (RealServer real : server.realServers()) {
                if (own.contains(real.address())) {
                    all.isRealServer = true;
                    all.add(services.of(server), real);
                }
            }
        }
        if (all.found.isEmpty()) {
            throw new RealServerException(
                    all.isRealServer
                            ? "no virtual server reaches this machine by DR or TUN, so nothing is to be done here"
                            : "none of the real servers in the file is this machine; name the address with --vip");
        }
        return List.copyOf(all.found.values());
    }

    private void add(List<IpvsServiceKey> services, RealServer real) throws RealServerException {
        Optional<Way> way = switch (real.forwarding()) {
            case ForwardingMethod.DirectRouting _ -> Optional.of(Way.DIRECT);
            case ForwardingMethod.Tunnel tunnel -> Optional.of(through(tunnel));
            case ForwardingMethod.Nat _ -> Optional.empty();
        };
        if (way.isEmpty()) {
            return;
        }
        for (IpvsServiceKey key : services) {
            switch (key) {
                case IpvsServiceKey.Address service -> add(service.address(), way.get(), service.port());
                case IpvsServiceKey.FirewallMark mark ->
                    throw new RealServerException("the virtual server of firewall mark " + mark.mark()
                            + " has no address in the file; name it with --vip");
            }
        }
    }

    private static Way through(ForwardingMethod.Tunnel tunnel) throws RealServerException {
        return switch (tunnel.type()) {
            case IPIP -> Way.TUNNEL;
            case GUE, GRE ->
                throw new RealServerException("this machine is reached by a tunnel of type "
                        + tunnel.type().word()
                        + ", which must be made by hand (ip-link(8)); this command makes ipip tunnels");
        };
    }

    private void add(InetAddress address, Way way, int port) throws RealServerException {
        ServedAddress known = found.get(address);
        if (known != null && known.way() != way) {
            throw new RealServerException(
                    AddressText.of(address) + " is reached by DR and by TUN; the file must decide");
        }
        Set<Integer> ports = new TreeSet<>(known == null ? Set.of() : known.ports());
        if (port > 0) {
            ports.add(port);
        }
        found.put(address, new ServedAddress(address, way, ports));
    }
}
