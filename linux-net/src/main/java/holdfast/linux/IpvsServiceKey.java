package holdfast.linux;

import java.net.InetAddress;
import java.util.Objects;

/** What identifies a virtual service to the kernel: an address with port and protocol, or a firewall mark. */
public sealed interface IpvsServiceKey {
    /** The family of the clients' packets. */
    AddressFamily family();

    /**
     * Packets to one address.
     *
     * @param protocol the transport
     * @param address the virtual address
     * @param port 0 to 65535; 0 is every port, which needs persistence
     */
    record Address(IpvsProtocol protocol, InetAddress address, int port) implements IpvsServiceKey {
        /** Checks the range of the port. */
        public Address {
            Objects.requireNonNull(protocol);
            Objects.requireNonNull(address);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port " + port);
            }
        }

        @Override
        public AddressFamily family() {
            return AddressFamily.of(address);
        }
    }

    /**
     * Packets that netfilter has marked.
     *
     * @param mark 1 to 4294967295
     * @param family of these packets
     */
    record FirewallMark(long mark, AddressFamily family) implements IpvsServiceKey {
        /** Checks the range of the mark. */
        public FirewallMark {
            Objects.requireNonNull(family);
            if (mark < 1 || mark > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("firewall mark " + mark);
            }
        }
    }
}
