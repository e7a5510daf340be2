package holdfast.conf.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a file that is all ASCII into lines straight from its bytes, each byte looked at once. Lines that are alike are one
 * object: a large file says a few dozen of them over and over.
 */
final class AsciiLines {
    private static final int SLOTS = 1 << 12;

    /** Longer ones are hardly ever said twice. */
    private static final int MAX_LENGTH = 96;

    private final byte[] bytes;
    private final String[] slots = new String[SLOTS];

    /** Where in the bytes the line of a slot was last seen. */
    private final int[] starts = new int[SLOTS];

    private AsciiLines(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The lines, when there is nothing but printable ASCII, blanks and line feeds in a file; any other byte, and the
     * caller must look at it more closely.
     *
     * @param bytes the file
     * @param length how many of its bytes count
     */
    static Optional<List<String>> of(byte[] bytes, int length) {
        return new AsciiLines(bytes).cut(length);
    }

    private Optional<List<String>> cut(int length) {
        List<String> lines = new ArrayList<>(length / 16);
        int start = 0;
        int hash = 0;
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b >= ' ' || b == '\t') { // negative: not ASCII
                hash = 31 * hash + b;
            } else if (b == '\n' && lines.size() < Limits.FILE_LINES) {
                lines.add(line(start, i, hash));
                start = i + 1;
                hash = 0;
            } else {
                return Optional.empty();
            }
        }
        if (start < length) {
            lines.add(line(start, length, hash));
        }
        return lines.size() > Limits.FILE_LINES ? Optional.empty() : Optional.of(lines);
    }

    private String line(int start, int end, int hash) {
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        String known = slots[slot];
        if (known != null && known.length() == end - start && isAlike(starts[slot], start, end - start)) {
            return known;
        }
        String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        if (line.length() <= MAX_LENGTH) {
            slots[slot] = line;
            starts[slot] = start;
        }
        return line;
    }

    private boolean isAlike(int a, int b, int length) {
        return Arrays.equals(bytes, a, a + length, bytes, b, b + length);
    }
}
