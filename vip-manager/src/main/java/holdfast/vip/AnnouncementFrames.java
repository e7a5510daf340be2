package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.pcap4j.packet.IcmpV6NeighborAdvertisementPacket;
import org.pcap4j.packet.IpV6NeighborDiscoveryTargetLinkLayerAddressOption;
import org.pcap4j.packet.namednumber.ArpOperation;
import org.pcap4j.packet.namednumber.IcmpV6Type;

/**
 * Builds the Ethernet frames that tell a LAN where an address is now.
 *
 * <p>The first neighbour advertisement of a cold virtual machine takes hundreds of milliseconds to build: frames are built when
 * the configuration is read, not when a router takes over.
 */
final class AnnouncementFrames {
    private static final Inet6Address ALL_NODES = allNodes();

    private AnnouncementFrames() {}

    /**
     * The announcement of an address of either family.
     *
     * @param router whether this host forwards IPv6, which an advertisement says; of no concern to IPv4
     */
    static byte[] of(InetAddress address, MacAddress mac, boolean router) {
        return switch (AddressFamily.of(address)) {
            case IPV4 -> gratuitousArp(address, mac);
            case IPV6 -> unsolicitedAdvertisement((Inet6Address) address, mac, router);
        };
    }

    /**
     * A gratuitous ARP: sender and target address are both the announced one (RFC 5944, 4.6). From an interface's own MAC address it
     * is a request. Its target hardware address is the broadcast address, as keepalived sends it; RFC 5227 (2.3) would leave it zero, and
     * receivers ignore it in a request (RFC 826).
     *
     * <p>From a virtual router MAC address it is a reply. A request would be answered by a router that has not given the address up yet
     * (Linux does when the interface accepts local sources, as those with a virtual MAC must), and that answer, from the same MAC, would send
     * every switch back to the loser's port until the next advertisement.
     */
    static byte[] gratuitousArp(InetAddress address, MacAddress mac) {
        boolean shared = mac.isVirtualRouter();
        return EthernetFrames.arp(
                shared ? ArpOperation.REPLY : ArpOperation.REQUEST,
                mac,
                address,
                shared ? mac.octets() : EthernetFrames.BROADCAST,
                address);
    }

    /**
     * An unsolicited neighbour advertisement to all nodes, override set, solicited clear, from the announced address itself
     * (RFC 4861, 7.2.6; RFC 9568, 6.4.2).
     */
    static byte[] unsolicitedAdvertisement(Inet6Address address, MacAddress mac, boolean router) {
        IpV6NeighborDiscoveryTargetLinkLayerAddressOption target =
                new IpV6NeighborDiscoveryTargetLinkLayerAddressOption.Builder()
                        .linkLayerAddress(mac.octets())
                        .correctLengthAtBuild(true)
                        .build();
        IcmpV6NeighborAdvertisementPacket.Builder advertisement = new IcmpV6NeighborAdvertisementPacket.Builder()
                .routerFlag(router)
                .solicitedFlag(false)
                .overrideFlag(true)
                .targetAddress(address)
                .options(List.of(target));
        return EthernetFrames.neighbourDiscovery(
                IcmpV6Type.NEIGHBOR_ADVERTISEMENT, mac, address, ALL_NODES, advertisement);
    }

    private static Inet6Address allNodes() {
        try {
            return (Inet6Address) InetAddress.getByAddress(HexFormat.of().parseHex("ff020000000000000000000000000001"));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
