package holdfast.agent.doctor.machine;

import java.util.List;
import java.util.Optional;

/** Files of the machine: {@code /proc}, {@code /run}, {@code /etc}. */
public interface SystemFiles {
    /** What a file holds; empty when it is not there or cannot be read. */
    Optional<String> read(String path);

    /** The names in a folder, sorted; none when there is no such folder. */
    List<String> list(String folder);

    /** The last part of where a symbolic link leads; empty when it is none. */
    Optional<String> linkName(String path);
}
