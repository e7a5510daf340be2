package holdfast.agent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ObjectMapper, which does the same slowly, says what is right. */
class JsonTreeTest {
    private static final String EVERYTHING = """
            {"text":"a \\"quoted\\" ü \\n","empty":"","int":-7,"long":123456789012,"huge":123456789012345678901234567890,
             "double":0.25,"small":1.0E-9,"yes":true,"no":false,"nothing":null,"object":{},"array":[],"deep":[{"a":[1,[2]]}]}
            """;

    private static JsonNode read(String text) throws IOException {
        return JsonTree.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyKindOfValueIsReadAsAMapperReadsIt() throws IOException {
        assertEquals(new ObjectMapper().readTree(EVERYTHING), read(EVERYTHING));
    }

    @Test
    void everyKindOfValueIsWrittenAsAMapperWritesIt() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode document = mapper.readTree(EVERYTHING);
        assertEquals(mapper.writeValueAsString(document), JsonTree.line(document));
        assertEquals(
                mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n", JsonTree.pretty(document));
    }

    @Test
    void aFileGoesWithARequestInBase64() throws IOException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("text", new byte[] {0, (byte) 0xfc, '\n'});
        assertEquals(new ObjectMapper().writeValueAsString(document), JsonTree.line(document));
    }

    @Test
    void aMemberThatIsMissingElsewhereIsNull() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("successor", document.path("none"));
        assertEquals("{\"successor\":null}", JsonTree.line(document));
    }

    @Test
    void whatFollowsTheDocumentIsNotLookedAt() throws IOException {
        assertEquals(1, read("{\"a\":1}\n{\"b\"").path("a").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "{\"a\":", "[1,", "]", "hello"})
    void whatIsNoDocumentIsRefused(String text) {
        assertThrows(IOException.class, () -> read(text));
    }

    @Test
    void nestingHasAnEnd() {
        assertThrows(IOException.class, () -> read("[".repeat(100_000)));
    }

    @Test
    void numbersHaveABound() throws IOException {
        assertEquals(new ObjectMapper().readTree("9".repeat(1000)), read("9".repeat(1000)));
        assertThrows(IOException.class, () -> read("9".repeat(1001)));
        assertThrows(IOException.class, () -> read("[1e400]")); // could not be written again
    }

    /** A node of another class would not be equal to that which is read when it was written. */
    @Test
    void aSmallNumberIsOneHoweverItIsWritten() throws IOException {
        assertEquals(read("-7"), read("-" + "0".repeat(30) + "7"));
    }
}
