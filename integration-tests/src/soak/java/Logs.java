import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what agents log, each line once, and keeps the last lines aside when something is broken. */
final class Logs {
    private static final Pattern BAD = Pattern.compile(
            "\"level\":\"error\"|internal-error|^Exception in thread|^\\s+at [a-z].*\\(.*\\.java|OutOfMemory|SIGSEGV|lines were lost");
    private static final int KEPT = 300;

    private final Map<Node, Long> read = new HashMap<>();

    /** Lines that ought not to be there, since the last call. */
    List<String> bad(Node node) throws IOException {
        if (!Files.exists(node.agent.log())) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        long from = read.getOrDefault(node, 0L);
        byte[] more;
        try (InputStream file = Files.newInputStream(node.agent.log())) {
            file.skipNBytes(from);
            more = file.readAllBytes();
        }
        int until = more.length;
        while (until > 0 && more[until - 1] != '\n') {
            until--; // half a line is read the next time
        }
        read.put(node, from + until);
        new String(more, 0, until, StandardCharsets.UTF_8).lines().filter(line -> BAD.matcher(line).find()).forEach(found::add);
        return found;
    }

    static void keep(Segment segment, Path directory) {
        try {
            Files.createDirectories(directory);
            for (Node node : segment.nodes.values()) {
                List<String> lines = Shell.read(node.agent.log()).lines().toList();
                Files.write(directory.resolve(node.name + ".log"), lines.subList(Math.max(0, lines.size() - KEPT), lines.size()));
                Files.writeString(directory.resolve(node.name + ".addresses"), Shell.attempt("ip", "-n", node.host.namespace(), "address"));
            }
        } catch (IOException e) {
            System.out.println("cannot keep logs in " + directory + ": " + e.getMessage());
        }
    }
}
