package holdfast.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads replies of the generic netlink family {@code IPVS}. Unknown attributes are passed over; an entry that lacks its address, or has what
 * the kernel would refuse, is none.
 */
final class IpvsDecoder {
    private static final int GENERIC_HEADER = 4;

    private IpvsDecoder() {}

    static Optional<IpvsServiceStatus> service(ByteBuffer from, int start, int end) {
        ServiceDraft draft = new ServiceDraft();
        inside(from, start, end, IpvsMessages.ATTR_SERVICE, (type, at, length) -> draft.take(from, type, at, length));
        return draft.status();
    }

    static Optional<IpvsDestinationStatus> destination(ByteBuffer from, int start, int end, AddressFamily family) {
        DestinationDraft draft = new DestinationDraft(family);
        inside(
                from,
                start,
                end,
                IpvsMessages.ATTR_DESTINATION,
                (type, at, length) -> draft.take(from, type, at, length));
        return draft.status();
    }

    static Optional<IpvsSyncDaemon> daemon(ByteBuffer from, int start, int end) {
        DaemonDraft draft = new DaemonDraft();
        inside(from, start, end, IpvsMessages.ATTR_DAEMON, (type, at, length) -> draft.take(from, type, at, length));
        return draft.daemon();
    }

    static Optional<IpvsTimeouts> timeouts(ByteBuffer from, int start, int end) {
        long[] seconds = new long[IpvsMessages.ATTR_TIMEOUT_UDP + 1];
        RouteDecoder.attributes(from, start + GENERIC_HEADER, end, (type, at, length) -> {
            if (type < seconds.length && length == Integer.BYTES) {
                seconds[type] = unsigned(from, at, length);
            }
        });
        return Optional.of(new IpvsTimeouts(
                seconds[IpvsMessages.ATTR_TIMEOUT_TCP],
                seconds[IpvsMessages.ATTR_TIMEOUT_TCP_FIN],
                seconds[IpvsMessages.ATTR_TIMEOUT_UDP]));
    }

    /** The version of IPVS, such as {@code 1.2.1}. */
    static Optional<String> version(ByteBuffer from, int start, int end) {
        String[] version = new String[1];
        RouteDecoder.attributes(from, start + GENERIC_HEADER, end, (type, at, length) -> {
            if (type == 1 && length == Integer.BYTES) {
                int number = from.getInt(at);
                version[0] = ((number >> 16) & 0xFF) + "." + ((number >> 8) & 0xFF) + "." + (number & 0xFF);
            }
        });
        return Optional.ofNullable(version[0]);
    }

    /** The number the kernel has given a generic netlink family (linux/genetlink.h, CTRL_ATTR_FAMILY_ID). */
    static Optional<Integer> familyId(ByteBuffer from, int start, int end) {
        Integer[] id = new Integer[1];
        RouteDecoder.attributes(from, start + GENERIC_HEADER, end, (type, at, length) -> {
            if (type == 1 && length == Short.BYTES) {
                id[0] = from.getShort(at) & 0xFFFF;
            }
        });
        return Optional.ofNullable(id[0]);
    }

    private static void inside(ByteBuffer from, int start, int end, int wanted, RouteDecoder.AttributeVisitor visitor) {
        RouteDecoder.attributes(from, start + GENERIC_HEADER, end, (type, at, length) -> {
            if (type == wanted) {
                RouteDecoder.attributes(from, at, at + length, visitor);
            }
        });
    }

    private static int number(ByteBuffer from, int at, int length) {
        return RouteDecoder.number(from, at, length);
    }

    private static long unsigned(ByteBuffer from, int at, int length) {
        return number(from, at, length) & 0xFFFF_FFFFL;
    }

    private static int port(ByteBuffer from, int at, int length) {
        return length < Short.BYTES ? 0 : (from.get(at) & 0xFF) << 8 | (from.get(at + 1) & 0xFF);
    }

