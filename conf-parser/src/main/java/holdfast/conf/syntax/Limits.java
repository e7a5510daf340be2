package holdfast.conf.syntax;

/**
 * Bounds of everything an input can make grow. Far above any configuration written for use, low enough that a hostile or
 * broken one ends in a message within a second.
 */
final class Limits {
    /** Bytes of one file. */
    static final int FILE_BYTES = 16 << 20;

    /** Files read in one run, each inclusion counted. */
    static final int FILES = 2_000;

    /** Files open inside one another. */
    static final int INCLUDE_DEPTH = 32;

    /** Lines after expansion. */
    static final int LINES = 1_000_000;

    /** Characters of a line after substitution, unless it was longer before. */
    static final int EXPANDED_LINE = 1 << 16;

    /** References replaced in one line. */
    static final int SUBSTITUTIONS_PER_LINE = 1_000;

    /** Characters copied by substitutions in one run, each substitution counting at least {@link #SUBSTITUTION_COST}. */
    static final long SUBSTITUTION_WORK = 30_000_000;

    /** What a substitution costs before any character is copied. */
    static final int SUBSTITUTION_COST = 64;

    /** Characters of lines that came out of substitutions in one run. */
    static final long EXPANDED_TOTAL = 8_000_000;

    /** Values of one {@code ~SEQ} or {@code ~LST}. */
    static final int SEQUENCE_VALUES = 65_536;

    /** Blocks inside one another. */
    static final int NESTING = 64;

    /** Characters of a word that are looked at for a keyword it ends with. */
    static final int KEYWORD = 40;

    /** Lines of one file, blank ones and comments counted. */
    static final int FILE_LINES = 2_500_000;

    /** Braces in comments that are remembered for messages. */
    static final int COMMENTED_BRACES = 1_000;

    private Limits() {}
}
