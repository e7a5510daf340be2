package holdfast.vrrp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets one line in {@value #WINDOW_SECONDS} s through for each subject and source, and counts the others. A
 * stranger's packets fill neither the log nor the memory: at most {@value #MOST_KEYS} pairs are remembered, the one
 * seen first is forgotten first.
 */
final class LogLimiter {
    private static final int WINDOW_SECONDS = 10;
    private static final int MOST_KEYS = 256;
    private static final long WINDOW_NANOS = WINDOW_SECONDS * 1_000_000_000L;

    private final Map<Key, Window> windows = new LinkedHashMap<>();
    private boolean anyFull;
    private Window overflow = new Window(0);

    private record Key(String subject, Object source) {}

    private static final class Window {
        private long openedAt;
        private long suppressed;

        Window(long openedAt) {
            this.openedAt = openedAt;
        }
    }

    /** The text to add to the line, if it may be written now: empty, or how many like it were not written. */
    Optional<String> admit(String subject, Object source, long now) {
        Key key = new Key(subject, source);
        Window window = windows.get(key);
        if (window == null) {
            return admitNew(key, now);
        }
        if (now - window.openedAt < WINDOW_NANOS) {
            window.suppressed++;
            return Optional.empty();
        }
        return Optional.of(reopen(window, now));
    }

    /** When every remembered pair is still within its window, all new ones share a single window. */
    private Optional<String> admitNew(Key key, long now) {
        if (windows.size() < MOST_KEYS) {
            windows.put(key, new Window(now));
            return Optional.of("");
        }
        var eldest = windows.entrySet().iterator().next();
        if (now - eldest.getValue().openedAt >= WINDOW_NANOS) {
            windows.remove(eldest.getKey());
            windows.put(key, new Window(now));
            return Optional.of("");
        }
        if (anyFull && now - overflow.openedAt < WINDOW_NANOS) {
            overflow.suppressed++;
            return Optional.empty();
        }
        if (!anyFull) {
            anyFull = true;
            overflow = new Window(now);
            return Optional.of("");
        }
        return Optional.of(reopen(overflow, now));
    }

    private static String reopen(Window window, long now) {
        String text = window.suppressed == 0 ? "" : " (and " + window.suppressed + " more like it)";
        window.openedAt = now;
        window.suppressed = 0;
        return text;
    }
}
