package holdfast.agent.log;

/**
 * Keeps one message one line. Words of a configuration, of a script's output or of a packet may hold line ends and terminal sequences;
 * written as they are, they could forge lines or take over the terminal of whoever reads the log.
 */
final class ControlCharacters {
    private ControlCharacters() {}

    /** The text with every control character as {@code \\x1b}; a text without any is returned as it is. */
    static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isHarmful(text.charAt(i))) {
                return escapeFrom(text, i);
            }
        }
        return text;
    }

    private static String escapeFrom(String text, int first) {
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmful(c)) {
                safe.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xF, 16));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    /** The C0 and C1 control characters and DEL; a tab does no harm. */
    private static boolean isHarmful(char c) {
        return Character.isISOControl(c) && c != '\t';
    }
}
