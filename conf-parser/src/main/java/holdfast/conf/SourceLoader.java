package holdfast.conf;

import java.util.List;

/**
 * Where the bytes of configuration files come from. The parser itself opens nothing; the agent implements this over the
 * file system, tests over a map.
 *
 * <p>Implementations must be free of side effects and must not throw: whatever the file system answers is one of the
 * outcomes of {@link ReadOutcome}.
 */
public interface SourceLoader {

    /**
     * Paths of existing files that match a glob pattern.
     *
     * @param directory the directory a relative pattern starts from; {@code .} or empty for the working directory
     * @param pattern a pattern with {@code *}, {@code ?} and {@code [...]}; never with {@code {a,b}}, which the parser
     *     expands itself. May be an ordinary path. Absolute when it starts with {@code /}
     * @return paths as they shall appear in diagnostics, usable in {@link #read}, sorted; empty when nothing matches.
     *     Directories may be among them, {@code read} tells
     */
    List<String> glob(String directory, String pattern);

    /**
     * Reads one file.
     *
     * @param path a path from {@link #glob}, or the main file as the caller of the parser gave it
     * @return the bytes or the reason why there are none
     */
    ReadOutcome read(String path);

    /** What reading a file gave. */
    sealed interface ReadOutcome {}

    /**
     * The file was read.
     *
     * @param bytes everything in it; the parser does not change the array
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two methods, never compared
    record Content(byte[] bytes) implements ReadOutcome {}

    /** There is no such file. */
    record Missing() implements ReadOutcome {}

    /** A directory, device, socket or pipe; keepalived skips these. */
    record NotRegular() implements ReadOutcome {}

    /** The file has an execute bit; keepalived refuses such files as configuration. */
    record Executable() implements ReadOutcome {}

    /**
     * The file exists and cannot be read.
     *
     * @param reason in words fit for a message, such as {@code permission denied}
     */
    record Unreadable(String reason) implements ReadOutcome {}
}
