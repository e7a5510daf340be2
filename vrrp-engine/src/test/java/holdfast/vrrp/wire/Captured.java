package holdfast.vrrp.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A message that keepalived sent. */
final class Captured {
    private final InetAddress source;
    private final InetAddress destination;
    private final byte[] message;

    private Captured(InetAddress source, InetAddress destination, byte[] message) {
        this.source = source;
        this.destination = destination;
        this.message = message;
    }

    InetAddress source() {
        return source;
    }

    InetAddress destination() {
        return destination;
    }

    byte[] message() {
        return message.clone();
    }

    static Captured named(String name) {
        try (InputStream file = Captured.class.getResourceAsStream("keepalived-2.2.7.txt")) {
            String[] words = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\\s+"))
                    .filter(line -> line[0].equals(name))
                    .findFirst()
                    .orElseThrow();
            return new Captured(
                    InetAddress.ofLiteral(words[1]),
                    InetAddress.ofLiteral(words[2]),
                    HexFormat.of().parseHex(words[3]));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    DecodeResult decode() {
        return decode(message);
    }

    /** Decodes other bytes as if they had come in the same packet. */
    DecodeResult decode(byte[] bytes) {
        return AdvertisementCodec.decode(ByteBuffer.wrap(bytes), AddressFamily.of(source), source, destination);
    }

    /** The message with one byte changed, and a checksum that is right again. */
    byte[] with(int index, int value) {
        byte[] changed = message.clone();
        changed[index] = (byte) value;
        return resummed(changed);
    }

    /** A right checksum for these bytes; written apart from the code under test. */
    byte[] resummed(byte[] bytes) {
        byte[] summed = bytes.clone();
        summed[6] = 0;
        summed[7] = 0;
        int sum = (summed[0] & 0xf0) == 0x20
                ? 0
                : words(source.getAddress()) + words(destination.getAddress()) + 112 + summed.length;
        sum += words(summed);
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        summed[6] = (byte) (~sum >> 8);
        summed[7] = (byte) ~sum;
        return summed;
    }

    private static int words(byte[] bytes) {
        byte[] even = Arrays.copyOf(bytes, bytes.length + (bytes.length & 1));
        int sum = 0;
        for (int at = 0; at < even.length; at += 2) {
            sum += (even[at] & 0xff) << 8 | (even[at + 1] & 0xff);
        }
        return sum;
    }
}
