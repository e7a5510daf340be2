package holdfast.agent.doctor.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What an expression of nftables (libnftables-json(5)) is for a packet: the left side of a match. */
sealed interface NftValue {
    /** The packet has no such thing: rules about it do not mean the packet. */
    record Absent() implements NftValue {}

    /** It cannot be known from here. */
    record Unknown() implements NftValue {}

    /** A number, which rules may write as a word. */
    record Numeric(int number, Kind kind) implements NftValue {}

    /** One of several words for the same thing. */
    record Words(Set<String> words) implements NftValue {}

    /** An address. */
    record Address(Block block) implements NftValue {}

    /** Several, one after the other. */
    record Several(List<NftValue> parts) implements NftValue {}

    /** How a number is written. */
    enum Kind {
        PROTOCOL,
        ICMP_6_TYPE,
        PLAIN
    }

    /** The expression, for this packet. */
    static NftValue of(JsonNode expression, Packet packet) {
        if (expression.has("concat")) {
            List<NftValue> parts = new java.util.ArrayList<>();
            expression.path("concat").forEach(part -> parts.add(of(part, packet)));
            return new Several(List.copyOf(parts));
        }
        if (expression.has("meta")) {
            return meta(expression.path("meta").path("key").asText(), packet);
        }
        if (expression.has("payload")) {
            return payload(expression.path("payload"), packet);
        }
        if (expression.has("ct")) {
            return switch (expression.path("ct").path("key").asText()) {
                // Nobody answers an advert, so each is a new connection to the kernel; so is a first request.
                case "state" ->
                    packet.type().isPresent() ? new Words(Set.of("untracked", "new")) : new Words(Set.of("new"));
                case "status" -> new Words(Set.of()); // neither translated nor anything else yet
                default -> new Unknown();
            };
        }
        return expression.has("fib") ? fib(expression.path("fib"), packet) : new Unknown();
    }

    private static NftValue meta(String key, Packet packet) {
        boolean in = packet.direction() == Packet.Direction.IN;
        return switch (key) {
            case "l4proto" -> new Numeric(packet.protocol(), Kind.PROTOCOL);
            case "iif", "iifname" -> in ? new Words(Set.of(packet.interfaceName())) : new Absent();
            case "oif", "oifname" -> in ? new Absent() : new Words(Set.of(packet.interfaceName()));
            case "nfproto" -> new Words(Set.of(isIpv4(packet) ? "ipv4" : "ipv6"));
            case "protocol" -> new Words(Set.of(isIpv4(packet) ? "ip" : "ip6"));
            case "pkttype" -> new Words(Set.of(packet.isMulticast() ? "multicast" : in ? "host" : "other"));
            default -> new Unknown();
        };
    }

    private static NftValue payload(JsonNode payload, Packet packet) {
        String field = payload.path("field").asText();
        return switch (payload.path("protocol").asText()) {
            case "ip" -> isIpv4(packet) ? header(field, packet) : new Absent();
            case "ip6" -> isIpv4(packet) ? new Absent() : header(field, packet);
            case "tcp" -> port(packet, 6, field);
            case "udp" -> port(packet, 17, field);
            case "sctp" -> port(packet, 132, field);
            case "th" -> packet.port().isPresent() ? port(packet, packet.protocol(), field) : new Absent();
            case "icmp" -> packet.protocol() == 1 ? new Unknown() : new Absent();
            case "icmpv6" -> {
                if (packet.protocol() != 58) {
                    yield new Absent();
                }
                yield field.equals("type") && packet.type().isPresent()
                        ? new Numeric(packet.type().getAsInt(), Kind.ICMP_6_TYPE)
                        : new Unknown();
            }
            case "ah", "esp", "comp", "udplite", "dccp", "igmp", "arp", "vlan" -> new Absent();
            default -> new Unknown();
        };
    }

    private static NftValue header(String field, Packet packet) {
        return switch (field) {
            case "saddr" -> new Address(packet.source());
            case "daddr" -> new Address(packet.destination());
            case "protocol", "nexthdr" -> new Numeric(packet.protocol(), Kind.PROTOCOL);
            case "ttl", "hoplimit" -> new Numeric(packet.hopLimit(), Kind.PLAIN);
            case "version" -> new Numeric(isIpv4(packet) ? 4 : 6, Kind.PLAIN);
            default -> new Unknown();
        };
    }

    private static NftValue port(Packet packet, int protocol, String field) {
        if (packet.protocol() != protocol) {
            return new Absent();
        }
        return field.equals("dport") && packet.port().isPresent()
                ? new Numeric(packet.port().getAsInt(), Kind.PLAIN)
                : new Unknown();
    }

    /** Where an address belongs: what arrives is for this node or a group; its sender is on the interface's own net. */
    private static NftValue fib(JsonNode fib, Packet packet) {
        boolean destination = fib.path("flags").toString().contains("daddr");
        boolean in = packet.direction() == Packet.Direction.IN;
        return switch (fib.path("result").asText()) {
            case "type" ->
                destination && (in || packet.isMulticast())
                        ? new Words(Set.of(packet.isMulticast() ? "multicast" : "local"))
                        : new Unknown();
            case "oif", "oifname" -> in && !destination ? new Words(Set.of(packet.interfaceName())) : new Unknown();
            default -> new Unknown();
        };
    }

    private static boolean isIpv4(Packet packet) {
        return packet.family() == holdfast.linux.AddressFamily.IPV4;
    }
}
