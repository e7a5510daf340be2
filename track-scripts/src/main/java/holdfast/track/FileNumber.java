package holdfast.track;

import java.util.Optional;

/** The number in a tracked file, as C's strtol(3) with base 0 reads it: {@code 0x1f}, {@code 017}, {@code -5}. */
record FileNumber(int value, Optional<String> complaint) {

    /**
     * Reads the number.
     *
     * @param text what the file holds; blank means 0
     */
    static FileNumber parse(String text) {
        String number = text.strip();
        if (number.isEmpty()) {
            return new FileNumber(0, Optional.empty());
        }
        boolean negative = number.startsWith("-");
        String digits = negative || number.startsWith("+") ? number.substring(1) : number;
        try {
            return bounded(magnitude(digits), negative, number);
        } catch (NumberFormatException e) {
            return new FileNumber(0, Optional.of("\"" + shortened(number) + "\" is not a number, 0 is taken"));
        }
    }

    private static long magnitude(String digits) {
        if (digits.isEmpty() || !Character.isLetterOrDigit(digits.charAt(0))) {
            throw new NumberFormatException("no digit"); // parseLong would take a second sign
        }
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return Long.parseUnsignedLong(digits, 2, digits.length(), 16);
        }
        return digits.startsWith("0") ? Long.parseLong(digits, 8) : Long.parseLong(digits);
    }

    private static FileNumber bounded(long magnitude, boolean negative, String number) {
        if (magnitude < 0 || magnitude > Integer.MAX_VALUE) {
            int limit = negative ? -Integer.MAX_VALUE : Integer.MAX_VALUE;
            return new FileNumber(limit, Optional.of(shortened(number) + " is out of range, " + limit + " is taken"));
        }
        return new FileNumber((int) (negative ? -magnitude : magnitude), Optional.empty());
    }

    private static String shortened(String text) {
        return text.length() <= 32 ? text : text.substring(0, 32) + "…";
    }
}
