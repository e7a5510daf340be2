package holdfast.conf.schema;

import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values that were read without a finding, for lines that are alike: {@code connect_timeout 3} is read once, however often
 * it is written. Only what has no place in the file is kept. Bounded; one object belongs to one run of the parser.
 */
final class SeenValues {
    /** Different values of a keyword that are kept; addresses and names have no end. */
    private static final int EACH = 64;

    private final IdentityHashMap<Entry<?>, Map<String, Optional<?>>> values = new IdentityHashMap<>();

    /**
     * The value of a line, when one that is alike was read before.
     *
     * @param entry its keyword's row
     * @param statement the line
     * @return null when it must be read
     */
    @SuppressWarnings("unchecked") // kept under the same row, whose type it has
    <T> Optional<T> find(Entry.Value<?, T> entry, Statement statement) {
        String key = key(statement);
        Map<String, Optional<?>> known = key == null ? null : values.get(entry);
        return known == null ? null : (Optional<T>) known.get(key);
    }

    /**
     * Keeps the value of a line that was read to its end without a finding.
     *
     * @param entry its keyword's row
     * @param statement the line
     * @param value what it means
     */
    <T> void keep(Entry.Value<?, T> entry, Statement statement, Optional<T> value) {
        String key = key(statement);
        if (key == null || value.isEmpty() || !isPlain(value.get())) {
            return;
        }
        Map<String, Optional<?>> known = values.computeIfAbsent(entry, _ -> new HashMap<>());
        if (known.size() < EACH) {
            known.put(key, value);
        }
    }

    /** The word after the keyword, nothing for a keyword alone; null for lines with more, which are seldom alike. */
    private static String key(Statement statement) {
        List<Word> words = statement.words();
        if (statement.block().isPresent() || words.size() > 2) {
            return null;
        }
        return words.size() == 1
                ? ""
                : words.get(1).quoted() ? null : words.get(1).text();
    }

    private static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Duration
                || value instanceof Enum<?>
                || value instanceof InetAddress;
    }
}
