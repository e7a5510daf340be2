package holdfast.it.lvs;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsSocket;
import holdfast.linux.LinuxException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * The kernel's table, cheaply enough to look at it again and again. ({@code /proc/net/ip_vs} leaves services out when several namespaces have
 * some and the text is longer than 4096 bytes, and ipvsadm(8) costs a process.)
 *
 * @param services weights of real servers ({@code ADDRESS PORT}) by service ({@code TCP ADDRESS PORT}, {@code FWM NUMBER}); addresses as
 *     {@link InetAddress#getHostAddress} writes them
 */
record IpvsTable(Map<String, Map<String, Integer>> services) {
    /** The table of a machine as it is now. */
    static IpvsTable of(Namespace machine) {
        return machine.call(() -> read(machine.ipvs()));
    }

    private static IpvsTable read(IpvsSocket socket) throws LinuxException {
        Map<String, Map<String, Integer>> services = new TreeMap<>();
        socket.table().forEach((service, destinations) -> {
            Map<String, Integer> weights = new TreeMap<>();
            for (IpvsDestinationStatus status : destinations) {
                IpvsDestination server = status.destination();
                weights.put(server.address().getHostAddress() + " " + server.port(), server.weight());
            }
            services.put(key(service.service().key()), weights);
        });
        return new IpvsTable(services);
    }

    private static String key(IpvsServiceKey key) {
        return switch (key) {
            case IpvsServiceKey.Address(IpvsProtocol protocol, InetAddress address, int port) ->
                protocol + " " + address.getHostAddress() + " " + port;
            case IpvsServiceKey.FirewallMark mark -> "FWM " + mark.mark();
        };
    }

    /** The key of a service. */
    static String service(String protocol, boolean ipv6, String number, int port) {
        return protocol + " "
                + InetAddress.ofLiteral(Addresses.front(ipv6, number)).getHostAddress() + " " + port;
    }

    /** The weight of a real server in a service of its family; empty when it is not there. */
    Optional<Integer> weight(String service, String server) {
        String address = InetAddress.ofLiteral(Addresses.server(service.indexOf(':') >= 0, server))
                .getHostAddress();
        return Optional.ofNullable(services.getOrDefault(service, Map.of()).get(address + " " + Addresses.HTTP));
    }

    /** The names of the servers of a service of IPv4. */
    List<String> servers(String service) {
        return services.getOrDefault(service, Map.of()).keySet().stream()
                .map(IpvsTable::name)
                .toList();
    }

    /** Whether something is so of each entry with a real server's name and weight. */
    boolean all(BiPredicate<String, Integer> condition) {
        return services.values().stream()
                .flatMap(servers -> servers.entrySet().stream())
                .allMatch(entry -> condition.test(name(entry.getKey()), entry.getValue()));
    }

    /** How many entries of real servers there are. */
    long entries() {
        return services.values().stream().mapToLong(Map::size).sum();
    }

    /** How many entries a real server has. */
    long entries(String server) {
        return services.values().stream()
                .flatMap(servers -> servers.keySet().stream())
                .filter(key -> name(key).equals(server))
                .count();
    }

    private static String name(String endpoint) {
        String address = endpoint.substring(0, endpoint.indexOf(' '));
        String number = address.substring(address.length() - 2);
        return number.equals("19") ? Addresses.SORRY : "r" + number.charAt(1);
    }
}
