package holdfast.drill.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The first octets of a file that tcpdump 4.99.3 wrote. */
class PcapReaderTest {
    private static final String HEADER = "4d3cb2a1 0200 0400 00000000 00000000 00000400 14010000";

    /** Seconds 0x6b0211df, nanoseconds 0x031f504c, three octets of three. */
    private static final String RECORD = "df11026b 4c501f03 03000000 03000000 010203";

    @Test
    void readsPacketsWithTheirNanoseconds() throws IOException {
        PcapReader reader = reader(HEADER + RECORD);
        PcapReader.CapturedFrame frame = reader.next().orElseThrow();
        assertEquals(Instant.ofEpochSecond(0x6b0211dfL, 0x031f504c), frame.at());
        assertArrayEquals(new byte[] {1, 2, 3}, frame.octets());
        assertTrue(reader.next().isEmpty());
    }

    @Test
    void endsInTheMiddleOfARecordLikeAtItsEnd() throws IOException {
        PcapReader reader = reader(HEADER + RECORD.substring(0, RECORD.length() - 2));
        assertTrue(reader.next().isEmpty());
    }

    @Test
    void refusesAnotherLinkType() {
        assertThrows(IOException.class, () -> reader(HEADER.replace("14010000", "01000000")));
    }

    @Test
    void refusesMicroseconds() {
        assertThrows(IOException.class, () -> reader(HEADER.replace("4d3cb2a1", "d4c3b2a1")));
    }

    private static PcapReader reader(String hex) throws IOException {
        return new PcapReader(new ByteArrayInputStream(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }
}
