package holdfast.agent.doctor.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of this machine. */
public final class LocalFiles implements SystemFiles {
    private static final int LONGEST = 8 << 20;

    /** Reads when asked. */
    public LocalFiles() {}

    @Override
    public Optional<String> read(String path) {
        try (var stream = Files.newInputStream(Path.of(path))) {
            return Optional.of(new String(stream.readNBytes(LONGEST), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty(); // not there, or not ours to read
        }
    }

    @Override
    public List<String> list(String folder) {
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public Optional<String> linkName(String path) {
        try {
            return Optional.ofNullable(Files.readSymbolicLink(Path.of(path)).getFileName())
                    .map(Path::toString);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty(); // unsupported: a file system without links
        }
    }
}
