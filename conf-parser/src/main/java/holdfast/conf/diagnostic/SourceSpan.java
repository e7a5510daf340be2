package holdfast.conf.diagnostic;

/**
 * A place in a file: part of one line.
 *
 * @param file path as given by the loader
 * @param line line number from 1; 0 when the finding is about the file as a whole
 * @param column column from 1, counted in characters (a tab is one)
 * @param length number of characters, at least 1
 */
public record SourceSpan(String file, int line, int column, int length) {
    /** The span of a whole file. */
    public static SourceSpan ofFile(String file) {
        return new SourceSpan(file, 0, 1, 1);
    }

    /**
     * From the start of this span to the end of another one on the same line; this span when the other is elsewhere.
     *
     * @param last the span to end with
     */
    public SourceSpan through(SourceSpan last) {
        if (last.line != line || !last.file.equals(file)) {
            return this;
        }
        return new SourceSpan(file, line, column, Math.max(length, last.column + last.length - column));
    }
}
