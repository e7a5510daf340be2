package holdfast.conf.format;

/**
 * What stands before a line for each block it is in.
 *
 * @param unit blanks or a tab
 */
public record Indentation(String unit) {
    /** Four blanks. */
    public static final Indentation STANDARD = blanks(4);

    /** One tab. */
    public static final Indentation TAB = new Indentation("\t");

    /** Refuses what is not blank. */
    public Indentation {
        if (!unit.isBlank() && !unit.isEmpty()) {
            throw new IllegalArgumentException("'" + unit + "' is not blank");
        }
    }

    /**
     * So many blanks.
     *
     * @param count 0 to 16
     */
    public static Indentation blanks(int count) {
        if (count < 0 || count > 16) {
            throw new IllegalArgumentException("expected 0 to 16 blanks, not " + count);
        }
        return new Indentation(" ".repeat(count));
    }

    /** What stands before a line inside so many blocks. */
    String at(int depth) {
        return unit.repeat(Math.max(0, depth));
    }
}
