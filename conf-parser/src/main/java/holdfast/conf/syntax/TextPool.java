package holdfast.conf.syntax;

/**
 * Parts of texts, one object for those that are alike. A large file says the same few hundred words over and over; as one
 * object each they need little memory, and what was worked out once (their hash) serves all of them.
 *
 * <p>Bounded: a part that was seen long ago may become a second object. One pool belongs to one run of the parser.
 */
final class TextPool {
    private static final int SLOTS = 1 << 10;

    /** Longer ones are hardly ever said twice. */
    private static final int MAX_LENGTH = 48;

    private final String[] slots = new String[SLOTS];

    /** Characters {@code start} (inclusive) to {@code end} (exclusive) of a text. */
    String part(String text, int start, int end) {
        int length = end - start;
        if (length > MAX_LENGTH || length == text.length()) {
            return text.substring(start, end);
        }
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        String known = slots[slot];
        if (known != null && known.length() == length && text.startsWith(known, start)) {
            return known;
        }
        String part = text.substring(start, end);
        slots[slot] = part;
        return part;
    }
}
