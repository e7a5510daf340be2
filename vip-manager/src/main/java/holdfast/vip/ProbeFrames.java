package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.pcap4j.packet.IcmpV6NeighborSolicitationPacket;
import org.pcap4j.packet.namednumber.ArpOperation;
import org.pcap4j.packet.namednumber.IcmpV6Type;

/** Builds the frames that ask a LAN who has an address, without telling it anything. */
public final class ProbeFrames {
    private static final InetAddress NOBODY = address(new byte[4]);
    private static final Inet6Address NOBODY_6 = (Inet6Address) address(new byte[16]);
    private static final byte[] SOLICITED_NODE = HexFormat.of().parseHex("ff0200000000000000000001ff000000");
    private static final int LOW_BITS_AT = 13; // the last 24 bits of an address (RFC 4291, 2.7.1)

    private ProbeFrames() {}

    /**
     * An ARP probe (RFC 5227, 2.1.1) or the neighbour solicitation of duplicate address detection (RFC 4862, 5.4.2): from no address, so that
     * nobody's cache changes. Who has the address answers: by unicast in ARP, to all nodes in IPv6.
     *
     * @param address whose holder is wanted
     * @param mac the asking interface's own
     */
    public static byte[] of(InetAddress address, MacAddress mac) {
        return switch (AddressFamily.of(address)) {
            case IPV4 -> arp(address, mac);
            case IPV6 -> solicitation((Inet6Address) address, mac);
        };
    }

    private static byte[] arp(InetAddress address, MacAddress mac) {
        return EthernetFrames.arp(ArpOperation.REQUEST, mac, NOBODY, new byte[6], address);
    }

    private static byte[] solicitation(Inet6Address address, MacAddress mac) {
        byte[] group = SOLICITED_NODE.clone();
        System.arraycopy(address.getAddress(), LOW_BITS_AT, group, LOW_BITS_AT, group.length - LOW_BITS_AT);
        IcmpV6NeighborSolicitationPacket.Builder solicitation = new IcmpV6NeighborSolicitationPacket.Builder()
                .targetAddress(address)
                .options(List.of());
        return EthernetFrames.neighbourDiscovery(
                IcmpV6Type.NEIGHBOR_SOLICITATION, mac, NOBODY_6, (Inet6Address) address(group), solicitation);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }
}
