package holdfast.conf.effective;

import java.util.List;

/** A part of the tree of effective values. */
public sealed interface Node {
    /** The keyword, as in the file. */
    String keyword();

    /** Where it comes from. */
    Origin origin();

    /** In which of the formats a setting is shown. */
    enum Shown {
        /** As a line of the file, and as a member in JSON. */
        EVERYWHERE,
        /** Not in the file: what follows from other lines, or has no way to be said. */
        AS_DATA,
        /** Not in JSON: what another member says already. */
        AS_TEXT
    }

    /** A keyword and its value. */
    record Setting(String keyword, Datum value, Shown shown, Origin origin) implements Node {}

    /**
     * A block of keywords.
     *
     * @param header what follows the keyword in the file, ready to be printed; empty: nothing
     * @param repeatable whether there may be several of that keyword
     */
    record Section(String keyword, String header, boolean repeatable, List<Node> body, Origin origin) implements Node {
        /** Copies the list. */
        public Section {
            body = List.copyOf(body);
        }
    }

    /**
     * A block of values.
     *
     * @param bare whether they stand in the block around them, without a keyword of their own
     */
    record Lines(String keyword, boolean bare, List<Line> lines, Origin origin) implements Node {
        /** Copies the list. */
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line of a block of values.
     *
     * @param text as in the file
     * @param fields its parts; one alone with an empty keyword is the line itself
     * @param origin where it comes from
     */
    record Line(String text, List<Setting> fields, Origin origin) {
        /** Copies the list. */
        public Line {
            fields = List.copyOf(fields);
        }
    }
}
