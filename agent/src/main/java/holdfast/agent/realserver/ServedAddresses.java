package holdfast.agent.realserver;

import holdfast.agent.AddressText;
import holdfast.agent.realserver.ServedAddress.Way;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.VirtualServer;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsServiceKey;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which virtual addresses this machine is to have, as the directors' configuration says. */
public final class ServedAddresses {
    private final Map<InetAddress, ServedAddress> found = new LinkedHashMap<>();
    private boolean isRealServer;

    private ServedAddresses() {}

    /**
     * The addresses of the virtual servers that reach this machine by DR or TUN.
     *
     * @param servers of the configuration
     * @param own every address of this machine
     * @return in the order of the file, with the ports of their services
     * @throws RealServerException when there is none, or one that cannot be prepared here
     */
    public static List<ServedAddress> of(List<VirtualServer> servers, Set<InetAddress> own) throws RealServerException {
        ServedAddresses all = new ServedAddresses();
        for (VirtualServer server : servers) {
            for (RealServer real : server.realServers()) {
                if (own.contains(real.address())) {
                    all.isRealServer = true;
                    all.add(server, real);
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

    private void add(VirtualServer server, RealServer real) throws RealServerException {
        Optional<Way> way = switch (real.forwarding()) {
            case IpvsForwarding.DirectRouting _ -> Optional.of(Way.DIRECT);
            case IpvsForwarding.Tunnel(var encapsulation, int _, var _) -> Optional.of(tunnel(server, encapsulation));
            case IpvsForwarding.Masquerade _, IpvsForwarding.LocalNode _, IpvsForwarding.Bypass _ -> Optional.empty();
        };
        if (way.isPresent()) {
            for (IpvsServiceKey key : server.services()) {
                switch (key) {
                    case IpvsServiceKey.Address address -> add(address.address(), way.get(), address.port());
                    case IpvsServiceKey.FirewallMark mark ->
                        throw new RealServerException("the virtual server of firewall mark " + mark.mark()
                                + " has no address in the file; name it with --vip");
                }
            }
        }
    }

    private static Way tunnel(VirtualServer server, IpvsForwarding.Encapsulation encapsulation)
            throws RealServerException {
        return switch (encapsulation) {
            case IPIP -> Way.TUNNEL;
            case GUE, GRE ->
                throw new RealServerException(server.name() + " is reached by a " + encapsulation
                        + " tunnel, which must be made by hand (ip-link(8)); this command makes IPIP tunnels");
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
