package holdfast.conf.syntax;

/** How lines are prepared before they are cut into words. */
enum LineRules {
    /** As they were meant: lines without line ends, half conditions, blanks round {@code =} and look-alike characters are repaired. */
    AS_MEANT,

    /** As keepalived reads them first: {@code \#} is the sign itself, and begins a comment once a definition was put into the line. */
    FIRST_READING,

    /** As its processes read what the first reading left: there is no backslash before the sign any more, so it begins a comment. */
    SECOND_READING;

    /** Whether habits and slips are mended. */
    boolean repairs() {
        return this == AS_MEANT;
    }

    /** A line of a file without its comment. */
    MappedText withoutComment(MappedText line) {
        return switch (this) {
            case AS_MEANT -> Comments.strip(line);
            case FIRST_READING -> Comments.restore(Comments.strip(line));
            case SECOND_READING -> Comments.stripAll(line);
        };
    }
}
