package holdfast.agent.operation;

import holdfast.linux.MacAddress;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Ethernet interface of this node that is up.
 *
 * @param name of the interface
 * @param index of the interface
 * @param mac of the interface
 * @param networks that are directly connected there
 */
record DirectLink(String name, int index, MacAddress mac, List<Network> networks) {
    private static final int MAC_BYTES = 6;

    /** Copies the list. */
    DirectLink {
        networks = List.copyOf(networks);
    }

    /**
     * A network.
     *
     * @param address of this node in it
     * @param prefixLength in bits
     */
    record Network(InetAddress address, int prefixLength) {
        /** Whether another address is in it. */
        boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < prefixLength; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Where to ask for an address.
     *
     * @param preferred the interface of the instance: it counts before others, and alone for link-local addresses
     * @return empty when a router is in between
     */
    static Optional<DirectLink> of(InetAddress address, String preferred, List<DirectLink> links) {
        List<DirectLink> having = links.stream()
                .filter(link -> link.networks().stream().anyMatch(network -> network.contains(address)))
                .toList();
        Optional<DirectLink> first =
                having.stream().filter(link -> link.name().equals(preferred)).findFirst();
        return first.isPresent() || address.isLinkLocalAddress()
                ? first
                : having.stream().findFirst();
    }

    /** Those of this node. */
    static List<DirectLink> ofThisNode() throws SocketException {
        List<DirectLink> links = new ArrayList<>();
        for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
            byte[] mac = one.getHardwareAddress();
            if (one.isUp() && mac != null && mac.length == MAC_BYTES) {
                links.add(new DirectLink(one.getName(), one.getIndex(), MacAddress.of(mac), networks(one)));
            }
        }
        return links;
    }

    private static List<Network> networks(NetworkInterface one) {
        return one.getInterfaceAddresses().stream().map(DirectLink::network).toList();
    }

    private static Network network(InterfaceAddress address) {
        return new Network(address.getAddress(), address.getNetworkPrefixLength());
    }
}
