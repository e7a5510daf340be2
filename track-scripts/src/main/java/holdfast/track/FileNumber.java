package holdfast.track;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The number at the start of a tracked file, as strtol(3) with base 0 reads it: {@code 0x1f}, {@code 017}, {@code -5}.
 * What follows the number is passed over, as keepalived 2.2.7 does: {@code 12abc} is 12, {@code abc} and {@code 08} are 0.
 *
 * @param value the number; empty if it is out of range, when the file is to be ignored
 * @param complaint what to warn about
 */
record FileNumber(OptionalInt value, Optional<String> complaint) {

    /** A file that is not there, or has nothing in it. */
    static final FileNumber NONE = new FileNumber(OptionalInt.of(0), Optional.empty());

    /**
     * Reads the number.
     *
     * @param text what the file holds; blank means 0
     */
    static FileNumber parse(String text) {
        String number = text.strip();
        if (number.isEmpty()) {
            return NONE;
        }
        boolean signed = number.startsWith("-") || number.startsWith("+");
        int start = signed ? 1 : 0;
        int radix = radixAt(number, start);
        int from = radix == 16 ? start + 2 : start;
        int end = from;
        while (end < number.length() && number.charAt(end) < 128 && Character.digit(number.charAt(end), radix) >= 0) {
            end++;
        }
        if (end == from) {
            return zero("\"" + shortened(number) + "\" is not a number, 0 is taken");
        }
        try {
            int value = Integer.parseInt((number.startsWith("-") ? "-" : "") + number.substring(from, end), radix);
            return end == number.length()
                    ? new FileNumber(OptionalInt.of(value), Optional.empty())
                    : new FileNumber(
                            OptionalInt.of(value),
                            Optional.of("of \"" + shortened(number) + "\" only the first part is a number, " + value));
        } catch (NumberFormatException e) {
            return new FileNumber(
                    OptionalInt.empty(), Optional.of("Invalid number " + shortened(number) + ", it is ignored"));
        }
    }

    /** Zero, because of something to warn about. */
    static FileNumber zero(String complaint) {
        return new FileNumber(OptionalInt.of(0), Optional.of(complaint));
    }

    private static int radixAt(String number, int start) {
        if (!number.startsWith("0", start)) {
            return 10;
        }
        boolean hexadecimal = number.regionMatches(true, start, "0x", 0, 2)
                && number.length() > start + 2
                && Character.digit(number.charAt(start + 2), 16) >= 0;
        return hexadecimal ? 16 : 8;
    }

    private static String shortened(String text) {
        return text.length() <= 32 ? text : text.substring(0, 32) + "…";
    }
}
