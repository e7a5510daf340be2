package holdfast.conf.schema;

/** Whether words are numbers, told without regular expressions and streams: every number of a file is asked this. */
final class Digits {
    /** Digits that always fit into a long. */
    private static final int MAX_DIGITS = 18;

    /** Decimal places that are looked at. */
    private static final int MAX_PLACES = 40;

    private Digits() {}

    /** Whether a text is one decimal digit of ASCII or more, and nothing else. */
    static boolean only(String text) {
        return !text.isEmpty() && only(text, 0, text.length());
    }

    /** Whether a text is a sign or none, and 1 to 18 digits. */
    static boolean isInteger(String text) {
        int start = afterSign(text);
        int count = text.length() - start;
        return count >= 1 && count <= MAX_DIGITS && only(text, start, text.length());
    }

    /** Whether a text is a sign or none, up to 18 digits, and perhaps a point and up to 40 digits; one digit at least. */
    static boolean isDecimal(String text) {
        int start = afterSign(text);
        int point = text.indexOf('.', start);
        if (point < 0) {
            return isInteger(text);
        }
        int places = text.length() - point - 1;
        return point - start <= MAX_DIGITS
                && places <= MAX_PLACES
                && point - start + places >= 1
                && only(text, start, point)
                && only(text, point + 1, text.length());
    }

    private static int afterSign(String text) {
        return !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
    }

    private static boolean only(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
