package holdfast.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads route netlink messages. Unknown attributes are passed over; a message too short for its kind is no message.
 */
final class RouteDecoder {
    private static final int AF_UNSPEC = 0;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int ROUTING_HEADER = 12;
    private static final int TYPE_MASK = 0x3FFF; // without NLA_F_NESTED and NLA_F_NET_BYTEORDER

    private RouteDecoder() {}

    /** What an attribute is given to. */
    @FunctionalInterface
    interface AttributeVisitor {
        /** One attribute: its value lies between {@code start} and {@code start + length}. */
        void visit(int type, int start, int length);
    }

    /** Visits the attributes between two offsets. */
    static void attributes(ByteBuffer from, int start, int end, AttributeVisitor visitor) {
        int offset = start;
        while (offset <= end - ATTRIBUTE_HEADER) {
            int length = from.getShort(offset) & 0xFFFF;
            if (length < ATTRIBUTE_HEADER || length > end - offset) {
                return;
            }
            int type = from.getShort(offset + 2) & TYPE_MASK;
            visitor.visit(type, offset + ATTRIBUTE_HEADER, length - ATTRIBUTE_HEADER);
            offset += (length + 3) & ~3;
        }
    }

    /** A message of one of the kinds of news; empty for every other, and for a bridge's view of its ports. */
    static Optional<RouteEvent> event(ByteBuffer from, int type, int start, int end) {
        return switch (type) {
            case RouteMessages.RTM_NEWLINK -> link(from, start, end).map(RouteEvent.LinkPresent::new);
            case RouteMessages.RTM_DELLINK ->
                link(from, start, end).map(link -> new RouteEvent.LinkRemoved(link.index(), link.name()));
            case RouteMessages.RTM_NEWADDR -> address(from, start, end).map(RouteEvent.AddressPresent::new);
            case RouteMessages.RTM_DELADDR -> address(from, start, end).map(RouteEvent.AddressRemoved::new);
            case RoutingMessages.RTM_DELROUTE -> route(from, start, end);
            case RoutingMessages.RTM_DELRULE -> rule(from, start, end);
            default -> Optional.empty();
        };
    }

    /** struct rtmsg and its attributes. */
    private static Optional<RouteEvent> route(ByteBuffer from, int start, int end) {
        Optional<AddressFamily> family = routingFamily(from, start, end);
        if (family.isEmpty()) {
            return Optional.empty();
        }
        int length = from.get(start + 1) & 0xFF;
        RouteDraft draft = new RouteDraft(
                AddressFamily.address(new byte[family.get().addressBytes()]), from.get(start + 4) & 0xFF);
        attributes(from, start + ROUTING_HEADER, end, (type, at, size) -> draft.take(from, type, at, size));
        return AddressFamily.of(draft.destination) == family.get()
                        && length <= family.get().addressBits()
                ? Optional.of(new RouteEvent.RouteRemoved(new NetworkPrefix(draft.destination, length), draft.table))
                : Optional.empty();
    }

    /** struct fib_rule_hdr and its attributes. */
    private static Optional<RouteEvent> rule(ByteBuffer from, int start, int end) {
        long[] priority = new long[1];
        return routingFamily(from, start, end).map(family -> {
            attributes(from, start + ROUTING_HEADER, end, (type, at, size) -> {
                if (type == RoutingMessages.FRA_PRIORITY) {
                    priority[0] = Integer.toUnsignedLong(number(from, at, size));
                }
            });
            return new RouteEvent.RuleRemoved(family, priority[0]);
        });
    }

    private static Optional<AddressFamily> routingFamily(ByteBuffer from, int start, int end) {
        if (end - start < ROUTING_HEADER) {
            return Optional.empty();
        }
        int number = from.get(start) & 0xFF;
        return Arrays.stream(AddressFamily.values())
                .filter(family -> family.number() == number)
                .findFirst();
    }

    private static final class RouteDraft {
        private InetAddress destination;
        private long table;

        private RouteDraft(InetAddress everywhere, long table) {
            this.destination = everywhere;
            this.table = table;
        }

        private void take(ByteBuffer from, int type, int at, int length) {
            if (type == RoutingMessages.RTA_DST) {
                InetAddress address = inetAddress(from, at, length);
                destination = address == null ? destination : address;
            } else if (type == RoutingMessages.RTA_TABLE) {
                table = Integer.toUnsignedLong(number(from, at, length));
            }
        }
    }

    /** struct ifinfomsg and its attributes. */
    static Optional<InterfaceInfo> link(ByteBuffer from, int start, int end) {
        if (end - start < 16 || from.get(start) != AF_UNSPEC) {
            return Optional.empty();
        }
        LinkDraft draft = new LinkDraft();
        attributes(from, start + 16, end, (type, at, length) -> draft.take(from, type, at, length));
        return Optional.of(new InterfaceInfo(
                from.getInt(start + 4),
                draft.name,
                from.getInt(start + 8),
                draft.mac,
                draft.mtu,
                draft.baseIndex,
                draft.kind,
                draft.kind.equals("vrf") ? draft.vrfTable : 0));
    }

