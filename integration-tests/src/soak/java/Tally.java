import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** How often each promise was checked, how often it was broken, and the worst figure seen. */
final class Tally {
    /** What is known of one promise. */
    static final class Entry {
        long checked;
        long broken;
        OptionalDouble worst = OptionalDouble.empty();
        String unit = "";
        String bound = "";
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<String> breaks = new ArrayList<>();
    private final Consumer<String> onBreak;
    private String context = "";

    /**
     * An empty tally.
     *
     * @param onBreak told of each broken promise
     */
    Tally(Consumer<String> onBreak) {
        this.onBreak = onBreak;
    }

    /** What is going on, for those who read of a broken promise. */
    void context(String now) {
        context = now;
    }

    void check(String promise, boolean kept, String detail) {
        Entry entry = entry(promise);
        entry.checked++;
        if (!kept) {
            entry.broken++;
            String told = promise + ": " + detail + " (" + context + ")";
            breaks.add(told);
            onBreak.accept(told);
        }
    }

    /** A figure that may not exceed a bound. */
    void measure(String promise, double value, double bound, String unit, String detail) {
        note(promise, value, unit, format(bound));
        check(promise, value <= bound, format(value) + unit + ", at most " + format(bound) + unit + ": " + detail);
    }

    private void note(String promise, double value, String unit, String bound) {
        Entry entry = entry(promise);
        entry.unit = unit;
        entry.bound = entry.bound.isEmpty() || Double.parseDouble(entry.bound) < Double.parseDouble(bound) ? bound : entry.bound;
        if (entry.worst.isEmpty() || entry.worst.getAsDouble() < value) {
            entry.worst = OptionalDouble.of(value);
        }
    }

    static String format(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private Entry entry(String promise) {
        return entries.computeIfAbsent(promise, key -> new Entry());
    }

    Map<String, Entry> entries() {
        return entries;
    }

    List<String> breaks() {
        return breaks;
    }
}
