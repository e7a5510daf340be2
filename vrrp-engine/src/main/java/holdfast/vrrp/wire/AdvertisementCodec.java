package holdfast.vrrp.wire;

import holdfast.vrrp.wire.DecodeResult.Decoded;
import holdfast.vrrp.wire.DecodeResult.Rejected;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Bytes to advertisements and back (RFC 9568, 5.2; RFC 3768, 5.3).
 *
 * <pre>
 *  0               1               2               3
 * |Version| Type  | Virtual Rtr ID|   Priority    |  Addr. count  |
 * | v3: reserved (4), interval in cs (12) | v2: auth type, seconds|  Checksum |
 * | addresses ...                                                 |
 * | v2: eight bytes of authentication data                        |
 * </pre>
 *
 * Reserved bits are sent as zero and ignored when received (5.2.6).
 */
public final class AdvertisementCodec {
    /** The IP protocol number of VRRP. */
    public static final int PROTOCOL = 112;
    /** The TTL or hop limit of everything that is multicast (RFC 9568, 5.1.1.3). */
    public static final int TIME_TO_LIVE = 255;

    private static final int FIXED_BYTES = 8;
    private static final int CHECKSUM_AT = 6;
    private static final int TYPE_ADVERTISEMENT = 1;

    private AdvertisementCodec() {}

    /**
     * The VRID of a message, needed to know whose it is before it is checked, or -1 when it is too short to have one.
     */
    public static int vridOf(ByteBuffer message) {
        return message.remaining() < 2 ? -1 : message.get(message.position() + 1) & 0xff;
    }

    /**
     * Checks and decodes the bytes from the buffer's position to its limit; neither is moved.
     *
     * @param message what followed the IP header
     * @param family the family of the packet it came in
     * @param source the packet's source, for the pseudo-header
     * @param destination the packet's destination, for the pseudo-header
     */
    public static DecodeResult decode(
            ByteBuffer message, AddressFamily family, InetAddress source, InetAddress destination) {
        int size = message.remaining();
        if (size < FIXED_BYTES) {
            return new Rejected(RejectionReason.TRUNCATED, size + " bytes");
        }
        int start = message.position();
        int number = (message.get(start) & 0xff) >> 4;
        ProtocolVersion version = versionOf(number, family);
        if (version == null) {
            return new Rejected(RejectionReason.UNKNOWN_VERSION, "version " + number + " over " + family);
        }
        int type = message.get(start) & 0xf;
        if (type != TYPE_ADVERTISEMENT) {
            return new Rejected(RejectionReason.UNKNOWN_TYPE, "type " + type);
        }
        int count = message.get(start + 3) & 0xff;
        if (count == 0) {
            return new Rejected(RejectionReason.NO_ADDRESSES, "address count 0");
        }
        int needed = length(version, family, count);
        if (size < needed || (size > needed && !isPadding(message, start + needed, family))) {
            return new Rejected(
                    RejectionReason.WRONG_LENGTH, size + " bytes, " + needed + " for " + count + " addresses");
        }
        int units = intervalField(message, start, version);
        if (units == 0) {
            return new Rejected(RejectionReason.ZERO_INTERVAL, "interval 0");
        }
        ChecksumDialect dialect = dialectOf(message, needed, version, family, source, destination);
        if (dialect == null) {
            return new Rejected(RejectionReason.WRONG_CHECKSUM, hex(message.getShort(start + CHECKSUM_AT)));
        }
        return new Decoded(fields(message, version, family, count, version.interval(units)), dialect);
    }

    private static Advertisement fields(
            ByteBuffer message, ProtocolVersion version, AddressFamily family, int count, Duration interval) {
        int start = message.position();
        return new Advertisement(
                version,
                message.get(start + 1) & 0xff,
                message.get(start + 2) & 0xff,
                interval,
                version == ProtocolVersion.V2 ? authentication(message, start, count) : Authentication.NONE,
                AddressList.read(family, message, start + FIXED_BYTES, count));
    }

    private static Authentication authentication(ByteBuffer message, int start, int count) {
        int type = message.get(start + 4) & 0xff;
        return switch (type) {
            case 0 -> Authentication.NONE;
            case 1 -> {
                byte[] data = new byte[Authentication.DATA_BYTES];
                message.get(start + FIXED_BYTES + count * AddressFamily.IPV4.addressBytes(), data);
                yield Authentication.SimpleText.of(data);
            }
            default -> new Authentication.Unsupported(type);
        };
    }

    private static ProtocolVersion versionOf(int number, AddressFamily family) {
        return switch (number) {
            case 2 -> family == AddressFamily.IPV4 ? ProtocolVersion.V2 : null;
            case 3 -> ProtocolVersion.V3;
            default -> null;
        };
    }

