package holdfast.conf.model.lvs;

import java.net.InetAddress;

/** What clients address: the words after {@code virtual_server}. */
public sealed interface VirtualService {
    /**
     * One address.
     *
     * @param address the address
     * @param port 1 to 65535; 0: all ports, which needs persistence
     */
    record Endpoint(InetAddress address, int port) implements VirtualService {}

    /**
     * Packets with a mark of the firewall.
     *
     * @param mark 0 to 4294967295
     */
    record FirewallMark(long mark) implements VirtualService {}

    /**
     * All addresses and marks of a {@code virtual_server_group}.
     *
     * @param name its name
     */
    record Group(String name) implements VirtualService {}
}
