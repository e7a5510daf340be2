package holdfast.drill.measure;

import holdfast.drill.measure.Fact.Checksum;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes what the switch sees, from the documents alone: LINUX_SLL2 (the "any" device of libpcap), IPv4 (RFC 791), IPv6
 * (RFC 8200), ARP (RFC 826), neighbour advertisements (RFC 4861, 4.4), VRRP 2 (RFC 3768, 5) and 3 (RFC 9568, 5).
 */
public final class FrameDecoder {
    private static final int SLL2_HEADER = 20;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_ARP = 0x0806;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int PROTOCOL_ICMPV6 = 58;
    private static final int PROTOCOL_VRRP = 112;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;
    private static final int IPV6_HEADER = 40;
    private static final int VRRP_HEADER = 8;
    private static final int V2_AUTHENTICATION = 8;

    private final Map<Integer, Port> ports;

    /**
     * A decoder for one switch.
     *
     * @param ports the switch's ports by interface index; packets seen elsewhere are none of ours
     */
    public FrameDecoder(Map<Integer, Port> ports) {
        this.ports = Map.copyOf(ports);
    }

    /**
     * A switch port.
     *
     * @param host who is plugged in
     * @param bridge the network it belongs to
     */
    public record Port(String host, String bridge) {}

    /** Where and when a packet came in, and how its IP header addressed it. */
    private record Envelope(Instant at, Port port, InetAddress source, InetAddress destination, int timeToLive) {}

