package holdfast.check;

import java.nio.charset.StandardCharsets;

/**
 * Part of a body as a regular expression sees it: bytes as characters of the same number, or decoded UTF-8. Counts how often it is looked at,
 * so that no expression keeps the loop busy for long with a body made for that.
 */
final class SearchedText implements CharSequence {
    /** 0.1 to 0.2 s of work at worst; an ordinary search of a full window takes a tenth of it or less. */
    private static final long MOST_STEPS = 2_000_000;

    /** More steps than are good for the other checks. */
    static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    private final String decoded;
    private final byte[] bytes;
    private final int length;
    private long steps;

    /** @param decoded the text, or null for that of the bytes */
    SearchedText(String decoded, byte[] bytes, int length) {
        this.decoded = decoded;
        this.bytes = bytes;
        this.length = decoded == null ? length : decoded.length();
    }

    /** How many bytes of UTF-8 come before a character. */
    int bytesBefore(int index) {
        return decoded.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
    }

    boolean newlineBefore(int index) {
        for (int i = 0; i < index; i++) {
            if (charAt(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        steps++;
        if (steps > MOST_STEPS) {
            throw new TooManySteps();
        }
        return decoded == null ? (char) (bytes[index] & 0xff) : decoded.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    @Override
    public String toString() {
        return decoded == null ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1) : decoded;
    }
}
