package holdfast.vip;

import holdfast.linux.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.pcap4j.packet.ArpPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV6CommonPacket;
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

/** What frames of ARP (RFC 826) and of neighbour discovery (RFC 4861) have in common. */
final class EthernetFrames {
    /** To all on the link. */
    static final byte[] BROADCAST = HexFormat.of().parseHex("ffffffffffff");

    /** Whoever gets another one has it from beyond the link (RFC 4861, 7.1). */
    private static final byte HOP_LIMIT = (byte) 255;

    private EthernetFrames() {}

    /** One between two addresses of IPv4, from an interface. */
    static byte[] arp(
            ArpOperation operation, MacAddress from, InetAddress source, byte[] targetHardware, InetAddress target) {
        ArpPacket.Builder arp = new ArpPacket.Builder()
                .hardwareType(ArpHardwareType.ETHERNET)
                .protocolType(EtherType.IPV4)
                .hardwareAddrLength((byte) 6)
                .protocolAddrLength((byte) 4)
                .operation(operation)
                .srcHardwareAddr(hardware(from.octets()))
                .srcProtocolAddr(source)
                .dstHardwareAddr(hardware(targetHardware))
                .dstProtocolAddr(target);
        return frame(BROADCAST, from, EtherType.ARP, arp);
    }

    /** A message of neighbour discovery to a multicast group. */
    static byte[] neighbourDiscovery(
            IcmpV6Type type, MacAddress from, Inet6Address source, Inet6Address group, Packet.Builder message) {
        IcmpV6CommonPacket.Builder icmp = new IcmpV6CommonPacket.Builder()
                .type(type)
                .code(IcmpV6Code.NO_CODE)
                .srcAddr(source)
                .dstAddr(group)
                .correctChecksumAtBuild(true)
                .payloadBuilder(message);
        IpV6Packet.Builder ip = new IpV6Packet.Builder()
                .version(IpVersion.IPV6)
                .trafficClass(IpV6SimpleTrafficClass.newInstance((byte) 0))
                .flowLabel(IpV6SimpleFlowLabel.newInstance(0))
                .nextHeader(IpNumber.ICMPV6)
                .hopLimit(HOP_LIMIT)
                .srcAddr(source)
                .dstAddr(group)
                .correctLengthAtBuild(true)
                .payloadBuilder(icmp);
        byte[] bits = group.getAddress();
        byte[] groupMac = {0x33, 0x33, bits[12], bits[13], bits[14], bits[15]}; // RFC 2464, 7
        return frame(groupMac, from, EtherType.IPV6, ip);
    }

    /** Without padding: drivers pad what is too short for the wire. */
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
}
