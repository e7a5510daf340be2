package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.syntax.Word;
import java.util.Optional;

/**
 * {@code weight N [reverse]}.
 *
 * @param value the number
 * @param reverse whether good and bad are exchanged
 */
record Weight(int value, boolean reverse) {

    /** The arguments of a {@code weight} keyword. */
    static Argument<Weight> upTo(int limit) {
        return new Argument.Described<>(() -> -limit + ".." + limit + " [reverse]", in -> {
            Optional<Integer> value = Kinds.integer(-limit, limit).read(in);
            boolean reverse = in.take("reverse");
            in.peek().filter(word -> !reverse && !in.beginsStatement(word)).ifPresent(word -> {
                in.take();
                unknownOption(in, word, "'reverse', or nothing");
            });
            return value.map(number -> new Weight(number, reverse));
        });
    }

    /** Complains about a word that is no option of a line. */
    static void unknownOption(Arguments in, Word word, String expected) {
        unknownOption(in, word, Optional.empty(), expected);
    }

    /** The same, when it is known what was meant. */
    static void unknownOption(Arguments in, Word word, Optional<String> meant, String expected) {
        String text = word.text();
        String hint =
                text.indexOf('=') > 0 ? "write '" + text.replace('=', ' ') + "', without '='" : "expected " + expected;
        in.problem(
                Rule.UNKNOWN_OPTION,
                word,
                "'" + text + "' is no option here"
                        + meant.map(option -> "; did you mean '" + option + "'?")
                                .orElse(""),
                meant.map(option -> "write '" + option + "'").orElse(hint));
    }
}
