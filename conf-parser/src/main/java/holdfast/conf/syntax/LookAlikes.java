package holdfast.conf.syntax;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import java.util.Locale;

/**
 * Characters that word processors and web pages put in the place of blanks, quotes and minus signs. They are read as
 * what they look like, with one warning a line.
 */
final class LookAlikes {
    private LookAlikes() {}

    /** The line as it looks. Text in double quotes is left alone, except for typographic quotes themselves. */
    static MappedText replace(MappedText line, DiagnosticSink sink) {
        char[] chars = null;
        int first = -1;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            char plain = plain(c);
            boolean change = plain != c && (!quoted || plain == '"');
            if (change) {
                chars = chars == null ? line.text().toCharArray() : chars;
                chars[i] = plain;
                first = first < 0 ? i : first;
            }
            if (change ? plain == '"' : c == '"') {
                quoted = !quoted;
            }
        }
        if (chars == null) {
            return line;
        }
        char found = line.charAt(first);
        sink.report(Diagnostic.of(
                        Rule.INVISIBLE_CHARACTER,
                        line.span(first, first + 1),
                        String.format(Locale.ROOT, "%s (U+%04X) is not what it looks like", name(found), (int) found))
                .withHint("type " + (plain(found) == ' ' ? "an ordinary blank" : "'" + plain(found) + "'")));
        return line.withText(new String(chars));
    }

    private static char plain(char c) {
        return switch (c) {
            case '\u00A0', '\u3000', '\u2007', '\u202F', '\u200B', '\uFEFF' -> ' ';
            case '\u201C', '\u201D', '\u201E', '\uFF02' -> '"';
            case '\u2018', '\u2019' -> '\'';
            case '\u2212', '\u2010', '\u2011', '\uFF0D' -> '-';
            default -> c >= '\u2000' && c <= '\u200A' ? ' ' : c;
        };
    }

    private static String name(char c) {
        return switch (c) {
            case '\u00A0', '\u202F', '\u2007' -> "a non-breaking blank";
            case '\u3000' -> "a full-width blank";
            case '\u200B', '\uFEFF' -> "an invisible blank";
            default ->
                plain(c) == ' '
                        ? "a typographic blank"
                        : plain(c) == '-' ? "a typographic minus" : "a typographic quote";
        };
    }
}
