package holdfast.conf.format;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Sources;
import java.util.List;

/** What formatting a file gave. */
public sealed interface Formatted {
    /**
     * The file as it should be.
     *
     * @param bytes all of it, in the encoding and with the line ends it had; equal to what was given when nothing is to be
     *     changed
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two methods, never compared
    record Text(byte[] bytes) implements Formatted {}

    /**
     * The braces or quotes are broken, so that nobody knows how deep a line stands.
     *
     * @param problems why; at least one
     * @param sources the lines of the file, for showing them
     */
    record LeftAlone(List<Diagnostic> problems, Sources sources) implements Formatted {
        /** Copies the list. */
        public LeftAlone {
            problems = List.copyOf(problems);
        }
    }
}
