package holdfast.conf.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What was worked out for a text, for the next time it comes: the lines of a large file are mostly a few dozen, said again
 * and again. Bounded: what was seen long ago may be worked out once more. One object belongs to one run of the parser.
 */
final class SeenTexts<V> {
    private static final int SLOTS = 1 << 12;

    /** Longer ones are hardly ever said twice. */
    private static final int MAX_LENGTH = 200;

    private final Function<String, V> work;
    private final List<Seen<V>> slots = new ArrayList<>(Collections.nCopies(SLOTS, null));

    private record Seen<V>(String text, V result) {}

    SeenTexts(Function<String, V> work) {
        this.work = work;
    }

    V get(String text) {
        if (text.length() > MAX_LENGTH) {
            return work.apply(text);
        }
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
        Seen<V> seen = slots.get(slot);
        if (seen != null && seen.text.equals(text)) {
            return seen.result;
        }
        V result = work.apply(text);
        slots.set(slot, new Seen<>(text, result));
        return result;
    }
}
