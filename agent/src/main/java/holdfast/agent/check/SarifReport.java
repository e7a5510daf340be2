package holdfast.agent.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.RuleExplanations;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings as SARIF 2.1.0 (OASIS standard, 27 March 2020), for code scanning. */
public final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private SarifReport() {}

    /**
     * The report as text, with a line end after the last line.
     *
     * @param report what was found
     * @param version of Holdfast
     */
    public static String of(Report report, String version) {
        List<Diagnostic> findings = report.findings();
        List<Rule> rules = new ArrayList<>(
                findings.stream().map(Diagnostic::rule).distinct().toList());
        ObjectNode log = JsonNodeFactory.instance.objectNode();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Holdfast");
        driver.put("version", version);
        ArrayNode described = driver.putArray("rules");
        rules.forEach(rule -> describe(described.addObject(), rule));
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        findings.forEach(finding -> result(results.addObject(), finding, rules.indexOf(finding.rule())));
        return JsonReport.text(log);
    }

    private static void describe(ObjectNode object, Rule rule) {
        object.put("id", rule.id());
        object.put("name", name(rule));
        object.putObject("shortDescription").put("text", RuleExplanations.title(rule));
        object.putObject("fullDescription").put("text", rule.why());
        object.putObject("help").put("text", rule.why() + " 'holdfast check --explain " + rule.id() + "' tells more.");
        object.putObject("defaultConfiguration").put("level", level(rule.severity()));
    }

    /** {@code UnknownKeyword}. */
    private static String name(Rule rule) {
        return Arrays.stream(rule.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static void result(ObjectNode object, Diagnostic finding, int rule) {
        object.put("ruleId", finding.rule().id());
        object.put("ruleIndex", rule);
        object.put("level", level(finding.severity()));
        object.putObject("message")
                .put(
                        "text",
                        finding.summary()
                                + finding.hint().map(hint -> "; " + hint).orElse(""));
        place(object.putArray("locations").addObject(), finding.span());
        finding.related().ifPresent(other -> {
            ObjectNode location = object.putArray("relatedLocations").addObject();
            location.put("id", 1);
            place(location, other.span());
            location.putObject("message").put("text", other.text());
        });
    }

    private static void place(ObjectNode location, SourceSpan span) {
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(span.file()));
        if (span.line() > 0) {
            ObjectNode region = physical.putObject("region");
            region.put("startLine", span.line());
            region.put("startColumn", span.column());
            region.put("endLine", span.line());
            region.put("endColumn", span.column() + span.length());
        }
    }

    /** A path as a URI reference (RFC 3986, 4.1); a relative one stays relative. */
    private static String uri(String file) {
        try {
            boolean absolute = file.startsWith("/");
            String path = !absolute && file.contains(":") ? "./" + file : file;
            String reference = new URI(null, null, path, null).toASCIIString();
            return absolute ? "file://" + reference : reference;
        } catch (URISyntaxException e) {
            return file; // a name no URI can hold, such as one with a NUL
        }
    }

    private static String level(Severity severity) {
        return severity.word(); // SARIF, 3.27.10: the words are the same
    }
}
