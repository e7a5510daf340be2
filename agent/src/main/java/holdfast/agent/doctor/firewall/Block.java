package holdfast.agent.doctor.firewall;

import holdfast.linux.AddressFamily;
import holdfast.linux.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A block of addresses; with all bits as prefix, one.
 *
 * @param address the first, or any in it
 * @param prefixLength 0 to 32 or 128
 */
public record Block(InetAddress address, int prefixLength) {
    /** One address alone. */
    public static Block of(InetAddress address) {
        return new Block(address, AddressFamily.of(address).addressBits());
    }

    /** {@code 192.0.2.0/24} or {@code 192.0.2.1}; empty for anything else. */
    static Optional<Block> parse(String text) {
        int slash = text.indexOf('/');
        try {
            if (slash < 0) {
                return Optional.of(of(literal(text)));
            }
            InetAddress address = literal(text.substring(0, slash));
            int length = Integer.parseInt(text.substring(slash + 1));
            return length < 0 || length > AddressFamily.of(address).addressBits()
                    ? Optional.empty()
                    : Optional.of(new Block(address, length));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a name, a mask with dots
        }
    }

    /** Java takes {@code ::ffff:192.0.2.1} for the IPv4 address in it; the packet filter does not. */
    private static InetAddress literal(String text) {
        InetAddress address = InetAddress.ofLiteral(text);
        if (text.indexOf(':') < 0 || address instanceof Inet6Address) {
            return address;
        }
        byte[] octets = new byte[16];
        octets[10] = (byte) 0xFF;
        octets[11] = (byte) 0xFF;
        System.arraycopy(address.getAddress(), 0, octets, 12, 4);
        try {
            return Inet6Address.getByAddress(null, octets, -1);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e); // only for another length
        }
    }

    /** Whether an address out of this block, which one is not known, is in the other. */
    Truth isIn(Block other) {
        if (AddressFamily.of(address) != AddressFamily.of(other.address)) {
            return Truth.NO;
        }
        boolean shared = isPrefixShared(other, Math.min(prefixLength, other.prefixLength));
        if (!shared) {
            return Truth.NO;
        }
        return prefixLength >= other.prefixLength ? Truth.YES : Truth.UNKNOWN;
    }

    private boolean isPrefixShared(Block other, int bits) {
        byte[] one = address.getAddress();
        byte[] two = other.address.getAddress();
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((one[bit / 8] & mask) != (two[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        String text = AddressText.of(address);
        return prefixLength == AddressFamily.of(address).addressBits() ? text : text + "/" + prefixLength;
    }
}