    /** Empty for an IPv4-mapped address of IPv6, which would be IPv4 in Java, and so another entry. */
    private static Optional<InetAddress> address(byte[] sixteen, AddressFamily family) {
        return Optional.of(AddressFamily.address(Arrays.copyOf(sixteen, family.addressBytes())))
                .filter(address -> AddressFamily.of(address) == family);
    }

    private static byte[] bytes(ByteBuffer from, int at, int length) {
        byte[] bytes = new byte[length];
        from.get(at, bytes);
        return bytes;
    }

    private static AddressFamily family(int number) {
        return number == AddressFamily.IPV6.number() ? AddressFamily.IPV6 : AddressFamily.IPV4;
    }

    /** struct ip_vs_stats64: all numbers of eight bytes. */
    private static IpvsStatistics statistics(ByteBuffer from, int start, int length) {
        long[] counts = new long[6];
        RouteDecoder.attributes(from, start, start + length, (type, at, size) -> {
            if (type < counts.length && size == Long.BYTES) {
                counts[type] = from.getLong(at);
            }
        });
        return new IpvsStatistics(counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /** IPVS_SVC_ATTR_*. */
    private static final class ServiceDraft {
        private AddressFamily family = AddressFamily.IPV4;
        private int protocol;
        private byte[] address;
        private int port;
        private long mark;
        private String scheduler = "";
        private int flags;
        private long seconds;
        private int netmask;
        private String engine;
        private IpvsStatistics statistics = IpvsStatistics.ZERO;

        private void take(ByteBuffer from, int type, int at, int length) {
            switch (type) {
                case 1 -> family = family(number(from, at, length));
                case 2 -> protocol = number(from, at, length);
                case 3 -> address = bytes(from, at, length);
                case 4 -> port = port(from, at, length);
                case 5 -> mark = unsigned(from, at, length);
                case 6 -> scheduler = RouteDecoder.string(from, at, length);
                case 7 -> flags = number(from, at, length) & ~IpvsServiceFlags.HASHED;
                case 8 -> seconds = unsigned(from, at, length);
                case 9 -> netmask = number(from, at, length);
                case 11 -> engine = RouteDecoder.string(from, at, length);
                case 12 -> statistics = statistics(from, at, length);
                default -> {
                    // of newer kernels, or the same numbers in four bytes
                }
            }
        }

        private Optional<IpvsServiceStatus> status() {
            boolean persistent = (flags & IpvsServiceFlags.PERSISTENT) != 0;
            return key().map(key -> new IpvsService(
                            key, scheduler, flags, persistent ? seconds : 0, prefix(), Optional.ofNullable(engine)))
                    .map(service -> new IpvsServiceStatus(service, statistics));
        }

        private Optional<IpvsServiceKey> key() {
            if (mark != 0) {
                return Optional.of(new IpvsServiceKey.FirewallMark(mark, family));
            }
            Optional<IpvsProtocol> transport = IpvsProtocol.ofNumber(protocol);
            return address == null || transport.isEmpty()
                    ? Optional.empty()
                    : address(address, family).map(at -> new IpvsServiceKey.Address(transport.get(), at, port));
        }

        private int prefix() {
            return switch (family) {
                case IPV4 -> Integer.bitCount(netmask); // a mask, whatever the order of its bytes
                case IPV6 -> Math.clamp(netmask, 0, 128);
            };
        }
    }

    /** IPVS_DEST_ATTR_*. */
    private static final class DestinationDraft {
        private AddressFamily family;
        private byte[] address;
        private int port;
        private int forwarding;
        private int weight;
        private long upper;
        private long lower;
        private long active;
        private long inactive;
        private long persistent;
        private int encapsulation;
        private int tunnelPort;
        private int checksum;
        private IpvsStatistics statistics = IpvsStatistics.ZERO;

        private DestinationDraft(AddressFamily ofService) {
            family = ofService;
        }

        private void take(ByteBuffer from, int type, int at, int length) {
            switch (type) {
                case 1 -> address = bytes(from, at, length);
                case 2 -> port = port(from, at, length);
                case 3 -> forwarding = number(from, at, length) & 0x7;
                case 4 -> weight = number(from, at, length);
                case 5 -> upper = unsigned(from, at, length);
                case 6 -> lower = unsigned(from, at, length);
                case 7 -> active = unsigned(from, at, length);
                case 8 -> inactive = unsigned(from, at, length);
                case 9 -> persistent = unsigned(from, at, length);
                case 11 -> family = family(number(from, at, length));
                case 12 -> statistics = statistics(from, at, length);
                case 13 -> encapsulation = number(from, at, length);
                case 14 -> tunnelPort = port(from, at, length);
                case 15 -> checksum = number(from, at, length);
                default -> {
                    // of newer kernels, or the same numbers in four bytes
                }
            }
        }

        private Optional<IpvsDestinationStatus> status() {
            if (address == null || weight < 0) {
                return Optional.empty();
            }
            return address(address, family)
                    .map(at -> new IpvsDestination(at, port, forwarding(), weight, upper, lower))
                    .map(destination ->
                            new IpvsDestinationStatus(destination, active, inactive, persistent, statistics));
        }

        private IpvsForwarding forwarding() {
            return switch (forwarding) {
                case 1 -> new IpvsForwarding.LocalNode();
                case 2 ->
                    new IpvsForwarding.Tunnel(
                            switch (encapsulation) {
                                case 1 -> IpvsForwarding.Encapsulation.GUE;
                                case 2 -> IpvsForwarding.Encapsulation.GRE;
                                default -> IpvsForwarding.Encapsulation.IPIP;
                            },
                            tunnelPort,
                            switch (checksum) {
                                case 1 -> IpvsForwarding.Checksum.FULL;
                                case 2 -> IpvsForwarding.Checksum.REMOTE;
                                default -> IpvsForwarding.Checksum.NONE;
                            });
                case 3 -> new IpvsForwarding.DirectRouting();
                case 4 -> new IpvsForwarding.Bypass();
                default -> new IpvsForwarding.Masquerade();
            };
        }
    }

    /** IPVS_DAEMON_ATTR_*. */
    private static final class DaemonDraft {
        private int state;
        private String interfaceName;
        private int syncId;
        private OptionalInt maxLength = OptionalInt.empty();
        private Optional<InetAddress> group = Optional.empty();
        private OptionalInt port = OptionalInt.empty();
        private OptionalInt timeToLive = OptionalInt.empty();

        private void take(ByteBuffer from, int type, int at, int length) {
            switch (type) {
                case 1 -> state = number(from, at, length);
                case 2 -> interfaceName = RouteDecoder.string(from, at, length);
                case 3 -> syncId = number(from, at, length);
                case 4 -> maxLength = OptionalInt.of(number(from, at, length) & 0xFFFF);
                case 5, 6 -> group = Optional.ofNullable(RouteDecoder.inetAddress(from, at, length));
                case 7 -> port = OptionalInt.of(number(from, at, length) & 0xFFFF);
                case 8 -> timeToLive = OptionalInt.of(number(from, at, length) & 0xFF);
                default -> {
                    // of newer kernels
                }
            }
        }

        private Optional<IpvsSyncDaemon> daemon() {
            if (interfaceName == null || syncId < 0 || syncId > 255) {
                return Optional.empty();
            }
            IpvsSyncDaemon.Role role = state == IpvsSyncDaemon.Role.BACKUP.number()
                    ? IpvsSyncDaemon.Role.BACKUP
                    : IpvsSyncDaemon.Role.MASTER;
            return Optional.of(new IpvsSyncDaemon(role, interfaceName, syncId, maxLength, group, port, timeToLive));
        }
    }
}
