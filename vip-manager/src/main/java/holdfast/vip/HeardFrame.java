package holdfast.vip;

import holdfast.linux.MacAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.pcap4j.packet.ArpPacket;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IcmpV6NeighborAdvertisementPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.Packet;

/** What a frame from the network says, as far as virtual addresses are concerned. */
public sealed interface HeardFrame {
    /** Protocol number of the authentication header (RFC 4302). */
    int AUTHENTICATION_HEADER = 51;

    /**
     * An IP packet of some protocol.
     *
     * @param mac of the sender
     * @param source its address
     * @param destination whom it is for
     * @param hopLimit TTL or hop limit, 0 to 255
     * @param authenticated whether the payload came behind an authentication header (of IPv4), which is not checked
     * @param protocol of the payload, 0 to 255
     * @param payload what follows the headers; read-only
     */
    record Ip(
            MacAddress mac,
            InetAddress source,
            InetAddress destination,
            int hopLimit,
            boolean authenticated,
            int protocol,
            ByteBuffer payload)
            implements HeardFrame {}

    /**
     * Somebody says that it has an address: ARP of either operation with a sender, or a neighbour advertisement.
     *
     * @param mac of the sender
     * @param address the address
     */
    record Claim(MacAddress mac, InetAddress address) implements HeardFrame {}

    /**
     * Reads an Ethernet frame.
     *
     * @param frame from the destination address on; its position stays
     * @return empty when it is broken or about something else
     */
    static Optional<HeardFrame> of(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(frame.position(), bytes);
        try {
            EthernetPacket packet = EthernetPacket.newPacket(bytes, 0, bytes.length);
            MacAddress mac = MacAddress.of(packet.getHeader().getSrcAddr().getAddress());
            return switch (packet.getPayload()) {
                case ArpPacket arp -> Optional.of(claim(arp));
                case IpV4Packet ip -> Optional.of(ipv4(mac, ip));
                case IpV6Packet ip -> Optional.of(ipv6(mac, ip));
                case null, default -> Optional.empty();
            };
        } catch (IllegalRawDataException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty(); // strangers send all kinds of things
        }
    }

    private static HeardFrame claim(ArpPacket arp) {
        return new Claim(
                MacAddress.of(arp.getHeader().getSrcHardwareAddr().getAddress()),
                arp.getHeader().getSrcProtocolAddr());
    }

    private static HeardFrame ipv4(MacAddress mac, IpV4Packet ip) {
        IpV4Packet.IpV4Header header = ip.getHeader();
        byte[] payload = raw(ip.getPayload());
        int protocol = header.getProtocol().value() & 0xFF;
        boolean authenticated = protocol == AUTHENTICATION_HEADER && payload.length >= 2;
        if (authenticated) { // next header, length in words less two (RFC 4302, 2)
            protocol = payload[0] & 0xFF;
            payload = Arrays.copyOfRange(
                    payload, Math.min(payload.length, ((payload[1] & 0xFF) + 2) * 4), payload.length);
        }
        return new Ip(
                mac,
                header.getSrcAddr(),
                header.getDstAddr(),
                header.getTtlAsInt(),
                authenticated,
                protocol,
                ByteBuffer.wrap(payload).asReadOnlyBuffer());
    }

    private static HeardFrame ipv6(MacAddress mac, IpV6Packet ip) {
        IpV6Packet.IpV6Header header = ip.getHeader();
        IcmpV6NeighborAdvertisementPacket advertisement = ip.get(IcmpV6NeighborAdvertisementPacket.class);
        if (advertisement != null) {
            return new Claim(mac, advertisement.getHeader().getTargetAddress());
        }
        return new Ip(
                mac,
                header.getSrcAddr(),
                header.getDstAddr(),
                header.getHopLimitAsInt(),
                false,
                header.getNextHeader().value() & 0xFF,
                ByteBuffer.wrap(raw(ip.getPayload())).asReadOnlyBuffer());
    }

    private static byte[] raw(Packet payload) {
        return payload == null ? new byte[0] : payload.getRawData();
    }
}
