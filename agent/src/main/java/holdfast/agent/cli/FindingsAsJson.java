package holdfast.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.MachineFinding;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.SourceSpan;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Findings for programs: an array of objects with {@code file}, {@code line} and {@code column} (from 1, absent when the
 * finding is about a whole file or about the machine), {@code length}, {@code severity}, {@code rule}, {@code message} and
 * {@code hint}.
 */
final class FindingsAsJson {
    private FindingsAsJson() {}

    static String of(List<CheckedConfiguration> configurations) {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ArrayNode findings = mapper.createArrayNode();
        for (CheckedConfiguration configuration : configurations) {
            configuration.parse().diagnostics().forEach(diagnostic -> fill(findings.addObject(), diagnostic));
            configuration.machine().forEach(found -> fill(findings.addObject(), configuration.file(), found));
        }
        try {
            return mapper.writeValueAsString(findings) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // strings and numbers can always be written
        }
    }

    private static void fill(ObjectNode object, Diagnostic diagnostic) {
        SourceSpan span = diagnostic.span();
        object.put("file", span.file());
        if (span.line() > 0) {
            object.put("line", span.line()).put("column", span.column()).put("length", span.length());
        }
        object.put("severity", diagnostic.severity().word());
        object.put("rule", diagnostic.rule().id());
        object.put("message", diagnostic.summary());
        diagnostic.hint().ifPresent(hint -> object.put("hint", hint));
        object.put("why", diagnostic.rule().why());
    }

    private static void fill(ObjectNode object, String file, MachineFinding found) {
        object.put("file", file);
        object.put("severity", found.severity().word());
        object.put(
                "rule",
                "machine-" + found.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        object.put("message", found.subject() + " " + found.text());
    }
}
