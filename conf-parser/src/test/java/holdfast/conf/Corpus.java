package holdfast.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Real configurations and what keepalived 2.2.7 made of them, kept beside the project and not in it. */
final class Corpus {
    private final Path directory;

    private Corpus(Path directory) {
        this.directory = directory;
    }

    /** The corpus, if this machine has it: {@code ../shared/corpus} as seen from the project's root. */
    static Optional<Corpus> find() {
        String root = System.getProperty("maven.multiModuleProjectDirectory");
        Path start = Path.of(root == null ? "" : root).toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            Path candidate = at.resolveSibling("shared").resolve("corpus");
            if (Files.isRegularFile(candidate.resolve("oracle.jsonl"))) {
                return Optional.of(new Corpus(candidate));
            }
        }
        return Optional.empty();
    }

    static boolean isPresent() {
        return find().isPresent();
    }

    Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("configs"))) {
            return files.sorted().toList().stream();
        }
    }

    Map<String, JsonNode> verdicts() throws IOException {
        return lines("oracle.jsonl");
    }

    Map<String, JsonNode> models() throws IOException {
        return lines("model.jsonl");
    }

    /** Reads one of the files as keepalived did: alone in {@code /corpus}, on the host {@code lb1}. */
    ParseResult read(Path file) throws IOException {
        var loader = MapLoader.of("/corpus/" + file.getFileName(), Files.readAllBytes(file));
        return ConfigurationReader.check(loader, "/corpus/" + file.getFileName(), ParseEnvironment.ofHost("lb1"));
    }

    /** The same, understood as keepalived understood it. */
    ParseResult readAsKeepalived(Path file) throws IOException {
        var loader = MapLoader.of("/corpus/" + file.getFileName(), Files.readAllBytes(file));
        return ConfigurationReader.read(
                loader, "/corpus/" + file.getFileName(), ParseEnvironment.ofHost("lb1"), Dialect.AS_KEEPALIVED);
    }

    private Map<String, JsonNode> lines(String name) throws IOException {
        var mapper = new ObjectMapper();
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        for (String line : Files.readAllLines(directory.resolve(name))) {
            JsonNode node = mapper.readTree(line);
            nodes.put(node.get("file").asText(), node);
        }
        return nodes;
    }
}
