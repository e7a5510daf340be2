package holdfast.conf.syntax;

import holdfast.conf.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts script values: the first word may be quoted with {@code '} or {@code "} or both in turn and have escapes; what it
 * contains is then cut into arguments by the same rules once more. No shell has a part in it.
 *
 * <p>Escapes as in keepalived.conf(5): {@code \a \b \E \f \n \r \t \v}, one to three octal digits, {@code \xHH},
 * {@code \cX}; a backslash before anything else makes it literal.
 */
public final class ScriptWords {
    private ScriptWords() {}

    /**
     * A value of a script keyword.
     *
     * @param argv program and arguments; empty when the text is empty
     * @param span where the command stands
     * @param rest words after the command, such as user and group
     * @param unclosed the quote that is not closed, if there is one
     */
    public record Command(List<String> argv, SourceSpan span, List<Word> rest, Optional<Character> unclosed) {
        /** The same command with other words after it. */
        public Command withRest(List<Word> other) {
            return new Command(argv, span, List.copyOf(other), unclosed);
        }
    }

    /**
     * The value of a statement whose quotes and escapes are those of a script, but which is one text, such as a regular
     * expression.
     *
     * @param statement the statement; the value begins after its first word
     * @return empty when there is nothing after the keyword
     */
    public static Optional<String> text(Statement statement) {
        MappedText value = value(statement);
        return value.isEmpty() ? Optional.empty() : Optional.of(new Cutter(value.text()).next());
    }

    private static MappedText value(Statement statement) {
        MappedText text = statement.text();
        int start = statement.keyword().offset() + statement.keyword().text().length();
        start += statement.keyword().quoted() ? 2 : 0;
        return text.slice(Math.min(start, text.length()), text.length()).trim();
    }

    /**
     * The script value of a statement.
     *
     * @param statement the statement; the value begins after its first word
     * @return empty when there is nothing after the keyword
     */
    public static Optional<Command> of(Statement statement) {
        MappedText value = value(statement);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Cutter outer = new Cutter(value.text());
        String command = outer.next();
        Cutter inner = new Cutter(command);
        List<String> argv = new ArrayList<>();
        while (inner.hasNext()) {
            argv.add(inner.next());
        }
        MappedText rest = value.slice(outer.position, value.length());
        return Optional.of(new Command(
                List.copyOf(argv),
                value.span(0, outer.position),
                Words.of(rest),
                outer.unclosed.or(() -> inner.unclosed)));
    }

    /** Takes one word after another from a string. */
    private static final class Cutter {
        private final String text;
        private int position;
        private Optional<Character> unclosed = Optional.empty();

        Cutter(String text) {
            this.text = text;
        }

        boolean hasNext() {
            while (position < text.length() && MappedText.isBlank(text.charAt(position))) {
                position++;
            }
            return position < text.length();
        }

        /** Quoted and bare parts up to a blank outside quotes. */
        String next() {
            var word = new StringBuilder();
            char quote = 0;
            while (position < text.length()) {
                char c = text.charAt(position);
                if (c == '\\' && position + 1 < text.length()) {
                    position++;
                    escape(word);
                    continue;
                }
                if (quote == 0 && MappedText.isBlank(c)) {
                    break;
                }
                position++;
                if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            }
            if (quote != 0) {
                unclosed = Optional.of(quote);
            }
            return word.toString();
        }

        /** {@code position} is at the character after the backslash. */
        private void escape(StringBuilder word) {
            char c = text.charAt(position++);
            switch (c) {
                case 'a' -> word.append('\007');
                case 'b' -> word.append('\b');
                case 'E' -> word.append('\033');
                case 'f' -> word.append('\f');
                case 'n' -> word.append('\n');
                case 'r' -> word.append('\r');
                case 't' -> word.append('\t');
                case 'v' -> word.append('\013');
                case 'x' -> number(word, 16, 2, c);
                case 'c' -> {
                    if (position < text.length()) {
                        word.append((char) (text.charAt(position++) & 0x1f));
                    }
                }
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    position--;
                    number(word, 8, 3, c);
                }
                default -> word.append(c);
            }
        }

        private void number(StringBuilder word, int radix, int maxDigits, char literal) {
            int end = position;
            int value = 0;
            while (end < text.length() && end - position < maxDigits && Character.digit(text.charAt(end), radix) >= 0) {
                value = value * radix + Character.digit(text.charAt(end++), radix);
            }
            if (end == position) {
                word.append(literal);
            } else {
                word.append((char) (value & 0xff));
                position = end;
            }
        }
    }
}
