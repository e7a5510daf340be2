package holdfast.vrrp.wire;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * The family of a virtual router's addresses; a VRRP packet carries addresses of its own family only (RFC 9568,
 * 5.2.9).
 */
public enum AddressFamily {
    /** 4-byte addresses, group 224.0.0.18 (RFC 9568, 5.1.1.2). */
    IPV4(4, 26, "224.0.0.18"),
    /** 16-byte addresses, group ff02::12 (RFC 9568, 5.1.2.2). */
    IPV6(16, 0, "ff02::12");

    private final int addressBytes;
    private final int paddedBytes;
    private final String group;

    AddressFamily(int addressBytes, int paddedBytes, String group) {
        this.addressBytes = addressBytes;
        this.paddedBytes = paddedBytes;
        this.group = group;
    }

    /** Bytes of one address in a packet: 4 or 16. */
    public int addressBytes() {
        return addressBytes;
    }

    /**
     * Up to this many bytes a message may be followed by zeros, because Ethernet pads a frame to 46 bytes of
     * payload: 26 after an IPv4 header of 20 bytes, none after an IPv6 header.
     */
    int paddedBytes() {
        return paddedBytes;
    }

    /** The multicast group every VRRP router listens on. */
    public InetAddress multicastGroup() {
        return InetAddress.ofLiteral(group);
    }

    /** The family an address belongs to. */
    public static AddressFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }
}
