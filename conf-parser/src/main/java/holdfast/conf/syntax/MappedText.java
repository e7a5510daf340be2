package holdfast.conf.syntax;

import holdfast.conf.diagnostic.SourceSpan;
import java.util.Arrays;

/**
 * A piece of a line whose characters remember where in the file they came from, also after substitution.
 *
 * <p>Immutable. Text straight from a file costs no more than the string.
 */
public final class MappedText {
    private final String file;
    private final int line;
    private final String text;
    /** Column of the first character, when there is no map. */
    private final int base;
    /** First and last column (from 1) of each character's origin; null when the text is as in the file. */
    private final int[] from;

    private final int[] to;

    /** How the lexer cuts it, where that is known; else null. */
    private final LineCut cut;

    private MappedText(String file, int line, String text, int base, int[] from, int[] to) {
        this(file, line, text, base, from, to, null);
    }

    private MappedText(String file, int line, String text, int base, int[] from, int[] to, LineCut cut) {
        this.cut = cut;
        this.file = file;
        this.line = line;
        this.text = text;
        this.base = base;
        this.from = from;
        this.to = to;
    }

    /** A whole line as it stands in a file. */
    static MappedText ofLine(String file, int line, String text) {
        return new MappedText(file, line, text, 1, null, null);
    }

    /** A plain line as it stands in a file. */
    static MappedText ofLine(String file, int line, PlainLine plain) {
        return new MappedText(file, line, plain.text(), plain.column(), null, null, plain.cut());
    }

    /** Text that stands for something else: every character comes from the same place. */
    static MappedText standingFor(String text, SourceSpan place) {
        int[] from = new int[text.length()];
        int[] to = new int[text.length()];
        Arrays.fill(from, place.column());
        Arrays.fill(to, place.column() + place.length() - 1);
        return new MappedText(place.file(), place.line(), text, place.column(), from, to);
    }

    /** The characters. */
    public String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    char charAt(int index) {
        return text.charAt(index);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** How the lexer cuts it; null when that is still to be found out. */
    LineCut cut() {
        return cut;
    }

    String file() {
        return file;
    }

    int line() {
        return line;
    }

    /** Whether both come from the same line. */
    boolean isBeside(MappedText other) {
        return line == other.line && file.equals(other.file);
    }

    boolean isExpanded() {
        return from != null;
    }

    /** Characters {@code start} (inclusive) to {@code end} (exclusive). */
    MappedText slice(int start, int end) {
        if (start == 0 && end == text.length()) {
            return this;
        }
        String part = text.substring(start, end);
        return from == null
                ? new MappedText(file, line, part, base + start, null, null)
                : new MappedText(
                        file,
                        line,
                        part,
                        start < from.length ? from[start] : base,
                        Arrays.copyOfRange(from, start, end),
                        Arrays.copyOfRange(to, start, end));
    }

    /**
     * The same, where the characters are at hand and need not be copied.
     *
     * @param part what {@link #slice(int, int)} would take
     */
    MappedText slice(int start, String part) {
        int end = start + part.length();
        return part.length() == text.length()
                ? this
                : from == null ? new MappedText(file, line, part, base + start, null, null) : slice(start, end);
    }

    /** Without blanks at both ends. */
    MappedText trim() {
        int start = firstNonBlank();
        return slice(start, endOfNonBlank(start));
    }

    private int firstNonBlank() {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private int endOfNonBlank(int start) {
        int end = text.length();
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** This text followed by another from the same line. */
    MappedText plus(MappedText other) {
        int[] joinedFrom = Arrays.copyOf(columns(true), text.length() + other.length());
        int[] joinedTo = Arrays.copyOf(columns(false), text.length() + other.length());
        System.arraycopy(other.columns(true), 0, joinedFrom, text.length(), other.length());
        System.arraycopy(other.columns(false), 0, joinedTo, text.length(), other.length());
        return new MappedText(file, line, text + other.text, base, joinedFrom, joinedTo);
    }

    /** Other text, whose i-th character comes from where this text's {@code origins[i]}-th came from. */
    MappedText pick(String other, int[] origins) {
        int[] pickedFrom = new int[other.length()];
        int[] pickedTo = new int[other.length()];
        for (int i = 0; i < other.length(); i++) {
            pickedFrom[i] = column(origins[i]);
            pickedTo[i] = lastColumn(origins[i]);
        }
        return new MappedText(file, line, other, base, pickedFrom, pickedTo);
    }

    /** The same places with other characters; the length must be the same. */
    MappedText withText(String other) {
        if (other.length() != text.length()) {
            throw new IllegalArgumentException("length differs");
        }
        return new MappedText(file, line, other, base, from, to);
    }

    /** Where the characters {@code start} to {@code end} (exclusive) came from. */
    SourceSpan span(int start, int end) {
        int first = column(start);
        int last = end > start ? lastColumn(end - 1) : first;
        return new SourceSpan(file, line, first, Math.max(1, last - first + 1));
    }

    /** Where all of it came from. */
    public SourceSpan span() {
        return span(0, text.length());
    }

    /** Column from 1 in the file of a character, or of the end. */
    int column(int index) {
        if (from == null) {
            return base + index;
        }
        return index < from.length ? from[index] : from.length == 0 ? base : to[to.length - 1];
    }

    private int lastColumn(int index) {
        return from == null ? base + index : to[index];
    }

    private int[] columns(boolean first) {
        if (from != null) {
            return first ? from : to;
        }
        int[] columns = new int[text.length()];
        Arrays.setAll(columns, i -> base + i);
        return columns;
    }

    /** What separates words: space, tab, form feed, line feed, carriage return, vertical tab. */
    static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    @Override
    public String toString() {
        return text;
    }
}
