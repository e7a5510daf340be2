package holdfast.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The tables of {@code docs/differences.md}: real files about which we mean to differ from keepalived. */
final class KnownDifferences {
    static final String PAGE = "docs/differences.md";

    private final List<String> lines;

    private KnownDifferences(List<String> lines) {
        this.lines = lines;
    }

    static KnownDifferences read() {
        String root = System.getProperty("maven.multiModuleProjectDirectory");
        try {
            return new KnownDifferences(
                    Files.readAllLines(Path.of(root == null ? ".." : root).resolve(PAGE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files in the table under a heading; each must have its reason. */
    Set<String> files(String heading) {
        Set<String> files = new TreeSet<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith("## ")) {
                inside = line.substring(3).equals(heading);
            } else if (inside && line.startsWith("| ")) {
                String[] cells = line.substring(1, line.length() - 1).split("[|]", -1);
                if (cells[0].strip().endsWith(".conf")) {
                    if (cells[cells.length - 1].isBlank()) {
                        throw new IllegalStateException("no reason: " + line);
                    }
                    files.add(cells[0].strip());
                }
            }
        }
        if (files.isEmpty()) {
            throw new IllegalStateException(PAGE + " has no table under '" + heading + "'");
        }
        return files;
    }
}
