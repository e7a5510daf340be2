package holdfast.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;

/**
 * Reads a document of the daemon's (RFC 8259) into Jackson's nodes. Jackson's own parsers come with {@code BigDecimal}, whose tables alone take
 * the virtual machine longer to compute than everything a command does with the answer.
 */
final class JsonReader {
    private static final int DEEPEST = 200;
    private static final int LONGEST_LONG = 18;

    /** As Jackson has it: reading a number takes time that grows with more than its length. */
    private static final int LONGEST_NUMBER = 1000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    /** The next value; what follows it is not looked at. */
    JsonNode value() throws IOException {
        char first = next();
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> NODES.textNode(string());
            case 't' -> word("true", NODES.booleanNode(true));
            case 'f' -> word("false", NODES.booleanNode(false));
            case 'n' -> word("null", NODES.nullNode());
            default -> number();
        };
    }

    /** The next character that is no blank; it is not consumed. */
    private char next() throws IOException {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return peek();
    }

    private char peek() throws IOException {
        if (at >= text.length()) {
            throw new IOException("the JSON ends too early");
        }
        return text.charAt(at);
    }

    private boolean skip(char wanted) throws IOException {
        boolean there = next() == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char wanted) throws IOException {
        if (!skip(wanted)) {
            throw wrong();
        }
    }

    private IOException wrong() {
        return new IOException("no JSON: character " + at);
    }

    private void deeper() throws IOException {
        at++;
        depth++;
        if (depth > DEEPEST) {
            throw new IOException("the JSON is nested too deeply");
        }
    }

    private ObjectNode object() throws IOException {
        deeper();
        ObjectNode object = NODES.objectNode();
        while (!skip('}')) {
            if (!object.isEmpty()) {
                expect(',');
            }
            if (next() != '"') {
                throw wrong();
            }
            String name = string();
            expect(':');
            object.set(name, value());
        }
        depth--;
        return object;
    }

    private ArrayNode array() throws IOException {
        deeper();
        ArrayNode array = NODES.arrayNode();
        while (!skip(']')) {
            if (!array.isEmpty()) {
                expect(',');
            }
            array.add(value());
        }
        depth--;
        return array;
    }

    private JsonNode word(String word, JsonNode node) throws IOException {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return node;
    }

    private String string() throws IOException {
        at++;
        int from = at;
        while (peek() != '"' && peek() != '\\') {
            at++;
        }
        if (peek() == '"') { // as nearly always: nothing to replace
            at++;
            return text.substring(from, at - 1);
        }
        StringBuilder string = new StringBuilder(text.substring(from, at));
        while (peek() != '"') {
            string.append(peek() == '\\' ? escaped() : peek());
            at++;
        }
        at++;
        return string.toString();
    }

    /** Leaves the last character of the escape to be consumed. */
    private char escaped() throws IOException {
        at++;
        return switch (peek()) {
            case '"', '\\', '/' -> peek();
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                peek(); // there are four
                try {
                    yield (char) Integer.parseInt(text, at - 3, at + 1, 16);
                } catch (NumberFormatException e) {
                    throw new IOException("no JSON: character " + at, e);
                }
            }
            default -> throw wrong();
        };
    }

    private JsonNode number() throws IOException {
        int from = at;
        boolean whole = true;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            char sign = text.charAt(at);
            whole = whole && sign != '.' && sign != 'e' && sign != 'E';
            at++;
        }
        if (at - from > LONGEST_NUMBER) {
            throw new IOException("the JSON has a number of " + (at - from) + " characters");
        }
        String number = text.substring(from, at);
        try {
            if (!whole) {
                return fraction(Double.parseDouble(number));
            }
            if (number.length() > LONGEST_LONG) {
                return big(new BigInteger(number));
            }
            return whole(Long.parseLong(number));
        } catch (NumberFormatException e) {
            throw new IOException("no JSON: character " + from, e);
        }
    }

    private static JsonNode fraction(double number) throws IOException {
        if (Double.isInfinite(number)) { // JSON has no word for it, so that it could not be written again
            throw new IOException("the JSON has a number that is too large");
        }
        return NODES.numberNode(number);
    }

    private static JsonNode whole(long number) {
        return (int) number == number ? NODES.numberNode((int) number) : NODES.numberNode(number);
    }

    private static JsonNode big(BigInteger number) {
        return number.bitLength() < Long.SIZE ? whole(number.longValue()) : NODES.numberNode(number);
    }
}
