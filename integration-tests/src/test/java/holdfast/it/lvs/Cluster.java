package holdfast.it.lvs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The network: a client and two directors on the bridge {@code front}; the directors, three real servers and a sorry server on the bridge
 * {@code back}.
 *
 * <p>Real servers answer NAT traffic through the directors, whose address on {@code back} is their default route. What they answer from an
 * address of DR or TUN goes straight to the client through an interface of theirs on {@code front}, which nobody addresses.
 */
final class Cluster {
    private static final List<String> DIRECTORS = List.of("d1", "d2");

    private final Map<String, Namespace> namespaces = new HashMap<>();

    /** Lays it all out. */
    Cluster() {
        List<String> servers = Stream.concat(Addresses.SERVERS.stream(), Stream.of(Addresses.SORRY))
                .toList();
        List<String> all = Stream.of(List.of("client"), DIRECTORS, servers)
                .flatMap(List::stream)
                .toList();
        List<String> lines = new ArrayList<>();
        all.forEach(name -> lines.add("netns add " + name));
        for (String bridge : List.of("front", "back")) {
            lines.add("link add " + bridge + " type bridge");
            lines.add("link set " + bridge + " up");
        }
        cable(lines, "client", "eth0", "front");
        DIRECTORS.forEach(name -> {
            cable(lines, name, "eth0", "front");
            cable(lines, name, "eth1", "back");
        });
        servers.forEach(name -> {
            cable(lines, name, "eth0", "back");
            cable(lines, name, "eth1", "front");
        });
        rootIp(lines);
        all.forEach(name -> namespaces.put(name, new Namespace(name)));
        all.forEach(name -> machine(name)
                .sysctl("ipv6/conf/all/accept_dad=0", "ipv6/conf/default/accept_dad=0", "ipv4/conf/all/rp_filter=0"));
        client();
        DIRECTORS.forEach(this::director);
        servers.forEach(this::server);
    }

    /** The machine of a name: client, d1, d2, r1, r2, r3, rs. */
    Namespace machine(String name) {
        return namespaces.get(name);
    }

    /** Takes a machine's cables out at the bridges, or puts them back. */
    void plug(String name, boolean in) {
        rootIp(Stream.of("eth0", "eth1")
                .map(device -> "link set " + port(name, device) + (in ? " up" : " down"))
                .toList());
    }

    private static void rootIp(List<String> lines) {
        Namespace.program(List.of("ip", "-batch", "-"), String.join("\n", lines) + "\n");
    }

    private static void cable(List<String> lines, String name, String device, String bridge) {
        lines.add("link add " + device + " netns " + name + " type veth peer name " + port(name, device));
        lines.add("link set " + port(name, device) + " master " + bridge + " up");
    }

    private static String port(String name, String device) {
        return name + device.substring(3);
    }

    private void client() {
        List<String> lines = new ArrayList<>(List.of("link set lo up", "link set eth0 up"));
        for (int number = 50; number < 54; number++) {
            lines.add("addr add " + Addresses.front(false, number + "/24 dev eth0"));
            lines.add("addr add " + Addresses.front(true, number + "/64 dev eth0 nodad"));
        }
        machine("client").ip(lines);
    }

    private void director(String name) {
        String number = name.equals("d1") ? "2" : "3";
        Namespace director = machine(name);
        director.sysctl("ipv4/ip_forward=1", "ipv6/conf/all/forwarding=1", "ipv4/conf/all/send_redirects=0");
        List<String> lines = new ArrayList<>(List.of("link set lo up", "link set eth0 up", "link set eth1 up"));
        lines.add("addr add " + Addresses.front(false, number) + "/24 dev eth0");
        lines.add("addr add " + Addresses.front(true, number) + "/64 dev eth0 nodad");
        lines.add("addr add " + Addresses.back(false, number) + "/24 dev eth1");
        lines.add("addr add " + Addresses.back(true, number) + "/64 dev eth1 nodad");
        if (name.equals("d1")) {
            lines.add("addr add " + Addresses.front(false, Addresses.FIXED) + "/32 dev eth0");
        }
        director.ip(lines);
        for (boolean ipv6 : new boolean[] {false, true}) {
            String rule = (ipv6 ? "ip6tables-legacy" : "iptables-legacy")
                    + " -t mangle -A PREROUTING -p tcp -j MARK --set-mark " + Addresses.mark(ipv6) + " -d "
                    + Addresses.front(ipv6, Addresses.MARKED);
            director.run(rule.split(" ", -1));
        }
    }

    private void server(String name) {
        Namespace server = machine(name);
        String number = Addresses.number(name);
        // The owner of a virtual address is the director: the real servers keep quiet about theirs.
        server.sysctl("ipv4/conf/all/arp_ignore=1", "ipv4/conf/all/arp_announce=2", "ipv6/conf/eth1/accept_ra=0");
        List<String> lines = new ArrayList<>(List.of(
                "link set lo up", "link set eth0 up", "link set eth1 up", "link set tunl0 up", "link set ip6tnl0 up"));
        lines.add("addr add " + Addresses.back(false, number) + "/24 dev eth0");
        lines.add("addr add " + Addresses.back(true, number) + "/64 dev eth0 nodad");
        lines.add("addr add " + Addresses.front(false, number) + "/32 dev eth1");
        lines.add("route add default via " + Addresses.back(false, "1"));
        lines.add("route add default via " + Addresses.back(true, "1"));
        lines.add("route add 10.10.0.0/24 dev eth1 table 100");
        lines.add("route add fd10::/64 dev eth1 table 100");
        List<String> rules6 = new ArrayList<>();
        for (String address : List.of(Addresses.DIRECT, Addresses.TUNNEL, Addresses.FIXED)) {
            lines.add("addr add " + Addresses.front(false, address) + "/32 dev "
                    + (address.equals(Addresses.TUNNEL) ? "tunl0" : "lo"));
            lines.add("addr add " + Addresses.front(true, address) + "/128 dev "
                    + (address.equals(Addresses.TUNNEL) ? "ip6tnl0" : "lo") + " nodad");
            lines.add("rule add from " + Addresses.front(false, address) + " table 100");
            rules6.add("rule add from " + Addresses.front(true, address) + " table 100");
        }
        server.ip(lines);
        server.ip6(rules6);
    }
}
