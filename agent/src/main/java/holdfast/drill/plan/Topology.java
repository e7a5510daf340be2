package holdfast.drill.plan;

import holdfast.drill.lab.Cidr;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The network a pair needs: one bridge for each interface, with the two nodes and a client on it, and three web servers on
 * the first. Interfaces that carry the same virtual router on both nodes meet on one bridge whatever they are called.
 *
 * @param networks how many bridges
 * @param attachments who is on which with which addresses; the first one of a host is its main one
 */
public record Topology(int networks, List<Attachment> attachments) {
    /** The client's name. */
    public static final String CLIENT = "client";

    /** The web servers' names. */
    public static final List<String> WEB_SERVERS = List.of("web1", "web2", "web3");

    private static final int FIRST_NODE_NUMBER = 11;
    private static final int SECOND_NODE_NUMBER = 12;
    private static final int CLIENT_NUMBER = 20;
    private static final int WEB_NUMBER = 21;

    /** Copies the list. */
    public Topology {
        attachments = List.copyOf(attachments);
    }

    /**
     * An interface of a host.
     *
     * @param host its name
     * @param network which bridge, from 0
     * @param interfaceName what the host calls it
     * @param addresses the addresses it gets
     */
    public record Attachment(String host, int network, String interfaceName, List<Cidr> addresses) {
        /** Copies the list. */
        public Attachment {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Works out the network of a pair.
     *
     * @param pair the two nodes
     * @return what to build
     */
    public static Topology of(PairPlan pair) {
        return new Draft(pair).build();
    }

    /**
     * The interfaces of a host.
     *
     * @param host its name
     * @return in order
     */
    public List<Attachment> of(String host) {
        return attachments.stream()
                .filter(attachment -> attachment.host().equals(host))
                .toList();
    }

    /**
     * A host's address for the web traffic between proxies and servers.
     *
     * @param host its name
     * @return the first address it got
     */
    public InetAddress mainAddress(String host) {
        return of(host).getFirst().addresses().getFirst().address();
    }

    private static final class Draft {
        private final PairPlan pair;
        private final Map<String, Integer> firstNetworks = new LinkedHashMap<>();
        private final Map<String, Integer> secondNetworks = new LinkedHashMap<>();
        private final List<Attachment> attachments = new ArrayList<>();
        private int networks;

        Draft(PairPlan pair) {
            this.pair = pair;
        }

        Topology build() {
            firstNetworks.put(pair.firstRouter().interfaceName(), networks++);
            pair.first().interfaces().forEach(name -> firstNetworks.computeIfAbsent(name, _ -> networks++));
            pair.second().interfaces().forEach(name -> secondNetworks.put(name, networkOfSecond(name)));
            for (int network = 0; network < networks; network++) {
                populate(network);
            }
            return new Topology(networks, attachments);
        }

        private int networkOfSecond(String name) {
            for (RouterPlan mine : pair.second().routers()) {
                for (RouterPlan yours : pair.first().routers()) {
                    if (mine.interfaceName().equals(name) && mine.isSameRouterAs(yours)) {
                        return firstNetworks.get(yours.interfaceName());
                    }
                }
            }
            Integer sameName = firstNetworks.get(name);
            return sameName == null ? networks++ : sameName;
        }

        private void populate(int network) {
            List<RouterPlan> firstRouters = routersOn(pair.first(), firstNetworks, network);
            List<RouterPlan> secondRouters = routersOn(pair.second(), secondNetworks, network);
            List<AddressPool> pools = pools(network, firstRouters, secondRouters);
            attach(
                    pair.first().host(),
                    network,
                    firstNetworks,
                    pools,
                    FIRST_NODE_NUMBER,
                    given(firstRouters, secondRouters));
            attach(
                    pair.second().host(),
                    network,
                    secondNetworks,
                    pools,
                    SECOND_NODE_NUMBER,
                    given(secondRouters, firstRouters));
            attachments.add(new Attachment(CLIENT, network, "eth" + network, take(pools, CLIENT_NUMBER)));
            for (String server : network == 0 ? WEB_SERVERS : List.<String>of()) {
                attachments.add(new Attachment(server, network, "eth0", take(pools, WEB_NUMBER)));
            }
        }

        private static List<RouterPlan> routersOn(NodePlan node, Map<String, Integer> networks, int network) {
            return node.routers().stream()
                    .filter(router -> networks.get(router.interfaceName()) == network)
                    .toList();
        }

        /** One pool of each address family that is used on the network; IPv4 always, for the web servers. */
        private static List<AddressPool> pools(int network, List<RouterPlan> one, List<RouterPlan> other) {
            List<Cidr> virtual = new ArrayList<>();
            one.forEach(router -> virtual.addAll(router.addresses()));
            other.forEach(router -> virtual.addAll(router.addresses()));
            Set<InetAddress> taken = new HashSet<>();
            virtual.forEach(address -> taken.add(address.address()));
            Cidr ipv4 = virtual.stream()
                    .filter(address -> address.address() instanceof Inet4Address)
                    .findFirst()
                    .orElse(Cidr.parse("10.99." + network + ".0/24"));
            List<AddressPool> pools = new ArrayList<>(List.of(new AddressPool(ipv4, taken)));
            virtual.stream()
                    .filter(address -> !(address.address() instanceof Inet4Address)
                            && !address.address().isLinkLocalAddress())
                    .findFirst()
                    .ifPresent(ipv6 -> pools.add(new AddressPool(ipv6, taken)));
            return pools;
        }

        /** The address a node must have: the source it names, or the peer the other one names. */
        private static Optional<InetAddress> given(List<RouterPlan> own, List<RouterPlan> others) {
            return own.stream()
                    .flatMap(router -> router.source().stream())
                    .findFirst()
                    .or(() -> others.stream()
                            .flatMap(router -> router.peers().stream())
                            .findFirst());
        }

        private void attach(
                String host,
                int network,
                Map<String, Integer> networksOfHost,
                List<AddressPool> pools,
                int number,
                Optional<InetAddress> given) {
            networksOfHost.forEach((name, where) -> {
                if (where == network) {
                    List<Cidr> addresses = new ArrayList<>(take(pools, number));
                    given.filter(address -> address instanceof Inet4Address)
                            .ifPresent(
                                    address -> addresses.set(0, pools.getFirst().exactly(address)));
                    attachments.add(new Attachment(host, network, name, addresses));
                }
            });
        }

        private static List<Cidr> take(List<AddressPool> pools, int number) {
            return pools.stream().map(pool -> pool.take(number)).toList();
        }
    }
}
