package holdfast.conf.effective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * How the components of one record of the model are written.
 *
 * @param <R> the record
 */
final class Rules<R> {
    private final Class<R> type;
    private final Map<String, BiConsumer<R, Body>> rules = new LinkedHashMap<>();

    private Rules(Class<R> type) {
        this.type = type;
    }

    /** No rules yet. */
    static <R extends Record> Rules<R> of(Class<R> type) {
        return new Rules<>(type);
    }

    /** A component, and what it adds to the block it is in. Order counts. */
    Rules<R> print(String component, BiConsumer<R, Body> rule) {
        if (rules.put(component, rule) != null) {
            throw new IllegalStateException(type + " has two rules for " + component);
        }
        return this;
    }

    /** Components that are written by the rule of another component or record. */
    Rules<R> elsewhere(String... components) {
        for (String component : components) {
            print(component, (_, _) -> {});
        }
        return this;
    }

    /** Adds everything a record says. */
    void apply(R value, Body body) {
        rules.values().forEach(rule -> rule.accept(value, body));
    }

    Class<R> type() {
        return type;
    }

    /** The components that have a rule. */
    Set<String> components() {
        return rules.keySet();
    }
}
