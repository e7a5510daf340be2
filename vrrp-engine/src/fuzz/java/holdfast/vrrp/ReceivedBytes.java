package holdfast.vrrp;

import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.AdvertisementCodec;
import holdfast.vrrp.wire.InternetChecksum;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packets cut from an input. Each begins with a byte of circumstances (0x01: IPv6; 0x06: destination; 0x08: checksum made right, 0x10: with a
 * pseudo-header; 0x60: source; 0x80: the next byte is its TTL, which is 255 else), and a byte that says how long the message is.
 */
final class ReceivedBytes {
    /** So many bytes are before and behind a message in its buffer. */
    static final int MARGIN = 32;

    private static final int MOST_PACKETS = 64;
    private static final int CHECKSUM_AT = 6;
    private static final List<InetAddress> SOURCES = addresses("10.77.0.1", "10.77.0.2", "10.77.0.3", "10.77.0.9");
    private static final List<InetAddress> SOURCES6 = addresses("fe80::1", "fe80::2", "fe80::3", "2001:db8::9");
    private static final List<InetAddress> DESTINATIONS =
            addresses("224.0.0.18", "10.77.0.2", "224.0.0.19", "10.77.0.100");
    private static final List<InetAddress> DESTINATIONS6 = addresses("ff02::12", "fe80::2", "ff02::13", "2001:db8::2");

    /**
     * A packet.
     *
     * @param message as long as its buffer
     */
    record Packet(AddressFamily family, InetAddress source, InetAddress destination, int timeToLive, byte[] message) {
        /** The message in the middle of a larger buffer that is full of something else. */
        ByteBuffer within(byte surroundings) {
            byte[] all = new byte[message.length + 2 * MARGIN];
            Arrays.fill(all, surroundings);
            System.arraycopy(message, 0, all, MARGIN, message.length);
            return ByteBuffer.wrap(all, MARGIN, message.length);
        }
    }

    private ReceivedBytes() {}

    private static List<InetAddress> addresses(String... texts) {
        return Arrays.stream(texts).map(InetAddress::ofLiteral).toList();
    }

    static List<Packet> packets(ByteBuffer input) {
        List<Packet> packets = new ArrayList<>();
        while (input.remaining() >= 3 && packets.size() < MOST_PACKETS) {
            int circumstances = input.get();
            int timeToLive = (circumstances & 0x80) == 0 ? AdvertisementCodec.TIME_TO_LIVE : input.get() & 0xFF;
            byte[] message = new byte[Math.min(input.get() & 0xFF, input.remaining())];
            input.get(message);
            packets.add(packet(circumstances, timeToLive, message));
        }
        return packets;
    }

    private static Packet packet(int circumstances, int timeToLive, byte[] message) {
        boolean six = (circumstances & 0x01) != 0;
        InetAddress source = (six ? SOURCES6 : SOURCES).get((circumstances & 0x60) >> 5);
        InetAddress destination = (six ? DESTINATIONS6 : DESTINATIONS).get((circumstances & 0x06) >> 1);
        if ((circumstances & 0x08) != 0 && message.length >= CHECKSUM_AT + 2) {
            boolean pseudo = (circumstances & 0x10) != 0;
            sum(message, pseudo ? List.of(source, destination) : List.of());
        }
        return new Packet(six ? AddressFamily.IPV6 : AddressFamily.IPV4, source, destination, timeToLive, message);
    }

    private static void sum(byte[] message, List<InetAddress> pseudoHeader) {
        ByteBuffer bytes = ByteBuffer.wrap(message).putShort(CHECKSUM_AT, (short) 0);
        long sum = InternetChecksum.add(0, message);
        for (InetAddress address : pseudoHeader) {
            sum = InternetChecksum.add(sum, address.getAddress());
        }
        long rest = pseudoHeader.isEmpty() ? 0 : AdvertisementCodec.PROTOCOL + message.length;
        bytes.putShort(CHECKSUM_AT, (short) InternetChecksum.finish(sum + rest));
    }
}
