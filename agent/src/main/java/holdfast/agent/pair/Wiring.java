package holdfast.agent.pair;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.model.VrrpInstance;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the nodes are connected, as far as their files tell. Interfaces that hold members of one virtual router are on one link. An
 * interface has the source address that its file names, else the one that the other nodes send to as a unicast peer, else one that
 * nobody knows: a made-up one below or above all real ones, so that a tie can be tried both ways.
 */
final class Wiring {
    private final List<PairRouter> routers;
    private final boolean laterNodesHigher;
    private final Map<String, Integer> links = new HashMap<>();

    /**
     * The wiring of some virtual routers.
     *
     * @param laterNodesHigher whether, where addresses are unknown, later nodes have the higher ones
     */
    Wiring(List<PairRouter> routers, boolean laterNodesHigher) {
        this.routers = routers;
        this.laterNodesHigher = laterNodesHigher;
        int next = 0;
        for (PairRouter router : routers) {
            next = join(router, next);
        }
    }

    private int join(PairRouter router, int next) {
        List<String> ends = router.nodes().stream()
                .map(node -> end(node, router.members().get(node).orElseThrow().interfaceName()))
                .toList();
        links.putIfAbsent(ends.getFirst(), next);
        int link = links.get(ends.getFirst());
        for (String end : ends) {
            Integer other = links.put(end, link);
            if (other != null && other != link) {
                links.replaceAll((_, number) -> number.equals(other) ? link : number);
            }
        }
        return next + 1;
    }

    private static String end(int node, String interfaceName) {
        return node + " " + interfaceName;
    }

    /** Whether two interfaces are on one link; those without virtual routers are on none. */
    boolean areConnected(int node, String interfaceName, int otherNode, String otherInterface) {
        Integer link = links.get(end(node, interfaceName));
        return link != null && link.equals(links.get(end(otherNode, otherInterface)));
    }

    /** The address adverts of this family come from on an interface. */
    InetAddress address(int node, String interfaceName, AddressFamily family) {
        return known(node, interfaceName, family).orElseGet(() -> madeUp(node, family));
    }

    /** Whether packets for an address arrive at an interface: a source of one of its routers. */
    boolean owns(int node, String interfaceName, InetAddress address) {
        AddressFamily family = AddressFamily.of(address);
        return address(node, interfaceName, family).equals(address)
                || routers.stream()
                        .flatMap(router -> router.members().get(node).stream()
                                .filter(member -> member.interfaceName().equals(interfaceName))
                                .flatMap(_ -> knownAddress(router, node).stream()))
                        .anyMatch(address::equals);
    }

    private Optional<InetAddress> known(int node, String interfaceName, AddressFamily family) {
        for (PairRouter router : routers) {
            Optional<InetAddress> found = router.members()
                    .get(node)
                    .filter(member -> member.interfaceName().equals(interfaceName) && member.family() == family)
                    .flatMap(_ -> knownAddress(router, node));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Where a member sends from, if its own file or its peers' files tell. */
    static Optional<InetAddress> knownAddress(PairRouter router, int node) {
        VrrpInstance member = router.members().get(node).orElseThrow();
        Optional<InetAddress> configured = member.transport().sourceAddress();
        if (configured.isPresent()) {
            return configured;
        }
        List<InetAddress> candidates = new ArrayList<>();
        for (int other : router.nodes()) {
            if (other != node) {
                candidates.addAll(peers(router.members().get(other).orElseThrow()));
            }
        }
        candidates.removeAll(peers(member));
        for (int other : router.nodes()) {
            router.members()
                    .get(other)
                    .orElseThrow()
                    .transport()
                    .sourceAddress()
                    .ifPresent(candidates::remove);
        }
        return candidates.stream().findFirst();
    }

    static List<InetAddress> peers(VrrpInstance member) {
        return member.transport().unicastPeers().stream()
                .map(UnicastPeer::address)
                .toList();
    }

    private InetAddress madeUp(int node, AddressFamily family) {
        int last = laterNodesHigher ? node + 1 : 254 - node % 254;
        byte[] bytes = switch (family) {
            case INET -> new byte[4];
            case INET6 -> new byte[16];
        };
        boolean ipv4 = family == AddressFamily.INET;
        bytes[0] = (byte) (ipv4 ? (laterNodesHigher ? 1 : 223) : 0xfe);
        bytes[1] = (byte) (ipv4 ? 0 : 0x80);
        if (!ipv4 && !laterNodesHigher) {
            bytes[8] = (byte) 0xff;
        }
        bytes[bytes.length - 1] = (byte) last;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 4 or 16 bytes are always an address
        }
    }
}
