package holdfast.conf.diagnostic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of all files that were read, for showing them in messages.
 *
 * @param files lines by file
 * @param order the files in the order in which they were first read
 */
public record Sources(Map<String, List<String>> files, List<String> order) {
    /** Copies both. */
    public Sources {
        files = Map.copyOf(files);
        order = List.copyOf(order);
    }

    /**
     * One line of a file.
     *
     * @param file path as in {@link SourceSpan#file()}
     * @param line line number from 1
     * @return the text without its line end; empty when there is no such line
     */
    public Optional<String> line(String file, int line) {
        List<String> lines = files.getOrDefault(file, List.of());
        return line >= 1 && line <= lines.size() ? Optional.of(lines.get(line - 1)) : Optional.empty();
    }
}
