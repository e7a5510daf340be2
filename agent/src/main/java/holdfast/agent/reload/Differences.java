package holdfast.agent.reload;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Collects in words what differs between something before and after. */
final class Differences {
    private final List<String> phrases = new ArrayList<>();

    /** {@code WHAT a to b} where the two differ. */
    <T> Differences of(String what, T before, T after, Function<T, String> text) {
        if (!Objects.equals(before, after)) {
            phrases.add(what + " " + text.apply(before) + " to " + text.apply(after));
        }
        return this;
    }

    Differences number(String what, long before, long after) {
        return of(what, before, after, String::valueOf);
    }

    Differences time(String what, Duration before, Duration after) {
        return of(what, before, after, Differences::seconds);
    }

    /** {@code WHAT on} or {@code WHAT off}. */
    Differences onOff(String what, boolean before, boolean after) {
        if (before != after) {
            phrases.add(what + (after ? " on" : " off"));
        }
        return this;
    }

    /** Only says that it changed, for what is secret or long. */
    Differences changed(String what, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            phrases.add(what + " changed");
        }
        return this;
    }

    /** {@code more x, y} and {@code less z}. */
    <T> Differences members(
            String more, String less, Collection<T> before, Collection<T> after, Function<T, String> text) {
        list(more, after, before, text);
        list(less, before, after, text);
        return this;
    }

    private <T> void list(String what, Collection<T> these, Collection<T> others, Function<T, String> text) {
        List<String> names =
                these.stream().filter(one -> !others.contains(one)).map(text).toList();
        if (!names.isEmpty()) {
            phrases.add(what + " " + String.join(", ", names));
        }
    }

    Differences say(String phrase) {
        phrases.add(phrase);
        return this;
    }

    /** Something differs, and nothing above says what. */
    Differences orElse(String phrase, boolean differs) {
        if (phrases.isEmpty() && differs) {
            phrases.add(phrase);
        }
        return this;
    }

    boolean areNone() {
        return phrases.isEmpty();
    }

    String words() {
        return String.join("; ", phrases);
    }

    /** {@code 0.5 s}. */
    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
