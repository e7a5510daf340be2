package holdfast.drill.plan;

import holdfast.drill.lab.Cidr;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/** Free addresses of one network. */
final class AddressPool {
    /** The longest prefix with room for two nodes, a client, three web servers and some virtual addresses. */
    private static final int LONGEST_IPV4_PREFIX = 27;

    private static final int USUAL_IPV4_PREFIX = 24;
    private static final int USUAL_IPV6_PREFIX = 64;

    private final Cidr network;
    private final Set<InetAddress> taken;

    /**
     * A pool around a virtual address.
     *
     * @param around an address of the network; a prefix too long for the lab is shortened
     * @param taken addresses not to be given out
     */
    AddressPool(Cidr around, Set<InetAddress> taken) {
        boolean ipv4 = around.address().getAddress().length == 4;
        int length = around.prefixLength();
        int usable = ipv4
                ? (length > LONGEST_IPV4_PREFIX ? USUAL_IPV4_PREFIX : length)
                : Math.min(length, USUAL_IPV6_PREFIX);
        this.network = new Cidr(around.address(), usable);
        this.taken = new HashSet<>(taken);
    }

    /** The address with this host number, or the next free one. */
    Cidr take(int preferred) {
        int number = preferred;
        while (!taken.add(network.host(number).address())) {
            number++;
        }
        return network.host(number);
    }

    /** A given address with this network's prefix length. */
    Cidr exactly(InetAddress address) {
        taken.add(address);
        return new Cidr(address, network.prefixLength());
    }
}
