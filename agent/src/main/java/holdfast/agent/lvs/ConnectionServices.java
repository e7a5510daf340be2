package holdfast.agent.lvs;

import holdfast.ipvs.BalancingPlan;
import holdfast.ipvs.RealServer;
import holdfast.ipvs.ServiceSettings.Persistence;
import holdfast.ipvs.SorryServer;
import holdfast.ipvs.VirtualServer;
import holdfast.linux.AddressFamily;
import holdfast.linux.IpvsConnection;
import holdfast.linux.IpvsConnection.Transport;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsSyncMessage.Unlisted;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** What the kernel's list of connections does not say of one: by the configuration, which knows its service and its real server. */
final class ConnectionServices {
    private static final IpvsForwarding UNKNOWN = new IpvsForwarding.Masquerade();

    private final Map<Place, Service> byAddress = new HashMap<>();
    private final Map<Mark, Service> byMark = new HashMap<>();
    private final Map<InetAddress, Service> byServer = new HashMap<>();

    private record Place(int protocol, InetAddress address, int port) {}

    private record Mark(long number, AddressFamily family) {}

    private record Server(InetAddress address, int port) {}

    private record Service(long mark, long persistence, Map<Server, IpvsForwarding> servers) {
        Unlisted with(IpvsConnection connection) {
            IpvsForwarding any = servers.getOrDefault(new Server(connection.server(), 0), UNKNOWN);
            IpvsForwarding exact = servers.getOrDefault(new Server(connection.server(), connection.serverPort()), any);
            return new Unlisted(mark, exact, persistence);
        }
    }

    ConnectionServices(BalancingPlan plan) {
        for (VirtualServer server : plan.virtualServers()) {
            Map<Server, IpvsForwarding> servers = forwarding(server);
            long persistence =
                    server.settings().persistence().map(Persistence::seconds).orElse(0L);
            for (IpvsServiceKey key : server.services()) {
                switch (key) {
                    case IpvsServiceKey.Address at ->
                        byAddress.put(
                                new Place(at.protocol().number(), at.address(), at.port()),
                                new Service(0, persistence, servers));
                    case IpvsServiceKey.FirewallMark(long mark, AddressFamily family) -> {
                        Service service = new Service(mark, persistence, servers);
                        byMark.put(new Mark(mark, family), service);
                        addByServer(server, service, family);
                    }
                }
            }
        }
    }

    private static Map<Server, IpvsForwarding> forwarding(VirtualServer server) {
        Map<Server, IpvsForwarding> servers = new HashMap<>();
        server.sorryServer()
                .ifPresent(sorry -> servers.put(new Server(sorry.address(), sorry.port()), sorry.forwarding()));
        for (RealServer each : server.realServers()) {
            servers.put(new Server(each.address(), each.port()), each.forwarding());
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

    /**
     * What is known. A template says its mark; of a connection that a mark led to a service, the service is the first of the file that has its
     * real server.
     */
    Unlisted of(IpvsConnection connection) {
        Service service = connection.transport() == Transport.IP ? marked(connection) : addressed(connection);
        return service == null ? Unlisted.PLAIN : service.with(connection);
    }

    /** The mark is where the virtual address would be: its first four octets (ip_vs_sched_persist()). */
    private Service marked(IpvsConnection template) {
        long mark = Integer.toUnsignedLong(
                ByteBuffer.wrap(template.virtual().getAddress()).getInt());
        return byMark.get(new Mark(mark, AddressFamily.of(template.virtual())));
    }

    private Service addressed(IpvsConnection connection) {
        int protocol = connection.transport().number();
        Service exact = byAddress.get(new Place(protocol, connection.virtual(), connection.virtualPort()));
        if (exact != null) {
            return exact;
        }
        Service anyPort = byAddress.get(new Place(protocol, connection.virtual(), 0));
        return anyPort != null ? anyPort : byServer.get(connection.server());
    }
}
