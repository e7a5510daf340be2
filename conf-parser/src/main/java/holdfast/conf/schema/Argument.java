package holdfast.conf.schema;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A kind of argument: takes words from a statement and makes a value of them.
 *
 * @param <T> the value
 */
@FunctionalInterface
interface Argument<T> {
    /** What a kind says that does not describe itself; {@code KeywordReferenceTest} finds rows that show it. */
    String UNDESCRIBED = "?";

    /**
     * Reads the value.
     *
     * @param in the words; those not taken are reported by the caller
     * @return empty when there is no usable value, which has then been reported
     */
    Optional<T> read(Arguments in);

    /**
     * What may be written, in words for the reference: placeholders in capitals, keywords as they are, optional parts in
     * brackets, then range and unit, such as {@code 1..255} or {@code ADDRESS [PORT]}. Empty: no argument.
     */
    default String syntax() {
        return UNDESCRIBED;
    }

    /** How many words it takes that stand alone: further ones have to be in one pair of quotes with the first. Of commands. */
    default int wordsOutsideQuotes() {
        return Integer.MAX_VALUE;
    }

    /** A kind that describes itself. */
    static <T> Argument<T> of(String syntax, Argument<T> reader) {
        return new Described<>(() -> syntax, reader);
    }

    /** The same, described in other words. */
    default Argument<T> as(String syntax) {
        return of(syntax, this);
    }

    /** The same, with a value to use when the one given is no good. */
    default Argument<T> orElse(T fallback) {
        return new Described<>(this::syntax, in -> read(in).or(() -> Optional.of(fallback)));
    }

    /** The same, made into something else. */
    default <R> Argument<R> map(Function<T, R> function) {
        return new Described<>(this::syntax, in -> read(in).map(function));
    }

    /** The same, every problem being an error: without this value the block cannot run. */
    default Argument<T> essential() {
        return new Described<>(this::syntax, in -> {
            in.escalate();
            return read(in);
        });
    }

    /**
     * A kind with its description, which is put into words only when the reference is made.
     *
     * @param words the description
     * @param reader reads the value
     */
    record Described<T>(Supplier<String> words, Argument<T> reader) implements Argument<T> {
        @Override
        public Optional<T> read(Arguments in) {
            return reader.read(in);
        }

        @Override
        public String syntax() {
            return words.get();
        }
    }
}
