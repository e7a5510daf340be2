package holdfast.conf.again;

import java.util.Arrays;

/**
 * Where the text of a {@code virtual_server} block stands in a file.
 *
 * @param start where its first line begins
 * @param end behind the line feed of its last line
 * @param firstLine from 1
 * @param lastLine from 1
 * @param hash of its bytes
 */
record ServerBlock(int start, int end, int firstLine, int lastLine, long hash) {
    /** Whether the text is that of another block of another file, byte by byte. */
    boolean isAlike(byte[] file, ServerBlock other, byte[] otherFile) {
        return hash == other.hash && Arrays.equals(file, start, end, otherFile, other.start, other.end);
    }
}
