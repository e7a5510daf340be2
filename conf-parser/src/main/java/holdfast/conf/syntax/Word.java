package holdfast.conf.syntax;

import holdfast.conf.diagnostic.SourceSpan;

/** A word of a statement, and the place it was cut from. Words of lines that are alike share what does not depend on the line. */
public final class Word {
    private final Cut cut;
    private final MappedText line;
    private final int offset;

    /**
     * What is the same for a word in all lines that are alike.
     *
     * @param text without quotes
     * @param start where in its text it begins, quotes included
     * @param end where it ends, quotes included
     * @param quoted whether it was in double quotes
     */
    record Cut(String text, int start, int end, boolean quoted) {}

    private Word(Cut cut, MappedText line, int offset) {
        this.cut = cut;
        this.line = line;
        this.offset = offset;
    }

    /** A word of a statement that is all of a text. */
    static Word of(Cut cut, MappedText line) {
        return new Word(cut, line, cut.start);
    }

    /** The same word in a statement where it begins elsewhere. */
    Word movedBy(int distance) {
        return new Word(cut, line, offset + distance);
    }

    /** The characters, without quotes. */
    public String text() {
        return cut.text;
    }

    /** Where it stands, quotes included. */
    public SourceSpan span() {
        return line.span(cut.start, cut.end);
    }

    /** Column from 1 of its first character in the file. */
    int column() {
        return line.column(cut.start);
    }

    /** Whether it was in double quotes. */
    public boolean quoted() {
        return cut.quoted;
    }

    /** Where in {@link Statement#text()} it begins, quotes included. */
    public int offset() {
        return offset;
    }

    @Override
    public String toString() {
        return cut.text;
    }
}
