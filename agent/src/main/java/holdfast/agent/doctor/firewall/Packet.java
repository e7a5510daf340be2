package holdfast.agent.doctor.firewall;

import holdfast.linux.AddressFamily;
import java.util.OptionalInt;

/**
 * A packet that is to pass.
 *
 * @param direction whether it arrives or leaves
 * @param interfaceName by which interface
 * @param source whom it comes from; a block when that is not known exactly
 * @param destination whom it is for
 * @param protocol IP protocol, 0 to 255
 * @param hopLimit TTL or hop limit
 * @param port destination port of TCP, UDP or SCTP
 * @param type of ICMP
 */
public record Packet(
        Direction direction,
        String interfaceName,
        Block source,
        Block destination,
        int protocol,
        int hopLimit,
        OptionalInt port,
        OptionalInt type) {
    /** VRRP's number. */
    public static final int VRRP = 112;

    private static final int ICMP_6 = 58;

    /** Seen from this node. */
    public enum Direction {
        /** It arrives. */
        IN,
        /** It leaves. */
        OUT
    }

    /** An advert. */
    public static Packet advert(
            Direction direction, String interfaceName, Block source, Block destination, int hopLimit) {
        return new Packet(
                direction,
                interfaceName,
                source,
                destination,
                VRRP,
                hopLimit,
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    /** A request to a service on this node. */
    public static Packet request(
            String interfaceName, Block source, Block destination, int protocol, int port, int hopLimit) {
        return new Packet(
                Direction.IN,
                interfaceName,
                source,
                destination,
                protocol,
                hopLimit,
                OptionalInt.of(port),
                OptionalInt.empty());
    }

    /** A message of neighbour discovery that arrives: 135 solicitation, 136 advertisement (RFC 4861). */
    public static Packet neighbourDiscovery(String interfaceName, Block source, Block destination, int type) {
        return new Packet(
                Direction.IN,
                interfaceName,
                source,
                destination,
                ICMP_6,
                255,
                OptionalInt.empty(),
                OptionalInt.of(type));
    }

    AddressFamily family() {
        return AddressFamily.of(destination.address());
    }

    boolean isMulticast() {
        return destination.address().isMulticastAddress();
    }
}
