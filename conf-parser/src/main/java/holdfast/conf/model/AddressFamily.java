package holdfast.conf.model;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The address family of a virtual router; the first virtual address decides it. */
public enum AddressFamily {
    /** IPv4. */
    INET,
    /** IPv6. */
    INET6;

    /** The family of an address. */
    public static AddressFamily of(InetAddress address) {
        return address instanceof Inet4Address ? INET : INET6;
    }

    /** {@code IPv4} or {@code IPv6}. */
    public String word() {
        return this == INET ? "IPv4" : "IPv6";
    }
}
