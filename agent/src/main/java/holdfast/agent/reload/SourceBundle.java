package holdfast.agent.reload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.JsonTree;
import holdfast.conf.SourceLoader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A configuration file and all it includes, as one user could read them: what {@code holdfast plan} sends, for the daemon, which may read
 * more, must not do so for somebody else. Answers as a file system would that has nothing else, and knows what it was asked for in vain.
 */
public final class SourceBundle implements SourceLoader {
    /** A compressed bundle of more than that is none. */
    private static final int MOST_BYTES = 64 << 20;

    /** Tens of thousands of files and their names; a bundle of nothing but brackets would take twenty times its size of memory. */
    private static final int MOST_TOKENS = 500_000;

    private final Map<String, ReadOutcome> files = new LinkedHashMap<>();
    private final Map<Pattern, List<String>> globs = new LinkedHashMap<>();
    private final List<String> missingFiles = new ArrayList<>();
    private final List<Pattern> missingGlobs = new ArrayList<>();

    /**
     * What {@link SourceLoader#glob} is asked for.
     *
     * @param directory where
     * @param pattern what
     */
    record Pattern(String directory, String pattern) {}

    /** For the daemon alone: a command that only sends a bundle has no time to make a mapper. */
    private static final class Reading {
        static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MOST_BYTES)
                        .maxTokenCount(MOST_TOKENS)
                        .build())
                .build());
    }

    /** Nothing. */
    public SourceBundle() {}

    /** A loader that adds everything it reads to this bundle. */
    SourceLoader filledFrom(SourceLoader real) {
        return new SourceLoader() {
            @Override
            public List<String> glob(String directory, String pattern) {
                return globs.computeIfAbsent(new Pattern(directory, pattern), _ -> real.glob(directory, pattern));
            }

            @Override
            public ReadOutcome read(String path) {
                return files.computeIfAbsent(path, real::read);
            }
        };
    }

    @Override
    public List<String> glob(String directory, String pattern) {
        Pattern asked = new Pattern(directory, pattern);
        List<String> found = globs.get(asked);
        if (found == null) {
            missingGlobs.add(asked);
        }
        return found == null ? List.of() : found;
    }

    @Override
    public ReadOutcome read(String path) {
        ReadOutcome outcome = files.get(path);
        if (outcome == null) {
            missingFiles.add(path);
        }
        return outcome == null ? new Missing() : outcome;
    }

    /** Whether it was asked for nothing in vain. */
    public boolean wasComplete() {
        return missingFiles.isEmpty() && missingGlobs.isEmpty();
    }

    /** What it was asked for in vain. */
    JsonNode wanted() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ArrayNode paths = object.putArray("files");
        missingFiles.forEach(paths::add);
        ArrayNode patterns = object.putArray("globs");
        missingGlobs.forEach(
                glob -> patterns.addObject().put("directory", glob.directory()).put("pattern", glob.pattern()));
        return object;
    }

    /** Adds what the other side has asked for in vain. */
    void add(JsonNode wanted, SourceLoader real) {
        SourceLoader filling = filledFrom(real);
        wanted.path("globs")
                .forEach(glob -> filling.glob(
                                glob.path("directory").asText(),
                                glob.path("pattern").asText())
                        .forEach(filling::read));
        wanted.path("files").forEach(path -> filling.read(path.asText()));
    }

    /** Compressed. */
    byte[] bytes() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode contents = object.putObject("files");
        files.forEach((path, outcome) -> contents.set(path, document(outcome)));
        ArrayNode patterns = object.putArray("globs");
        globs.forEach((glob, found) -> {
            ObjectNode one = patterns.addObject();
            one.put("directory", glob.directory()).put("pattern", glob.pattern());
            ArrayNode paths = one.putArray("found");
            found.forEach(paths::add);
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(JsonTree.line(object).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not refuse
        }
        return bytes.toByteArray();
    }

    /** Not by a switch over classes, which is compiled when it is first met: a command has no time for that. */
    private static JsonNode document(ReadOutcome outcome) {
        if (outcome instanceof Content(byte[] bytes)) {
            return JsonNodeFactory.instance.binaryNode(bytes);
        }
        ObjectNode reason = JsonNodeFactory.instance.objectNode();
        if (outcome instanceof Unreadable(String words)) {
            return reason.put("is", "unreadable").put("reason", words);
        }
        if (outcome instanceof Missing) {
            return reason.put("is", "missing");
        }
        return reason.put("is", outcome instanceof Executable ? "executable" : "not-regular");
    }

    /**
     * From what {@link #bytes} made.
     *
     * @throws IOException when it is something else, or too large
     */
    static SourceBundle of(byte[] compressed) throws IOException {
        byte[] document;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            document = in.readNBytes(MOST_BYTES + 1);
        }
        if (document.length > MOST_BYTES) {
            throw new IOException("more than " + (MOST_BYTES >> 20) + " MiB");
        }
        JsonNode object = Reading.MAPPER.readTree(document);
        SourceBundle bundle = new SourceBundle();
        for (Map.Entry<String, JsonNode> file : object.path("files").properties()) {
            bundle.files.put(file.getKey(), outcome(file.getValue()));
        }
        for (JsonNode glob : object.path("globs")) {
            List<String> found = new ArrayList<>();
            glob.path("found").forEach(path -> found.add(path.asText()));
            bundle.globs.put(
                    new Pattern(
                            glob.path("directory").asText(),
                            glob.path("pattern").asText()),
                    found);
        }
        return bundle;
    }

    private static ReadOutcome outcome(JsonNode value) throws IOException {
        if (value.isTextual()) {
            return new Content(value.binaryValue());
        }
        return switch (value.path("is").asText()) {
            case "missing" -> new Missing();
            case "not-regular" -> new NotRegular();
            case "executable" -> new Executable();
            default -> new Unreadable(value.path("reason").asText("cannot be read"));
        };
    }
}
