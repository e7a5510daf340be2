package holdfast.agent.realserver;

import holdfast.linux.AddressFamily;
import java.net.InetAddress;
import java.util.Set;
import java.util.TreeSet;

/**
 * A virtual address that this machine answers for.
 *
 * @param address the virtual address
 * @param way how packets to it arrive
 * @param ports of the services behind it, 1 to 65535; may be empty
 */
public record ServedAddress(InetAddress address, Way way, Set<Integer> ports) {
    /** Copies the set. */
    public ServedAddress {
        ports = new TreeSet<>(ports);
    }

    /** How packets come from the director. */
    public enum Way {
        /** As they are, in frames to this machine (DR). */
        DIRECT,
        /** In packets to this machine (TUN, IP in IP). */
        TUNNEL
    }

    /** The interface that has the address. */
    String interfaceName() {
        return switch (way) {
            case DIRECT -> "lo";
            case TUNNEL -> isIpv4() ? "tunl0" : "ip6tnl0";
        };
    }

    /** The kernel's name for the kind of the tunnel. */
    String tunnelKind() {
        return isIpv4() ? "ipip" : "ip6tnl";
    }

    /** The module that makes the tunnel. */
    String tunnelModule() {
        return isIpv4() ? "ipip" : "ip6_tunnel";
    }

    boolean isIpv4() {
        return AddressFamily.of(address) == AddressFamily.IPV4;
    }

    int prefixLength() {
        return AddressFamily.of(address).addressBits();
    }
}
