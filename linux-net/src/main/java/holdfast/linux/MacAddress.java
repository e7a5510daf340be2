package holdfast.linux;

import java.util.HexFormat;

/**
 * A link-layer address of six octets.
 *
 * @param bits the octets in order, the first in bits 40 to 47
 */
public record MacAddress(long bits) {
    private static final int OCTETS = 6;

    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("not six octets: " + Long.toHexString(bits));
        }
    }

    /** The address of these six octets. */
    public static MacAddress of(byte[] octets) {
        if (octets.length != OCTETS) {
            throw new IllegalArgumentException("not six octets: " + octets.length);
        }
        long bits = 0;
        for (byte octet : octets) {
            bits = bits << 8 | (octet & 0xFF);
        }
        return new MacAddress(bits);
    }

    /** Reads {@code 00:00:5e:00:01:33}. */
    public static MacAddress parse(String text) {
        return of(HexFormat.ofDelimiter(":").parseHex(text));
    }

    /** The virtual router MAC address: 00-00-5E-00-01-{VRID} for IPv4, 00-00-5E-00-02-{VRID} for IPv6 (RFC 9568, 7.3). */
    public static MacAddress ofVirtualRouter(AddressFamily family, int virtualRouterId) {
        long kind = switch (family) {
            case IPV4 -> 0x00005E_000100L;
            case IPV6 -> 0x00005E_000200L;
        };
        return new MacAddress(kind | virtualRouterId);
    }

    /** Whether it is a virtual router MAC address, of either family: several hosts have it, one after another (RFC 9568, 7.3). */
    public boolean isVirtualRouter() {
        long kind = bits & ~0xFFL;
        return kind == 0x00005E_000100L || kind == 0x00005E_000200L;
    }

    /** The six octets, a new array. */
    public byte[] octets() {
        byte[] octets = new byte[OCTETS];
        for (int i = 0; i < OCTETS; i++) {
            octets[i] = (byte) (bits >>> (8 * (OCTETS - 1 - i)));
        }
        return octets;
    }

    /** By hand, as is the hash code: those of a record are generated when first asked for, which a start has no time for. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MacAddress(long otherBits) && otherBits == bits;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bits);
    }

    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(octets());
    }
}