    private static int intervalField(ByteBuffer message, int start, ProtocolVersion version) {
        int low = message.get(start + 5) & 0xff;
        return version == ProtocolVersion.V2 ? low : (message.get(start + 4) & 0xf) << 8 | low;
    }

    private static int length(ProtocolVersion version, AddressFamily family, int count) {
        return FIXED_BYTES
                + count * family.addressBytes()
                + (version == ProtocolVersion.V2 ? Authentication.DATA_BYTES : 0);
    }

    /** Ethernet pads with zeros up to its least frame; anything else behind a message was put there. */
    private static boolean isPadding(ByteBuffer message, int from, AddressFamily family) {
        if (message.remaining() > family.paddedBytes()) {
            return false;
        }
        for (int at = from; at < message.limit(); at++) {
            if (message.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private static ChecksumDialect dialectOf(
            ByteBuffer message,
            int length,
            ProtocolVersion version,
            AddressFamily family,
            InetAddress source,
            InetAddress destination) {
        long sum = InternetChecksum.add(0, message, message.position(), message.position() + length);
        if (version == ProtocolVersion.V3) {
            if (InternetChecksum.finish(sum + pseudoHeader(source, destination, length)) == 0) {
                return ChecksumDialect.WITH_PSEUDO_HEADER;
            }
            if (family == AddressFamily.IPV6) {
                return null;
            }
        }
        if (InternetChecksum.finish(sum) == 0) {
            return ChecksumDialect.MESSAGE_ONLY;
        }
        boolean ofGroup = version == ProtocolVersion.V3
                && !destination.isMulticastAddress()
                && InternetChecksum.finish(sum + pseudoHeader(source, family.multicastGroup(), length)) == 0;
        return ofGroup ? ChecksumDialect.PSEUDO_HEADER_OF_GROUP : null;
    }

    /**
     * The sum of a pseudo-header. IPv4's (zero, protocol, 16-bit length) and IPv6's (32-bit length, zeros, next
     * header; RFC 8200, 8.1) add up alike, because a VRRP message is shorter than 65536 bytes.
     */
    private static long pseudoHeader(InetAddress source, InetAddress destination, int length) {
        long sum = InternetChecksum.add(PROTOCOL + length, source.getAddress());
        return InternetChecksum.add(sum, destination.getAddress());
    }

    /**
     * Encodes an advertisement for one packet.
     *
     * @param source the packet's source address; only looked at when the dialect has a pseudo-header
     * @param destination the packet's destination, likewise
     * @param dialect only matters for version 3 over IPv4; version 2 is always the message alone, IPv6 never
     * @throws IllegalArgumentException for a dialect that is never sent, or an authentication that cannot be
     */
    public static EncodedMessage encode(
            Advertisement advertisement, InetAddress source, InetAddress destination, ChecksumDialect dialect) {
        ProtocolVersion version = advertisement.version();
        AddressFamily family = advertisement.addresses().family();
        int count = advertisement.addresses().size();
        ByteBuffer message = ByteBuffer.allocate(length(version, family, count));
        int units = version.units(advertisement.interval());
        message.put(0, (byte) (version.number() << 4 | TYPE_ADVERTISEMENT));
        message.put(1, (byte) advertisement.vrid());
        message.put(2, (byte) advertisement.priority());
        message.put(3, (byte) count);
        if (version == ProtocolVersion.V2) {
            message.put(4, (byte) advertisement.authentication().type());
            message.put(5, (byte) units);
            putAuthentication(message, advertisement.authentication());
        } else {
            message.putShort(4, (short) units);
        }
        advertisement.addresses().write(message, FIXED_BYTES);
        long sum = InternetChecksum.add(0, message, 0, message.capacity());
        if (hasPseudoHeader(version, family, dialect)) {
            sum += pseudoHeader(source, destination, message.capacity());
        }
        message.putShort(CHECKSUM_AT, (short) InternetChecksum.finish(sum));
        return new EncodedMessage(message.array());
    }

    private static void putAuthentication(ByteBuffer message, Authentication authentication) {
        switch (authentication) {
            case Authentication.None _ -> {}
            case Authentication.SimpleText text ->
                message.put(message.capacity() - Authentication.DATA_BYTES, text.data());
            case Authentication.Unsupported other ->
                throw new IllegalArgumentException("authentication type " + other.type() + " cannot be sent");
        }
    }

    private static boolean hasPseudoHeader(ProtocolVersion version, AddressFamily family, ChecksumDialect dialect) {
        return switch (dialect) {
            case MESSAGE_ONLY -> family == AddressFamily.IPV6;
            case WITH_PSEUDO_HEADER -> version == ProtocolVersion.V3;
            case PSEUDO_HEADER_OF_GROUP -> throw new IllegalArgumentException(dialect + " is never sent");
        };
    }

    private static String hex(short value) {
        return String.format("0x%04x", value & 0xffff);
    }
}