    /** struct ifaddrmsg and its attributes. */
    static Optional<KernelAddress> address(ByteBuffer from, int start, int end) {
        if (end - start < 8) {
            return Optional.empty();
        }
        int family = from.get(start) & 0xFF;
        if (family != AddressFamily.IPV4.number() && family != AddressFamily.IPV6.number()) {
            return Optional.empty();
        }
        AddressDraft draft = new AddressDraft(from, from.get(start + 2) & 0xFF);
        attributes(from, start + 8, end, draft);
        if (draft.address == null && draft.local == null) {
            return Optional.empty();
        }
        // The kernel gives both for IPv4, equal without a peer, but IFA_LOCAL for IPv6 only when there is a peer.
        InetAddress local = draft.local != null ? draft.local : draft.address;
        int prefixLength = from.get(start + 1) & 0xFF;
        if (AddressFamily.of(local).number() != family
                || prefixLength > AddressFamily.of(local).addressBits()) {
            return Optional.empty(); // an IPv4-mapped address of IPv6, which is IPv4 in Java
        }
        boolean alone = draft.address == null || draft.address.equals(local);
        return Optional.of(new KernelAddress(
                from.getInt(start + 4),
                local,
                prefixLength,
                alone ? Optional.empty() : Optional.of(draft.address),
                Optional.ofNullable(draft.broadcast),
                Optional.ofNullable(draft.label),
                from.get(start + 3) & 0xFF,
                draft.flags,
                draft.lifetime,
                draft.protocol));
    }

    private static byte[] bytes(ByteBuffer from, int at, int length) {
        byte[] bytes = new byte[length];
        from.get(at, bytes);
        return bytes;
    }

    /** A string with or without its NUL. */
    static String string(ByteBuffer from, int at, int length) {
        int end = length;
        while (end > 0 && from.get(at + end - 1) == 0) {
            end--;
        }
        return new String(bytes(from, at, end), StandardCharsets.UTF_8);
    }

    /** A number in as many bytes as the attribute has, unsigned when fewer than four; 0 when it has none. */
    static int number(ByteBuffer from, int at, int length) {
        return switch (length) {
            case 0 -> 0;
            case 1 -> from.get(at) & 0xFF;
            case 2, 3 -> from.getShort(at) & 0xFFFF;
            default -> from.getInt(at);
        };
    }

    /** An address, or null when the length is of none. */
    static InetAddress inetAddress(ByteBuffer from, int at, int length) {
        boolean fits = length == AddressFamily.IPV4.addressBytes() || length == AddressFamily.IPV6.addressBytes();
        return fits ? AddressFamily.address(bytes(from, at, length)) : null;
    }

    private static final class LinkDraft {
        private String name = "";
        private String kind = "";
        private Optional<MacAddress> mac = Optional.empty();
        private int mtu;
        private int baseIndex;
        private long vrfTable;

        private void take(ByteBuffer from, int type, int at, int length) {
            switch (type) {
                case RouteMessages.IFLA_IFNAME -> name = string(from, at, length);
                case RouteMessages.IFLA_ADDRESS -> {
                    if (length == 6) {
                        mac = Optional.of(MacAddress.of(bytes(from, at, length)));
                    }
                }
                case RouteMessages.IFLA_MTU -> mtu = number(from, at, length);
                case RouteMessages.IFLA_LINK -> baseIndex = number(from, at, length);
                case RouteMessages.IFLA_LINKINFO ->
                    attributes(from, at, at + length, (inner, innerAt, innerLength) -> {
                        if (inner == RouteMessages.IFLA_INFO_KIND) {
                            kind = string(from, innerAt, innerLength);
                        } else if (inner == RouteMessages.IFLA_INFO_DATA) {
                            // of other kinds the same number means something else
                            attributes(from, innerAt, innerAt + innerLength, (own, ownAt, ownLength) -> {
                                if (own == RouteMessages.IFLA_VRF_TABLE) {
                                    vrfTable = Integer.toUnsignedLong(number(from, ownAt, ownLength));
                                }
                            });
                        }
                    });
                default -> {
                    // an attribute nobody here asks about
                }
            }
        }
    }

    /** Each renewal of a lease is news: this is made often. */
    private static final class AddressDraft implements AttributeVisitor {
        private final ByteBuffer from;
        private InetAddress address;
        private InetAddress local;
        private InetAddress broadcast;
        private String label;
        private int flags;
        private int protocol;
        private AddressLifetime lifetime = AddressLifetime.FOREVER;

        private AddressDraft(ByteBuffer from, int headerFlags) {
            this.from = from;
            flags = headerFlags;
        }

        @Override
        public void visit(int type, int at, int length) {
            switch (type) {
                case RouteMessages.IFA_ADDRESS -> address = inetAddress(from, at, length);
                case RouteMessages.IFA_LOCAL -> local = inetAddress(from, at, length);
                case RouteMessages.IFA_BROADCAST -> broadcast = inetAddress(from, at, length);
                case RouteMessages.IFA_LABEL -> label = string(from, at, length);
                case RouteMessages.IFA_FLAGS -> flags = number(from, at, length);
                case RouteMessages.IFA_PROTO -> protocol = number(from, at, length) & 0xFF;
                case RouteMessages.IFA_CACHEINFO -> {
                    if (length >= 2 * Integer.BYTES) {
                        long preferred = from.getInt(at) & AddressLifetime.INFINITE;
                        long valid = from.getInt(at + Integer.BYTES) & AddressLifetime.INFINITE;
                        lifetime = new AddressLifetime(valid, Math.min(preferred, valid));
                    }
                }
                default -> {
                    // an attribute nobody here asks about
                }
            }
        }
    }
}
