package holdfast.agent.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What numbers the names of routing tables, protocols and the like stand for on this machine: the files of iproute2 (ip-route(8), FILES), a number and a
 * name a line. What stands later counts: the distribution's folder, then the administrator's.
 */
final class NameTables {
    /** iproute2 passes all other lines over. */
    private static final Pattern LINE = Pattern.compile("^\\s*(0x[0-9a-fA-F]{1,8}|[0-9]{1,10})\\s+([^\\s#]+)");

    private final List<Path> folders;
    private final Map<Kind, Map<String, Long>> known = new HashMap<>();

    /** A file of names. */
    enum Kind {
        /** Routing tables. */
        TABLE("rt_tables"),
        /** Routing protocols. */
        PROTOCOL("rt_protos"),
        /** Scopes. */
        SCOPE("rt_scopes"),
        /** Realms. */
        REALM("rt_realms"),
        /** Groups of interfaces. */
        GROUP("group");

        private final String file;

        Kind(String file) {
            this.file = file;
        }
    }

    /**
     * Reads nothing yet.
     *
     * @param folders such as {@code /usr/share/iproute2} and {@code /etc/iproute2}; they need not exist
     */
    NameTables(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** The number; empty when no file has the name, or none can be read. */
    OptionalLong number(Kind kind, String name) {
        Long found = known.computeIfAbsent(kind, this::read).get(name);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    private Map<String, Long> read(Kind kind) {
        Map<String, Long> names = new HashMap<>();
        for (Path folder : folders) {
            Path file = folder.resolve(kind.file);
            lines(file, names);
            parts(folder.resolve(kind.file + ".d")).forEach(part -> lines(part, names));
        }
        return names;
    }

    private static List<Path> parts(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // most machines have none
        }
    }

    private static void lines(Path file, Map<String, Long> names) {
        List<String> lines = new ArrayList<>();
        try {
            lines.addAll(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return; // not there: whoever misses a name in it says so
        }
        for (String line : lines) {
            Matcher parts = LINE.matcher(line);
            if (parts.find()) {
                names.put(parts.group(2), Long.decode(parts.group(1)));
            }
        }
    }
}
