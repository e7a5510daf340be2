package holdfast.conf.syntax;

import java.util.List;

/**
 * How a line is cut at braces outside double quotes, whatever file and line it stands on.
 *
 * @param pieces in their order
 * @param openQuote where a quote begins that is not closed; -1 when there is none
 */
record LineCut(List<Piece> pieces, int openQuote) {
    /** Part of a line. */
    sealed interface Piece {}

    /**
     * Words up to a brace or the end of the line.
     *
     * @param start where the text begins
     * @param text without blanks at its ends
     * @param words what it is made of, at least one
     * @param startsLine whether nothing but blanks stands before it
     */
    record Text(int start, String text, List<Word.Cut> words, boolean startsLine) implements Piece {}

    /**
     * A brace.
     *
     * @param at where it stands
     * @param opens whether it is an opening one
     * @param startsLine whether nothing but blanks stands before it
     */
    record Brace(int at, boolean opens, boolean startsLine) implements Piece {}
}
