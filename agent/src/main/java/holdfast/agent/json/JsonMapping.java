package holdfast.agent.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Jackson's mapper for trees, made once: it keeps what it learns of types. Whoever needs other settings than the usual makes one of its own.
 */
public final class JsonMapping {
    /** Reads, and writes without spaces. Never to be configured. */
    public static final ObjectMapper MAPPER = new JsonMapper();

    /** Writes for people: a line each, indented. */
    public static final ObjectWriter INDENTED = MAPPER.writerWithDefaultPrettyPrinter();

    private JsonMapping() {}
}
