package holdfast.check;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes some of whose halves do not matter, as {@code UDP_CHECK} writes them: two hexadecimal digits a byte, {@code x} for any
 * digit.
 */
public final class BytePattern {
    private final byte[] values;
    private final byte[] masks;

    private BytePattern(byte[] values, byte[] masks) {
        this.values = values;
        this.masks = masks;
    }

    /**
     * Reads a pattern.
     *
     * @param digits an even number of hexadecimal digits and {@code x}, capital or small
     * @throws IllegalArgumentException something else is in it
     */
    public static BytePattern of(String digits) {
        int length = digits.length() / 2;
        if (digits.length() % 2 != 0) {
            throw new IllegalArgumentException("'" + digits + "' has half a byte");
        }
        byte[] values = new byte[length];
        byte[] masks = new byte[length];
        for (int i = 0; i < length; i++) {
            values[i] = (byte) (value(digits, 2 * i) << 4 | value(digits, 2 * i + 1));
            masks[i] = (byte) (mask(digits, 2 * i) << 4 | mask(digits, 2 * i + 1));
        }
        return new BytePattern(values, masks);
    }

    private static boolean isAny(char digit) {
        return digit == 'x' || digit == 'X';
    }

    private static int mask(String digits, int at) {
        return isAny(digits.charAt(at)) ? 0 : 0xF;
    }

    private static int value(String digits, int at) {
        char digit = digits.charAt(at);
        int value = isAny(digit) ? 0 : Character.digit(digit, 16);
        if (value < 0) {
            throw new IllegalArgumentException("'" + digit + "' is no hexadecimal digit");
        }
        return value;
    }

    /** Whether these bytes, from position to limit, match as far as both are long. */
    public boolean matchesStartOf(ByteBuffer bytes) {
        int length = Math.min(values.length, bytes.remaining());
        for (int i = 0; i < length; i++) {
            if ((bytes.get(bytes.position() + i) & masks[i]) != values[i]) {
                return false;
            }
        }
        return true;
    }

    /** The bytes, with 0 for every digit that does not matter. */
    public byte[] bytes() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytePattern pattern
                && Arrays.equals(values, pattern.values)
                && Arrays.equals(masks, pattern.masks);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(masks);
    }
}
