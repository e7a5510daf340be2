package holdfast.agent.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the nodes of a pair are called: as short as they can be told apart. */
final class NodeLabels {
    private NodeLabels() {}

    /**
     * A label for each file.
     *
     * @param files as they were named
     * @param ids the configuration ids, as many as files; the same one where there was only one
     */
    static List<String> of(List<String> files, List<String> ids) {
        List<Function<Integer, String>> ways = List.of(
                number -> plainName(files.get(number)), number -> folder(files.get(number)), ids::get, files::get);
        for (Function<Integer, String> way : ways) {
            List<String> labels = new ArrayList<>();
            for (int number = 0; number < files.size(); number++) {
                labels.add(way.apply(number));
            }
            if (new HashSet<>(labels).size() == files.size() && !labels.contains("")) {
                return labels;
            }
        }
        List<String> numbered = new ArrayList<>();
        for (int number = 1; number <= files.size(); number++) {
            numbered.add("node" + number);
        }
        return numbered;
    }

    private static String plainName(String file) {
        String name = String.valueOf(Path.of(file).getFileName());
        return name.endsWith(".conf") ? name.substring(0, name.length() - ".conf".length()) : name;
    }

    private static String folder(String file) {
        return Optional.ofNullable(Path.of(file).toAbsolutePath().normalize().getParent())
                .map(Path::getFileName)
                .map(Path::toString)
                .orElse("");
    }
}
