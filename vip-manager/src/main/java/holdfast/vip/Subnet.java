package holdfast.vip;

import java.net.InetAddress;

/**
 * A subnet of an interface, for telling which addresses share one.
 *
 * @param interfaceName the interface
 * @param prefixLength how many bits the addresses have in common
 * @param network those bits, the rest clear
 */
record Subnet(String interfaceName, int prefixLength, InetAddress network) {
    static Subnet of(VirtualAddress address) {
        return new Subnet(
                address.interfaceName(),
                address.prefixLength(),
                Broadcast.fill(address.address(), address.prefixLength(), false));
    }
}
