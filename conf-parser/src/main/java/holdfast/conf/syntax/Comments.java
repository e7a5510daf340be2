package holdfast.conf.syntax;

/**
 * Comments: {@code #} or {@code !} outside double quotes to the end of the line, even in a word (keepalived.conf(5)).
 * {@code \#} and {@code \!} are the characters themselves; while lines are being expanded, and comments therefore
 * stripped again, they are kept as two code points that are no characters.
 */
final class Comments {
    /** Stands for a literal {@code #}. */
    static final char HASH = '\uFDD0';

    /** Stands for a literal {@code !}. */
    static final char BANG = '\uFDD1';

    private Comments() {}

    /** The line without its comment. */
    static MappedText strip(MappedText line) {
        String text = line.text();
        if (text.indexOf('#') < 0 && text.indexOf('!') < 0) {
            return line;
        }
        boolean quoted = false;
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '#' || c == '!')) {
                if (i == 0 || text.charAt(i - 1) != '\\') {
                    return unescape(line.slice(0, i), escaped);
                }
                escaped = true;
            }
        }
        return unescape(line, escaped);
    }

    /** The line up to the first sign outside quotes, whether or not a backslash takes its meaning away; that goes, too. */
    static MappedText stripAll(MappedText line) {
        String text = line.text();
        boolean quoted = false;
        int backslashes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!quoted && (c == '#' || c == '!')) {
                return line.slice(0, i - backslashes % 2);
            }
            quoted ^= c == '"';
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return line;
    }

    private static MappedText unescape(MappedText line, boolean needed) {
        if (!needed) {
            return line;
        }
        var text = new StringBuilder(line.length());
        int[] origins = new int[line.length()];
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (!quoted && (c == '#' || c == '!')) { // a backslash stands before it, else it would be a comment
                text.setLength(text.length() - 1);
                c = c == '#' ? HASH : BANG;
            }
            origins[text.length()] = i;
            text.append(c);
        }
        return line.pick(text.toString(), origins);
    }

    /** Literal characters back in place of what stood for them. */
    static MappedText restore(MappedText line) {
        String text = line.text();
        return text.indexOf(HASH) < 0 && text.indexOf(BANG) < 0
                ? line
                : line.withText(text.replace(HASH, '#').replace(BANG, '!'));
    }
}
