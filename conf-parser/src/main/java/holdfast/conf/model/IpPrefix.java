package holdfast.conf.model;

import java.net.InetAddress;

/**
 * Addresses that begin alike.
 *
 * @param address one of them
 * @param length how many bits they share, 0 to 32 or 128
 */
public record IpPrefix(InetAddress address, int length) {
    /** The family of the addresses. */
    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    /** {@code ADDRESS/LENGTH}. */
    @Override
    public String toString() {
        return address.getHostAddress() + "/" + length;
    }
}
