package holdfast.linux;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * An address on an interface, as the kernel reports it or is asked to make it (rtnetlink(7), struct ifaddrmsg).
 *
 * @param interfaceIndex the interface
 * @param address the local address
 * @param prefixLength 0 to 32 or 128
 * @param peer the other end of a point-to-point link
 * @param broadcast the broadcast address, IPv4
 * @param label the address label, IPv4: the interface's name, or that and a colon and more, at most 15 characters
 * @param scope {@link AddressScope}'s numbers, 0 to 255
 * @param flags {@link AddressFlags}
 * @param lifetime how long it stays
 * @param protocol who made it, {@code IFA_PROTO} (Linux 5.18); 0 for unknown
 */
public record KernelAddress(
        int interfaceIndex,
        InetAddress address,
        int prefixLength,
        Optional<InetAddress> peer,
        Optional<InetAddress> broadcast,
        Optional<String> label,
        int scope,
        int flags,
        AddressLifetime lifetime,
        int protocol) {

    public KernelAddress {
        Objects.requireNonNull(address);
        Objects.requireNonNull(peer);
        Objects.requireNonNull(broadcast);
        Objects.requireNonNull(label);
        Objects.requireNonNull(lifetime);
        if (prefixLength < 0 || prefixLength > AddressFamily.of(address).addressBits()) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " of " + address.getHostAddress());
        }
    }

    /** A plain address: global scope, for ever, nothing optional. */
    public static KernelAddress of(int interfaceIndex, InetAddress address, int prefixLength) {
        return new KernelAddress(
                interfaceIndex,
                address,
                prefixLength,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AddressScope.GLOBAL,
                0,
                AddressLifetime.FOREVER,
                0);
    }

    /** The family of the address. */
    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    /** Whether these flags are all set. */
    public boolean has(int wanted) {
        return (flags & wanted) == wanted;
    }

    /** Whether the kernel would take the two for the same address: interface, address and prefix. */
    public boolean isSameAs(KernelAddress other) {
        return interfaceIndex == other.interfaceIndex
                && prefixLength == other.prefixLength
                && address.equals(other.address);
    }

    /** The same address with another lifetime. */
    public KernelAddress withLifetime(AddressLifetime newLifetime) {
        return new KernelAddress(
                interfaceIndex, address, prefixLength, peer, broadcast, label, scope, flags, newLifetime, protocol);
    }

    /** The same address with another maker. */
    public KernelAddress withProtocol(int newProtocol) {
        return new KernelAddress(
                interfaceIndex, address, prefixLength, peer, broadcast, label, scope, flags, lifetime, newProtocol);
    }

    /** The same address with other flags. */
    public KernelAddress withFlags(int newFlags) {
        return new KernelAddress(
                interfaceIndex, address, prefixLength, peer, broadcast, label, scope, newFlags, lifetime, protocol);
    }
}