    /**
     * Decodes one captured packet.
     *
     * @param at the kernel's time stamp
     * @param frame LINUX_SLL2 header and packet
     * @return what it says; empty when it is nothing of interest
     */
    public Optional<Fact> decode(Instant at, byte[] frame) {
        if (frame.length < SLL2_HEADER) {
            return Optional.empty();
        }
        Port port = ports.get(int32(frame, 4));
        if (port == null) {
            return Optional.empty();
        }
        byte[] packet = Arrays.copyOfRange(frame, SLL2_HEADER, frame.length);
        try {
            return switch (uint16(frame, 0)) {
                case ETHERTYPE_IPV4 -> ipv4(at, port, packet);
                case ETHERTYPE_IPV6 -> ipv6(at, port, packet);
                case ETHERTYPE_ARP -> arp(at, port, packet);
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException e) {
            return Optional.of(new Fact.Malformed(
                    at, port.host(), "cut short: " + HexFormat.of().formatHex(packet)));
        }
    }

    private static Optional<Fact> ipv4(Instant at, Port port, byte[] packet) {
        int headerLength = (uint8(packet, 0) & 0x0f) * 4;
        int totalLength = uint16(packet, 2);
        if (uint8(packet, 9) != PROTOCOL_VRRP) {
            return Optional.empty();
        }
        Envelope envelope = new Envelope(at, port, address(packet, 12, 4), address(packet, 16, 4), uint8(packet, 8));
        return Optional.of(vrrp(envelope, slice(packet, headerLength, totalLength)));
    }

    private static Optional<Fact> ipv6(Instant at, Port port, byte[] packet) {
        int payloadLength = uint16(packet, 4);
        Envelope envelope = new Envelope(at, port, address(packet, 8, 16), address(packet, 24, 16), uint8(packet, 7));
        byte[] payload = slice(packet, IPV6_HEADER, IPV6_HEADER + payloadLength);
        return switch (uint8(packet, 6)) {
            case PROTOCOL_VRRP -> Optional.of(vrrp(envelope, payload));
            case PROTOCOL_ICMPV6 -> neighbourAdvertisement(envelope, payload);
            default -> Optional.empty();
        };
    }

    /** RFC 826; gratuitous when sender and target are the same address (RFC 5227, 1.1 and 3). */
    private static Optional<Fact> arp(Instant at, Port port, byte[] packet) {
        boolean ethernetIpv4 = uint16(packet, 2) == ETHERTYPE_IPV4 && uint8(packet, 4) == 6 && uint8(packet, 5) == 4;
        if (!ethernetIpv4) {
            return Optional.empty();
        }
        InetAddress sender = address(packet, 14, 4);
        InetAddress target = address(packet, 24, 4);
        return sender.equals(target) ? Optional.of(new Fact.Announcement(at, port.host(), sender)) : Optional.empty();
    }

    /** Unsolicited: sent to all nodes, S flag clear. */
    private static Optional<Fact> neighbourAdvertisement(Envelope envelope, byte[] message) {
        if (uint8(message, 0) != NEIGHBOUR_ADVERTISEMENT
                || (uint8(message, 4) & 0x40) != 0
                || !envelope.destination().isMulticastAddress()) {
            return Optional.empty();
        }
        return Optional.of(new Fact.Announcement(envelope.at(), envelope.port().host(), address(message, 8, 16)));
    }

    private static Fact vrrp(Envelope envelope, byte[] message) {
        int version = uint8(message, 0) >> 4;
        int type = uint8(message, 0) & 0x0f;
        int addressLength = envelope.source().getAddress().length;
        int count = uint8(message, 3);
        int needed = VRRP_HEADER + count * addressLength + (version == 2 ? V2_AUTHENTICATION : 0);
        if (type != 1 || version < 2 || version > 3) {
            return malformed(envelope, "version " + version + ", type " + type);
        }
        if (message.length != needed) {
            return malformed(envelope, message.length + " octets, " + needed + " needed for " + count + " addresses");
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            addresses.add(address(message, VRRP_HEADER + index * addressLength, addressLength));
        }
        return new Fact.Advert(
                envelope.at(),
                envelope.port().host(),
                envelope.port().bridge(),
                envelope.source(),
                envelope.timeToLive(),
                version,
                uint8(message, 1),
                uint8(message, 2),
                version == 2
                        ? Duration.ofSeconds(uint8(message, 5))
                        : Duration.ofMillis((uint16(message, 4) & 0x0fff) * 10L),
                addresses,
                checksum(envelope, message, version));
    }

    private static Fact malformed(Envelope envelope, String problem) {
        return new Fact.Malformed(envelope.at(), envelope.port().host(), problem);
    }

    private static Checksum checksum(Envelope envelope, byte[] message, int version) {
        boolean ipv6 = envelope.source().getAddress().length == 16;
        if (!ipv6 && fold(sum(message)) == 0xffff) {
            return Checksum.MESSAGE;
        }
        long pseudoHeader = sum(envelope.source().getAddress())
                + sum(envelope.destination().getAddress())
                + message.length
                + PROTOCOL_VRRP;
        boolean fits = version == 3 && fold(sum(message) + pseudoHeader) == 0xffff;
        return fits ? Checksum.PSEUDO_HEADER : Checksum.WRONG;
    }

    private static long sum(byte[] octets) {
        long sum = 0;
        for (int at = 0; at < octets.length; at += 2) {
            int low = at + 1 < octets.length ? octets[at + 1] & 0xff : 0;
            sum += (octets[at] & 0xff) << 8 | low;
        }
        return sum;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (int) folded;
    }

    private static byte[] slice(byte[] packet, int from, int to) {
        if (from > to || to > packet.length) {
            throw new IndexOutOfBoundsException(to);
        }
        return Arrays.copyOfRange(packet, from, to);
    }

    private static InetAddress address(byte[] packet, int from, int length) {
        try {
            return InetAddress.getByAddress(slice(packet, from, from + length));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + length + " octets", e);
        }
    }

    private static int uint8(byte[] packet, int at) {
        return packet[at] & 0xff;
    }

    private static int uint16(byte[] packet, int at) {
        return uint8(packet, at) << 8 | uint8(packet, at + 1);
    }

    private static int int32(byte[] packet, int at) {
        return uint16(packet, at) << 16 | uint16(packet, at + 2);
    }
}
