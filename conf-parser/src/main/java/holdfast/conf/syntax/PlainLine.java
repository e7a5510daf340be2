package holdfast.conf.syntax;

import java.util.Optional;

/**
 * A line of a file in which the preprocessor has nothing to do but take the blanks off: most lines.
 *
 * @param text without blanks at its ends; may be empty
 * @param column where it begins on its line, from 1
 * @param cut how the lexer cuts it
 */
record PlainLine(String text, int column, LineCut cut) {
    /** A line without characters beyond ASCII, if it is a plain one. */
    static Optional<PlainLine> of(String line, Lexer lexer) {
        if (!hasNothingToReplace(line) || JoinedLines.isSuspicious(line)) {
            return Optional.empty();
        }
        MappedText trimmed = MappedText.ofLine("", 1, line).trim();
        String text = trimmed.text();
        boolean acted = text.startsWith("include") || text.startsWith("random_seed");
        return acted ? Optional.empty() : Optional.of(new PlainLine(text, trimmed.column(0), lexer.cut(text)));
    }

    /** Whether there is no comment in a line, and nothing that could be replaced. */
    static boolean hasNothingToReplace(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '~' || (c <= '@' && (c == '@' || c == '$' || c == '#' || c == '!'))) {
                return false;
            }
        }
        return true;
    }
}
