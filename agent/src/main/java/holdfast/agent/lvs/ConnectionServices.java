package holdfast.agent.lvs;

import holdfast.ipvs.BalancingPlan;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.ServiceSettings.Persistence;
import holdfast.ipvs.SorryServer;
import holdfast.ipvs.VirtualServer;
import holdfast.linux.AddressFamily;
import holdfast.linux.IpvsConnection;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsSyncMessage.Unlisted;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** What the kernel's list of connections does not say of one: by the configuration, which knows its service and its real server. */
final class ConnectionServices {
    private static final IpvsForwarding UNKNOWN = new IpvsForwarding.Masquerade();

    private final Map<Place, Service> byAddress = new HashMap<>();
    private final Map<InetAddress, Service> byServer = new HashMap<>();

    /** A port of an address; of any transport, for services that differ in nothing else are alike. */
    private record Place(InetAddress address, int port) {}

    private record Service(long mark, long persistence, Map<Place, IpvsForwarding> servers) {
        Unlisted with(IpvsConnection connection) {
            IpvsForwarding any = servers.getOrDefault(new Place(connection.server(), 0), UNKNOWN);
            IpvsForwarding exact = servers.getOrDefault(new Place(connection.server(), connection.serverPort()), any);
            return new Unlisted(mark, exact, persistence);
        }
    }

    ConnectionServices(BalancingPlan plan) {
        for (VirtualServer server : plan.virtualServers()) {
            Map<Place, IpvsForwarding> servers = forwarding(server);
            long persistence =
                    server.settings().persistence().map(Persistence::seconds).orElse(0L);
            for (IpvsServiceKey key : server.services()) {
                switch (key) {
                    case IpvsServiceKey.Address at ->
                        byAddress.putIfAbsent(new Place(at.address(), at.port()), new Service(0, persistence, servers));
                    case IpvsServiceKey.FirewallMark mark ->
                        addByServer(server, new Service(mark.mark(), persistence, servers), mark.family());
                }
            }
        }
    }

    private static Map<Place, IpvsForwarding> forwarding(VirtualServer server) {
        Map<Place, IpvsForwarding> servers = new HashMap<>();
        server.sorryServer()
                .ifPresent(sorry -> servers.put(new Place(sorry.address(), sorry.port()), sorry.forwarding()));
        for (RealServer each : server.realServers()) {
            servers.put(new Place(each.address(), each.port()), each.forwarding());
        }
        return servers;
    }

    private void addByServer(VirtualServer server, Service service, AddressFamily family) {
        server.realServers().forEach(each -> addByServer(each.address(), service, family));
        server.sorryServer().map(SorryServer::address).ifPresent(sorry -> addByServer(sorry, service, family));
    }

    private void addByServer(InetAddress address, Service service, AddressFamily family) {
        if (AddressFamily.of(address) == family) {
            byServer.putIfAbsent(address, service);
        }
    }

    /** Of several services for marks with the same real server, the first of the file is taken for its service. */
    Unlisted of(IpvsConnection connection) {
        Service service = byAddress.get(new Place(connection.virtual(), connection.virtualPort()));
        if (service == null) {
            service = byAddress.get(new Place(connection.virtual(), 0));
        }
        if (service == null) {
            service = byServer.get(connection.server());
        }
        return service == null ? Unlisted.PLAIN : service.with(connection);
    }
}
