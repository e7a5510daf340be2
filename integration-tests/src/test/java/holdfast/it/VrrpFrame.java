package holdfast.it;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An Ethernet frame with a VRRP advert from the client of a {@link Pair} to 224.0.0.18, octet by octet from RFC 791, RFC 3768
 * and RFC 9568, and ways to spoil it. The message's checksum is right unless {@link #corrupted}; the IP header is always right.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VrrpFrame(byte[] message, int timeToLive, boolean checksumRight) {
    private static final byte[] GROUP = {(byte) 224, 0, 0, 18};
    private static final byte[] GROUP_MAC = HexFormat.of().parseHex("01005e000012");
    private static final byte[] SENDER_MAC = HexFormat.of().parseHex("0200000000ee");
    private static final int CHECKSUM_AT = 6;
    private static final int IP_HEADER = 20;

    /** RFC 9568, 5.2; the checksum covers the message alone. */
    static VrrpFrame version3(int vrid, int priority, int centiseconds, InetAddress... addresses) {
        ByteBuffer message = ByteBuffer.allocate(8 + 4 * addresses.length);
        message.put((byte) 0x31).put((byte) vrid).put((byte) priority).put((byte) addresses.length);
        message.putShort((short) centiseconds).putShort((short) 0);
        for (InetAddress address : addresses) {
            message.put(address.getAddress());
        }
        return new VrrpFrame(message.array(), 255, true);
    }

    /** RFC 3768, 5.3, with RFC 2338's simple text password; an empty password means no authentication. */
    static VrrpFrame version2(int vrid, int priority, int seconds, String password, InetAddress... addresses) {
        ByteBuffer message = ByteBuffer.allocate(16 + 4 * addresses.length);
        message.put((byte) 0x21).put((byte) vrid).put((byte) priority).put((byte) addresses.length);
        message.put((byte) (password.isEmpty() ? 0 : 1)).put((byte) seconds).putShort((short) 0);
        for (InetAddress address : addresses) {
            message.put(address.getAddress());
        }
        message.put(Arrays.copyOf(password.getBytes(StandardCharsets.US_ASCII), 8));
        return new VrrpFrame(message.array(), 255, true);
    }

    VrrpFrame timeToLive(int other) {
        return new VrrpFrame(message, other, checksumRight);
    }

    /** The first octets of the message only. */
    VrrpFrame cutTo(int length) {
        return new VrrpFrame(Arrays.copyOf(message, length), timeToLive, checksumRight);
    }

    /** With octets behind the message that the IP header counts as part of it. */
    VrrpFrame extendedBy(int length) {
        return new VrrpFrame(Arrays.copyOf(message, message.length + length), timeToLive, checksumRight);
    }

    /** With another value of one octet of the message. */
    VrrpFrame octet(int at, int value) {
        byte[] other = message.clone();
        other[at] = (byte) value;
        return new VrrpFrame(other, timeToLive, checksumRight);
    }

    /** With a checksum that fits no way of computing it. */
    VrrpFrame corrupted() {
        return new VrrpFrame(message, timeToLive, false);
    }

    /** The whole frame. */
    byte[] encode() {
        ByteBuffer frame = ByteBuffer.allocate(14 + IP_HEADER + message.length);
        frame.put(GROUP_MAC).put(SENDER_MAC).putShort((short) 0x0800);
        frame.put(ipHeader());
        frame.put(withChecksum());
        return frame.array();
    }

    private byte[] ipHeader() {
        ByteBuffer header = ByteBuffer.allocate(IP_HEADER);
        header.put((byte) 0x45).put((byte) 0xc0).putShort((short) (IP_HEADER + message.length));
        header.putShort((short) 1).putShort((short) 0);
        header.put((byte) timeToLive).put((byte) 112).putShort((short) 0);
        header.put(Pair.CLIENT.getAddress()).put(GROUP);
        header.putShort(10, checksum(header.array()));
        return header.array();
    }

    private byte[] withChecksum() {
        byte[] whole = message.clone();
        if (whole.length >= CHECKSUM_AT + 2) {
            short sum = checksum(whole);
            ByteBuffer.wrap(whole).putShort(CHECKSUM_AT, (short) (checksumRight ? sum : sum ^ 0x0f0f));
        }
        return whole;
    }

    /** RFC 1071. */
    private static short checksum(byte[] octets) {
        int sum = 0;
        for (int at = 0; at < octets.length; at += 2) {
            int low = at + 1 < octets.length ? octets[at + 1] & 0xff : 0;
            sum += (octets[at] & 0xff) << 8 | low;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (short) ~sum;
    }
}
