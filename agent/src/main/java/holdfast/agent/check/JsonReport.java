package holdfast.agent.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.json.JsonMapping;
import holdfast.agent.pair.Failure;
import holdfast.agent.pair.PairNode;
import holdfast.agent.pair.PairReport;
import holdfast.agent.pair.RouterElection;
import holdfast.agent.pair.RouterElection.NodeState;
import holdfast.agent.pair.RouterElection.Situation;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.SourceSpan;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Findings for programs: an array of objects that all have the same members. Lines and columns count from 1 in UTF-16 units; the end
 * is the column after the last character; what concerns a whole file has line 1 and column 1. {@code hint} is null when there is none. For a
 * pair it is an object: the array, the nodes, and the election of each virtual router.
 */
public final class JsonReport {

    private JsonReport() {}

    /** The report as text, with a line end after the last line. */
    public static String of(Report report) {
        ArrayNode findings = JsonMapping.MAPPER.createArrayNode();
        report.findings().forEach(finding -> fill(findings.addObject(), finding));
        return text(report.pair()
                .<JsonNode>map(pair -> pair(pair.report(), findings))
                .orElse(findings));
    }

    /** Any tree as indented text, with a line end after the last line. */
    static String text(JsonNode tree) {
        try {
            return JsonMapping.INDENTED.writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // strings and numbers can always be written
        }
    }

    private static void fill(ObjectNode object, Diagnostic finding) {
        object.put("rule", finding.rule().id());
        object.put("severity", finding.severity().word());
        place(object, finding.span());
        object.put("message", finding.summary());
        object.put("why", finding.rule().why());
        object.put("hint", finding.hint().orElse(null));
        ArrayNode related = object.putArray("related");
        finding.related().ifPresent(other -> {
            ObjectNode node = related.addObject();
            place(node, other.span());
            node.put("message", other.text());
        });
    }

    private static void place(ObjectNode object, SourceSpan span) {
        boolean whole = span.line() == 0;
        object.put("file", span.file());
        object.put("line", Math.max(1, span.line()));
        object.put("column", span.column());
        object.put("endLine", Math.max(1, span.line()));
        object.put("endColumn", whole ? span.column() : span.column() + span.length());
    }

    private static ObjectNode pair(PairReport pair, ArrayNode findings) {
        ObjectNode object = JsonMapping.MAPPER.createObjectNode();
        object.set("findings", findings);
        ArrayNode nodes = object.putArray("nodes");
        for (PairNode node : pair.nodes()) {
            nodes.addObject()
                    .put("node", node.label())
                    .put("file", node.file())
                    .put("routerId", node.configuration().globalDefs().routerId());
        }
        ArrayNode routers = object.putArray("virtualRouters");
        pair.elections().forEach(election -> fill(routers.addObject(), election, pair.nodes()));
        return object;
    }

    private static void fill(ObjectNode object, RouterElection election, List<PairNode> nodes) {
        object.put("name", election.router().name());
        object.put("virtualRouterId", election.router().first().virtualRouterId());
        object.put("family", election.router().first().family().word());
        ArrayNode situations = object.putArray("situations");
        for (Situation situation : election.situations()) {
            ObjectNode entry = situations.addObject();
            entry.set(
                    "failure",
                    situation
                            .failure()
                            .<JsonNode>map(failure -> failure(failure, nodes))
                            .orElse(JsonMapping.MAPPER.nullNode()));
            entry.put("verdict", situation.verdict().name().toLowerCase(Locale.ROOT));
            labels(entry.putArray("masters"), situation.masters(), nodes);
            labels(entry.putArray("mastersAfterRepair"), situation.mastersAfterRepair(), nodes);
            ArrayNode states = entry.putArray("nodes");
            for (int node = 0; node < nodes.size(); node++) {
                NodeState state = situation.nodes().get(node);
                ObjectNode one = states.addObject();
                one.put("node", nodes.get(node).label());
                one.put("state", state.state().isEmpty() ? null : state.state());
                one.put("priority", state.priority());
            }
        }
    }

    private static ObjectNode failure(Failure failure, List<PairNode> nodes) {
        ObjectNode object = JsonMapping.MAPPER.createObjectNode();
        object.put("kind", failure.kind());
        object.put("name", failure.subject());
        object.put("node", nodes.get(failure.node()).label());
        return object;
    }

    private static void labels(ArrayNode array, List<Integer> numbers, List<PairNode> nodes) {
        numbers.forEach(number -> array.add(nodes.get(number).label()));
    }
}
