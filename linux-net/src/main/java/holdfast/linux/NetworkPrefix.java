package holdfast.linux;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Addresses that begin alike.
 *
 * @param address one of them
 * @param length how many bits they share, 0 to 32 or 128
 */
public record NetworkPrefix(InetAddress address, int length) {
    public NetworkPrefix {
        Objects.requireNonNull(address);
        if (length < 0 || length > AddressFamily.of(address).addressBits()) {
            throw new IllegalArgumentException("prefix length " + length + " of " + address.getHostAddress());
        }
    }

    /** The family of the addresses. */
    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    @Override
    public String toString() {
        return AddressText.of(address) + "/" + length;
    }
}
