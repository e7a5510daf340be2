package holdfast.conf.schema;

/**
 * What the reference tells about a keyword besides its argument and its support level.
 *
 * @param since the version of keepalived that brought it; empty: 2.2.7 or before
 * @param defaultValue what counts when it is not given, in words; empty: nothing, or {@code off} for what is on or off
 * @param inherits the keyword whose value counts when it is not given; empty: none
 * @param syntax what may follow the word, where no {@link Argument} tells; empty: ask the argument
 */
record KeywordNotes(String since, String defaultValue, String inherits, String syntax) {
    /** Nothing to tell. */
    static final KeywordNotes NONE = new KeywordNotes("", "", "", "");
}
