package holdfast.agent.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestLineTest {
    private final RequestLine line = new RequestLine(5);

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void arrivesInParts() {
        assertFalse(line.take(bytes("ab")));
        ByteBuffer rest = bytes("cde\nfg");
        assertTrue(line.take(rest));
        assertEquals(2, rest.remaining());
        assertFalse(line.isTooLong());
        assertArrayEquals(new byte[] {'a', 'b', 'c', 'd', 'e'}, line.remove());
        assertEquals(0, line.size());
    }

    @Test
    void keepsNoMoreThanTheLongestAndFindsTheEnd() {
        assertFalse(line.take(bytes("abcdefgh")));
        assertTrue(line.isTooLong());
        assertEquals(5, line.size());
        assertTrue(line.take(bytes("ij\n")));
        assertArrayEquals(new byte[] {'a', 'b', 'c', 'd', 'e'}, line.remove());
    }
}
