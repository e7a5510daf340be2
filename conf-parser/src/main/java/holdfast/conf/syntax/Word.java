package holdfast.conf.syntax;

import holdfast.conf.diagnostic.SourceSpan;

/**
 * A word of a statement.
 *
 * @param text without quotes
 * @param span where it stands, quotes included
 * @param quoted whether it was in double quotes
 * @param offset where in {@link Statement#text()} it begins, quotes included
 */
public record Word(String text, SourceSpan span, boolean quoted, int offset) {
    @Override
    public String toString() {
        return text;
    }
}
