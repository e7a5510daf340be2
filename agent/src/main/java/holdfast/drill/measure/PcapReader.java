package holdfast.drill.measure;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the classic capture file format, nanosecond flavour, little endian, link type LINUX_SLL2, as {@code tcpdump -i any -y
 * LINUX_SLL2 --time-stamp-precision=nano -w -} writes it on this machine (pcap-savefile(5)).
 */
final class PcapReader {
    private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
    private static final int LINKTYPE_LINUX_SLL2 = 276;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int LONGEST_PACKET = 1 << 18;

    private final DataInputStream input;
    private final ByteBuffer recordHeader = ByteBuffer.allocate(RECORD_HEADER).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Reads the file header.
     *
     * @throws IOException when the stream ends or is something else
     */
    PcapReader(InputStream input) throws IOException {
        this.input = new DataInputStream(input);
        ByteBuffer header = ByteBuffer.allocate(FILE_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        this.input.readFully(header.array());
        if (header.getInt(0) != MAGIC_NANOSECONDS) {
            throw new IOException("not a little-endian nanosecond capture: %08x".formatted(header.getInt(0)));
        }
        if (header.getInt(20) != LINKTYPE_LINUX_SLL2) {
            throw new IOException("link type " + header.getInt(20) + ", expected LINUX_SLL2");
        }
    }

    /** The next packet; empty at the end of the stream, also in the middle of a record. */
    Optional<CapturedFrame> next() throws IOException {
        try {
            input.readFully(recordHeader.array());
            Instant at = Instant.ofEpochSecond(Integer.toUnsignedLong(recordHeader.getInt(0)), recordHeader.getInt(4));
            int length = recordHeader.getInt(8);
            if (length < 0 || length > LONGEST_PACKET) {
                throw new IOException("a captured packet of " + length + " octets");
            }
            byte[] octets = new byte[length];
            input.readFully(octets);
            return Optional.of(new CapturedFrame(at, octets));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** A packet with its LINUX_SLL2 header. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two methods, never compared
    record CapturedFrame(Instant at, byte[] octets) {}
}
