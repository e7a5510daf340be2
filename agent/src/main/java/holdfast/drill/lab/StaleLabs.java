package holdfast.drill.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Removes what labs left behind whose process was killed. Their names carry its number; a living process's lab stays. */
public final class StaleLabs {
    /** What every lab's names start with. */
    static final String PREFIX = "hf-";

    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]+)-[0-9]+-.*");

    private StaleLabs() {}

    /**
     * Ends processes and removes namespaces and directories of labs whose process is gone.
     *
     * @return what was removed, for a message; usually empty
     * @throws LabException when something that ought to go cannot be removed
     */
    public static List<String> clean() {
        List<String> removed = new ArrayList<>();
        List<String> namespaces = entries(Path.of("/run/netns")).stream()
                .map(namespace -> namespace.getFileName().toString())
                .filter(StaleLabs::isStale)
                .toList();
        LabProcesses.endIn(namespaces);
        for (String name : namespaces) {
            // Somebody else may be cleaning up as well: what is gone already is no failure.
            Command.attempt(List.of("ip", "netns", "del", name));
            removed.add(name);
        }
        LabProcesses.endNameless(StaleLabs::isStale);
        for (Path directory : entries(Path.of(System.getProperty("java.io.tmpdir")))) {
            if (isStale(directory.getFileName().toString())) {
                Lab.deleteTree(directory);
                removed.add(directory.toString());
            }
        }
        return removed;
    }

    /** Whether the name is a lab's whose process is gone. */
    static boolean isStale(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty();
    }

    static List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw new LabException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }
}
