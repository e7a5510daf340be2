package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.pcap4j.packet.ArpPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
import org.pcap4j.packet.IcmpV6NeighborSolicitationPacket;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.IpV6SimpleFlowLabel;
import org.pcap4j.packet.IpV6SimpleTrafficClass;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.namednumber.ArpHardwareType;
import org.pcap4j.packet.namednumber.ArpOperation;
import org.pcap4j.packet.namednumber.EtherType;
import org.pcap4j.packet.namednumber.IcmpV6Code;
import org.pcap4j.packet.namednumber.IcmpV6Type;
import org.pcap4j.packet.namednumber.IpNumber;
import org.pcap4j.packet.namednumber.IpVersion;

/** Builds the frames that ask a LAN who has an address, without telling it anything. */
public final class ProbeFrames {
    private static final byte[] BROADCAST = HexFormat.of().parseHex("ffffffffffff");
    private static final InetAddress NOBODY = address(new byte[4]);
    private static final Inet6Address NOBODY_6 = (Inet6Address) address(new byte[16]);
    private static final byte[] SOLICITED_NODE = HexFormat.of().parseHex("ff0200000000000000000001ff000000");
    private static final int LOW_BITS_AT = 13; // the last 24 bits of an address (RFC 4291, 2.7.1)
    private static final byte HOP_LIMIT = (byte) 255;

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
        ArpPacket.Builder arp = new ArpPacket.Builder()
                .hardwareType(ArpHardwareType.ETHERNET)
                .protocolType(EtherType.IPV4)
                .hardwareAddrLength((byte) 6)
                .protocolAddrLength((byte) 4)
                .operation(ArpOperation.REQUEST)
                .srcHardwareAddr(hardware(mac.octets()))
                .srcProtocolAddr(NOBODY)
                .dstHardwareAddr(hardware(new byte[6]))
                .dstProtocolAddr(address);
        return frame(BROADCAST, mac, EtherType.ARP, arp);
    }

    private static byte[] solicitation(Inet6Address address, MacAddress mac) {
        byte[] group = SOLICITED_NODE.clone();
        System.arraycopy(address.getAddress(), LOW_BITS_AT, group, LOW_BITS_AT, group.length - LOW_BITS_AT);
        byte[] groupMac = {0x33, 0x33, group[12], group[13], group[14], group[15]}; // RFC 2464, 7
        Inet6Address to = (Inet6Address) address(group);
        IcmpV6NeighborSolicitationPacket.Builder solicitation = new IcmpV6NeighborSolicitationPacket.Builder()
                .targetAddress(address)
                .options(java.util.List.of());
        IcmpV6CommonPacket.Builder icmp = new IcmpV6CommonPacket.Builder()
                .type(IcmpV6Type.NEIGHBOR_SOLICITATION)
                .code(IcmpV6Code.NO_CODE)
                .srcAddr(NOBODY_6)
                .dstAddr(to)
                .correctChecksumAtBuild(true)
                .payloadBuilder(solicitation);
        IpV6Packet.Builder ip = new IpV6Packet.Builder()
                .version(IpVersion.IPV6)
                .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
                .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
                .nextHeader(IpNumber.ICMPV6)
                .hopLimit(HOP_LIMIT)
                .srcAddr(NOBODY_6)
                .dstAddr(to)
                .correctLengthAtBuild(true)
                .payloadBuilder(icmp);
        return frame(groupMac, mac, EtherType.IPV6, ip);
    }

    private static byte[] frame(byte[] to, MacAddress from, EtherType type, Packet.Builder payload) {
        return new EthernetPacket.Builder()
                .dstAddr(hardware(to))
                .srcAddr(hardware(from.octets()))
                .type(type)
                .pad(new byte[0])
                .paddingAtBuild(false)
                .payloadBuilder(payload)
                .build()
                .getRawData();
    }

    private static org.pcap4j.util.MacAddress hardware(byte[] octets) {
        return org.pcap4j.util.MacAddress.getByAddress(octets);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }
}
