package holdfast.agent.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads and writes trees. An {@code ObjectMapper} does that, too, but has first to get ready for Java objects of every kind, for which a
 * command that prints one answer has no time.
 */
public final class JsonTree {
    private static final JsonFactory FORMAT = new JsonFactory();

    private JsonTree() {}

    /**
     * Reads one document.
     *
     * @param document its bytes, in UTF-8; what follows it is not looked at
     * @throws IOException when that is no JSON, or ends too early
     */
    public static JsonNode read(byte[] document) throws IOException {
        return new JsonReader(new String(document, StandardCharsets.UTF_8)).value();
    }

    /** A document in one line, without its end. */
    public static String line(JsonNode document) {
        return text(document, false);
    }

    /** A document over several lines, with the end of the last. */
    public static String pretty(JsonNode document) {
        return text(document, true) + "\n";
    }

    private static String text(JsonNode document, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FORMAT.createGenerator(text)) {
            if (pretty) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            write(document, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing can fail in memory
        }
        return text.toString();
    }

    private static void write(JsonNode node, JsonGenerator generator) throws IOException {
        switch (node.getNodeType()) { // not by class: a switch over classes is compiled when it is first met
            case OBJECT -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    generator.writeFieldName(member.getKey());
                    write(member.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (JsonNode element : node) {
                    write(element, generator);
                }
                generator.writeEndArray();
            }
            case NUMBER -> number(node, generator);
            case STRING -> generator.writeString(node.textValue());
            case BOOLEAN -> generator.writeBoolean(node.booleanValue());
            case NULL, MISSING -> generator.writeNull(); // missing: a member that another document does not have
            case BINARY -> generator.writeBinary(node.binaryValue()); // a file that goes with a request
            case POJO -> throw new IllegalArgumentException("no JSON of its own: " + node);
        }
    }

    private static void number(JsonNode number, JsonGenerator generator) throws IOException {
        switch (number.numberType()) {
            case INT, LONG -> generator.writeNumber(number.longValue());
            case BIG_INTEGER -> generator.writeNumber(number.bigIntegerValue());
            case FLOAT, DOUBLE -> generator.writeNumber(number.doubleValue());
            case BIG_DECIMAL -> generator.writeNumber(number.decimalValue());
        }
    }
}
