package holdfast.linux;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The two families of addresses. */
public enum AddressFamily {
    IPV4(2, 4),
    IPV6(10, 16);

    private final int number;
    private final int addressBytes;

    AddressFamily(int number, int addressBytes) {
        this.number = number;
        this.addressBytes = addressBytes;
    }

    /** The family this address belongs to. */
    public static AddressFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** The kernel's number: AF_INET or AF_INET6. */
    public int number() {
        return number;
    }

    /** The length of an address in bytes: 4 or 16. */
    public int addressBytes() {
        return addressBytes;
    }

    /** The length of an address in bits, and so the longest prefix: 32 or 128. */
    public int addressBits() {
        return addressBytes * 8;
    }

    /** The address made of these bytes; an IPv4-mapped one becomes IPv4, as everywhere in Java. */
    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }
}
