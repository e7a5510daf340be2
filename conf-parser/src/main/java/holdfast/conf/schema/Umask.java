package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.syntax.Word;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The argument of {@code umask}: a number as in C, or names of bits with {@code |} between them (keepalived.conf(5); which
 * names there are was found out with keepalived 2.2.7).
 */
final class Umask {
    private static final int MAX = 0777;
    private static final String SYNTAX = "NUMBER | BITS such as IWGRP, IWOTH";
    private static final Map<String, Integer> BITS = bits();

    private Umask() {}

    private static Map<String, Integer> bits() {
        Map<String, Integer> bits = new HashMap<>();
        String[] who = {"OTH", "GRP", "USR"};
        String[] what = {"IX", "IW", "IR"};
        for (int i = 0; i < who.length; i++) {
            for (int j = 0; j < what.length; j++) {
                bits.put(what[j] + who[i], 1 << (3 * i + j));
            }
        }
        return bits;
    }

    static Argument<Integer> argument() {
        return Argument.of(
                SYNTAX,
                in -> in.required("a number such as 0027, or bits such as IWGRP|IWOTH")
                        .flatMap(word -> !word.text().isEmpty()
                                        && Character.isDigit(word.text().charAt(0))
                                ? number(in, word)
                                : names(in, word)));
    }

    private static Optional<Integer> number(Arguments in, Word word) {
        try {
            int mode = Integer.decode(word.text());
            if (mode <= MAX) {
                return Optional.of(mode);
            }
        } catch (NumberFormatException e) {
            in.problem(Rule.NOT_A_NUMBER, word, "'" + word.text() + "' is not a number", "write octal, such as 0027");
            return Optional.empty();
        }
        in.problem(
                Rule.OUT_OF_RANGE,
                word,
                "'umask " + word.text() + "' is out of range (0 to 0777)",
                word.text().startsWith("0")
                        ? "expected 0 to 0777"
                        : "write '0" + word.text() + "' for an octal number");
        return Optional.empty();
    }

    private static Optional<Integer> names(Arguments in, Word first) {
        int mode = 0;
        for (Optional<Word> word = Optional.of(first); word.isPresent(); word = in.take()) {
            for (String name : word.get().text().split("\\|", -1)) {
                Integer bit = name.isEmpty() ? Integer.valueOf(0) : BITS.get(name);
                if (bit == null) {
                    in.takeAll();
                    in.problem(
                            Rule.UNKNOWN_WORD,
                            word.get(),
                            "'" + name + "' is no bit of a file's mode",
                            Suggestions.choice(name, BITS.keySet())
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElse("such as IWGRP|IWOTH, or a number such as 0027"));
                    return Optional.empty();
                }
                mode |= bit;
            }
        }
        return Optional.of(mode);
    }
}
