package holdfast.vip;

import java.net.InetAddress;
import java.util.Objects;

/**
 * One address to be announced on one interface.
 *
 * @param address the address, with the interface's own link-layer address
 * @param interfaceName where
 */
public record Announcement(InetAddress address, String interfaceName) {
    public Announcement {
        Objects.requireNonNull(address);
        Objects.requireNonNull(interfaceName);
    }

    /** The announcement of a virtual address where it is. */
    public static Announcement of(VirtualAddress address) {
        return new Announcement(address.address(), address.interfaceName());
    }
}
