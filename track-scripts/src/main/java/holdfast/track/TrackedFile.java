package holdfast.track;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One {@code track_file}: a file whose number moves priorities.
 *
 * @param name its name in the configuration, unique
 * @param path the file; absolute; need not exist
 * @param initial what to write into it at start ({@code init_file}); empty to leave it alone
 */
public record TrackedFile(String name, Path path, Optional<Initial> initial) {

    /**
     * {@code init_file [VALUE] [overwrite]}.
     *
     * @param value the number to write; keepalived's default is 0
     * @param overwrite true to replace what an existing file holds; false to write only if there is no file
     */
    public record Initial(int value, boolean overwrite) {}

    /** True if the other one watches the same file, so that what is known of one holds for both. */
    public boolean watchesTheSameAs(TrackedFile other) {
        return path.equals(other.path);
    }
}
