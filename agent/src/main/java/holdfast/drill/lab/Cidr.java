package holdfast.drill.lab;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address with the length of its network prefix, as {@code ip address} writes it.
 *
 * @param address the address, of either family
 * @param prefixLength 0 to 32 or 128
 */
public record Cidr(InetAddress address, int prefixLength) {
    /** Checks the prefix length. */
    public Cidr {
        if (prefixLength < 0 || prefixLength > bits(address)) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " of " + address.getHostAddress());
        }
    }

    /**
     * Reads {@code 192.0.2.1/24}.
     *
     * @param text a literal address, a slash and a length
     * @return the address with its prefix length
     * @throws IllegalArgumentException when the text is something else
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("no prefix length in " + text);
        }
        return new Cidr(InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /**
     * The host of this number in the same network.
     *
     * @param number counted from the network's own address, which is 0
     * @return an address with the same prefix length
     * @throws IllegalArgumentException when the network is too small
     */
    public Cidr host(long number) {
        int hostBits = bits(address) - prefixLength;
        BigInteger offset = BigInteger.valueOf(number);
        if (offset.bitLength() > hostBits) {
            throw new IllegalArgumentException("no host " + number + " in " + this);
        }
        BigInteger value = new BigInteger(1, address.getAddress());
        BigInteger network = value.shiftRight(hostBits).shiftLeft(hostBits);
        return new Cidr(fromBits(network.add(offset), address.getAddress().length), prefixLength);
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static InetAddress fromBits(BigInteger value, int length) {
        byte[] source = value.toByteArray();
        byte[] octets = new byte[length];
        for (int at = 0; at < length && at < source.length; at++) {
            octets[length - 1 - at] = source[source.length - 1 - at];
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " octets", e);
        }
    }
}
