package holdfast.conf.schema;

import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of argument: takes words from a statement and makes a value of them.
 *
 * @param <T> the value
 */
@FunctionalInterface
interface Argument<T> {
    /**
     * Reads the value.
     *
     * @param in the words; those not taken are reported by the caller
     * @return empty when there is no usable value, which has then been reported
     */
    Optional<T> read(Arguments in);

    /** The same, with a value to use when the one given is no good. */
    default Argument<T> orElse(T fallback) {
        return in -> read(in).or(() -> Optional.of(fallback));
    }

    /** The same, made into something else. */
    default <R> Argument<R> map(Function<T, R> function) {
        return in -> read(in).map(function);
    }

    /** The same, every problem being an error: without this value the block cannot run. */
    default Argument<T> essential() {
        return in -> {
            in.escalate();
            return read(in);
        };
    }
}
