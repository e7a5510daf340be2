package holdfast.conf.syntax;

/**
 * Whether a file is text at all. One that is not, a picture or an archive, would give thousands of messages about words
 * nobody wrote.
 */
final class TextCheck {
    /** Bytes that are looked at. */
    private static final int START = 1 << 16;
    /** So many control characters may be a mishap in a text. */
    private static final int FEW = 256;
    /** One control character in so many: random bytes have one in nine. */
    private static final int RARE = 32;

    private TextCheck() {}

    /** Whether the start of a file is full of bytes that no text has, in whatever encoding. */
    static boolean isBinary(byte[] bytes) {
        if (bytes.length > 1 && ((bytes[0] & 0xff) == 0xff || (bytes[0] & 0xff) == 0xfe)) {
            return false; // perhaps UTF-16, about which there is a message of its own
        }
        int length = Math.min(bytes.length, START);
        int controls = 0;
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            boolean control = b > 0 && b < ' ' && (b < '\t' || b > '\r'); // NUL has a message of its own
            controls += control ? 1 : 0;
        }
        return controls > FEW && controls > length / RARE;
    }
}
