package holdfast.linux;

import java.util.Objects;
import java.util.Optional;

/**
 * An interface, as the kernel reports it (rtnetlink(7), struct ifinfomsg).
 *
 * @param index its number, unique in its network namespace
 * @param name its name, at most 15 bytes
 * @param flags {@code IFF_*} of netdevice(7)
 * @param mac its link-layer address, when it has one of six octets
 * @param mtu the largest packet in bytes
 * @param baseIndex the interface it sits on (VLAN, macvlan), or 0; may be an index of another namespace
 * @param kind what kind of virtual interface it is: {@code macvlan}, {@code veth}; empty for hardware
 * @param vrfTable the routing table of a VRF, 1 to 4294967295; 0: it is none
 */
public record InterfaceInfo(
        int index,
        String name,
        int flags,
        Optional<MacAddress> mac,
        int mtu,
        int baseIndex,
        String kind,
        long vrfTable) {
    private static final int IFF_UP = 0x1;
    private static final int IFF_LOOPBACK = 0x8;
    private static final int IFF_RUNNING = 0x40;
    private static final int IFF_NOARP = 0x80;
    private static final int IFF_MULTICAST = 0x1000;

    public InterfaceInfo {
        Objects.requireNonNull(name);
        Objects.requireNonNull(mac);
        Objects.requireNonNull(kind);
    }

    /** One that is no VRF. */
    public InterfaceInfo(
            int index, String name, int flags, Optional<MacAddress> mac, int mtu, int baseIndex, String kind) {
        this(index, name, flags, mac, mtu, baseIndex, kind, 0);
    }

    /** Whether the administrator switched it on. */
    public boolean adminUp() {
        return (flags & IFF_UP) != 0;
    }

    /** Whether it has carrier and is operational. */
    public boolean running() {
        return (flags & IFF_RUNNING) != 0;
    }

    /** Whether it can be used: switched on and running. */
    public boolean up() {
        return adminUp() && running();
    }

    /** Whether neighbours are found by ARP or neighbour discovery here, so that announcing an address makes sense. */
    public boolean resolvesNeighbours() {
        return (flags & (IFF_LOOPBACK | IFF_NOARP)) == 0 && mac.isPresent();
    }

    /** Whether multicast can be sent and received. */
    public boolean multicast() {
        return (flags & IFF_MULTICAST) != 0;
    }
}
