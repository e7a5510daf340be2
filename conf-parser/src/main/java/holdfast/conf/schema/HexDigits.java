package holdfast.conf.schema;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.syntax.Word;
import java.util.Optional;

/**
 * Bytes as {@code UDP_CHECK} has them: hexadecimal digits in groups of any length; the last byte of a group may have one
 * digit (keepalived.conf(5): {@code Ab12f 3} is AB 12 0F 03).
 */
final class HexDigits {
    private HexDigits() {}

    /** Bytes, two digits each. */
    static Argument<String> bytes() {
        return Argument.of("HEX ...", in -> read(in, false));
    }

    /** Bytes in which {@code x} stands for any digit; nothing at all is the empty pattern. */
    static Argument<String> pattern() {
        return Argument.of("[HEX-OR-X ...]", in -> in.peek().isEmpty() ? Optional.of("") : read(in, true));
    }

    private static Optional<String> read(Arguments in, boolean wildcards) {
        Optional<Word> first = in.required("hexadecimal digits, such as 'ab 12 0f'");
        var digits = new StringBuilder();
        for (Optional<Word> word = first; word.isPresent(); word = in.take()) {
            for (String group : word.get().text().split("\\s+", -1)) {
                if (!append(digits, group, wildcards)) {
                    in.takeAll();
                    in.problem(
                            Rule.HEX_DIGITS,
                            word.get(),
                            "'" + word.get().text() + "' is not made of hexadecimal digits",
                            wildcards ? "0 to 9, a to f, and x for any digit" : "0 to 9 and a to f");
                    return Optional.empty();
                }
            }
        }
        return first.map(_ -> digits.toString());
    }

    private static boolean append(StringBuilder digits, String group, boolean wildcards) {
        for (int i = 0; i < group.length(); i++) {
            char c = Character.toLowerCase(group.charAt(i));
            boolean good = (Character.digit(c, 16) >= 0 && c < 128) || (wildcards && c == 'x');
            if (!good) {
                return false;
            }
            boolean alone = i == group.length() - 1 && i % 2 == 0;
            digits.append(alone ? "0" : "").append(c);
        }
        return true;
    }
}
