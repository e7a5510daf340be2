package holdfast.agent.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.json.JsonMapping;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.effective.Datum;
import holdfast.conf.effective.Node;
import holdfast.conf.effective.Origin;
import java.io.UncheckedIOException;
import java.util.List;

/** Effective values for programs, as {@code docs/config.schema.json} describes them. */
final class ValuesAsJson {
    /** Grows when a program that read an older one would be wrong. */
    private static final int VERSION = 1;

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final boolean origins;

    private ValuesAsJson(boolean origins) {
        this.origins = origins;
    }

    static String of(String file, List<Node> values, boolean origins) {
        var json = new ValuesAsJson(origins);
        ObjectNode root = json.nodes.objectNode();
        root.put("version", VERSION).put("file", file);
        json.fill(root, values);
        ObjectWriter writer = JsonMapping.INDENTED.with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
        try {
            return writer.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // strings and numbers can always be written
        }
    }

    private void fill(ObjectNode object, List<Node> body) {
        ObjectNode places = nodes.objectNode();
        for (Node node : body) {
            switch (node) {
                case Node.Setting setting -> setting(object, places, setting);
                case Node.Section section -> {
                    ObjectNode inner = section.repeatable()
                            ? object.withArrayProperty(section.keyword()).addObject()
                            : object.putObject(section.keyword());
                    place(inner, section.origin());
                    fill(inner, section.body());
                }
                case Node.Lines lines -> {
                    ArrayNode array = object.putArray(lines.keyword());
                    lines.lines().forEach(line -> array.add(line(line)));
                    places.set(lines.keyword(), origin(lines.origin()));
                }
            }
        }
        if (origins && !places.isEmpty()) {
            object.set("origins", places);
        }
    }

    private void setting(ObjectNode object, ObjectNode places, Node.Setting setting) {
        if (setting.shown() != Node.Shown.AS_TEXT) {
            object.set(setting.keyword(), value(setting.value()));
            places.set(setting.keyword(), origin(setting.origin()));
        }
    }

    private JsonNode line(Node.Line line) {
        boolean scalar =
                line.fields().size() == 1 && line.fields().getFirst().keyword().isEmpty();
        if (scalar) {
            return value(line.fields().getFirst().value());
        }
        ObjectNode object = nodes.objectNode();
        place(object, line.origin());
        line.fields().forEach(field -> object.set(field.keyword(), value(field.value())));
        return object;
    }

    private JsonNode value(Datum value) {
        return switch (value) {
            case Datum.Text(String text) -> nodes.textNode(text);
            case Datum.Words(List<String> words) -> nodes.textNode(String.join(" ", words));
            case Datum.Amount(var number) -> nodes.numberNode(number);
            case Datum.Flag(boolean on) -> nodes.booleanNode(on);
            case Datum.Switch(boolean on) -> nodes.booleanNode(on);
            case Datum.Command(var command) -> {
                ObjectNode object = nodes.objectNode();
                command.argv().forEach(object.putArray("argv")::add);
                command.runAs().ifPresent(account -> {
                    object.put("user", account.user());
                    account.group().ifPresent(group -> object.put("group", group));
                });
                yield object;
            }
        };
    }

    private void place(ObjectNode object, Origin origin) {
        if (origins) {
            object.set("origin", origin(origin));
        }
    }

    private JsonNode origin(Origin origin) {
        ObjectNode object = nodes.objectNode();
        switch (origin) {
            case Origin.Given(SourceSpan span) -> place(object.put("from", "file"), span);
            case Origin.Inherited(String keyword, SourceSpan span) ->
                place(object.put("from", "inherited").put("keyword", keyword), span);
            case Origin.Default _ -> object.put("from", "default");
        }
        return object;
    }

    private static void place(ObjectNode object, SourceSpan span) {
        object.put("file", span.file());
        if (span.line() > 0) {
            object.put("line", span.line()).put("column", span.column());
        }
    }
}
