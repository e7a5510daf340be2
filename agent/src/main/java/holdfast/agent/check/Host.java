package holdfast.agent.check;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What a machine says about its network, for checks that need more than the daemon's start does. */
public interface Host {
    /**
     * Addresses that belong to the machine itself, in the kernel's order; not those a running daemon has put there.
     *
     * @return empty lists for a machine that cannot be asked
     */
    List<OwnAddress> addresses();

    /**
     * A setting below {@code /proc/sys/net}.
     *
     * @param path such as {@code ipv4/conf/eth0/arp_ignore}
     * @return its value; empty when there is none, as for an interface that does not exist
     */
    Optional<String> setting(String path);

    /**
     * An address of an interface.
     *
     * @param interfaceName the interface
     * @param address the address
     * @param prefixLength 0 to 32 or 128
     */
    record OwnAddress(String interfaceName, InetAddress address, int prefixLength) {}
}
