package holdfast.drill.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.drill.measure.Fact;
import holdfast.drill.measure.Outage;
import holdfast.drill.plan.NodePlan;
import holdfast.drill.plan.RouterPlan;
import holdfast.drill.report.DrillReport.Section;
import holdfast.drill.scenario.Check;
import holdfast.drill.scenario.Episode;
import holdfast.drill.scenario.Expectation;
import holdfast.drill.scenario.Service;
import holdfast.linux.AddressText;
import java.time.Duration;
import java.time.Instant;

/** The report for programs: schema {@code holdfast-drill/1}, described in {@code docs/drill.md}. */
public final class JsonReport {
    /** The name of the schema; it changes whenever a member changes its meaning or goes away. */
    public static final String SCHEMA = "holdfast-drill/1";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final DrillReport report;

    private JsonReport(DrillReport report) {
        this.report = report;
    }

    /**
     * Renders the report.
     *
     * @param report what was found
     * @return one JSON object, indented, with a final line end
     */
    public static String render(DrillReport report) {
        try {
            return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(new JsonReport(report).root())
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values cannot be written", e);
        }
    }

    private ObjectNode root() {
        ObjectNode root = NODES.objectNode();
        root.put("schema", SCHEMA);
        root.put("verdict", report.passed() ? "PASS" : "FAIL");
        root.put("summary", TextReport.summary(report));
        root.put("startedAt", report.startedAt().toString());
        root.put("seconds", seconds(report.endedAt()));
        root.put("machine", report.machine());
        root.set("pair", pair());
        ArrayNode scenarios = root.putArray("scenarios");
        report.sections().forEach(section -> scenarios.add(section(section)));
        ArrayNode timeline = root.putArray("timeline");
        report.facts().forEach(fact -> timeline.add(fact(fact)));
        return root;
    }

    private ObjectNode pair() {
        ObjectNode pair = NODES.objectNode();
        RouterPlan router = report.plan().firstRouter();
        pair.put("address", AddressText.of(report.plan().target()));
        pair.put("virtualRouterId", router.virtualRouterId());
        pair.put("version", router.version());
        ArrayNode nodes = pair.putArray("nodes");
        nodes.add(node(report.plan().first(), report.plan().firstRouter(), report.firstAgent()));
        nodes.add(node(report.plan().second(), report.plan().secondRouter(), report.secondAgent()));
        return pair;
    }

    private static ObjectNode node(NodePlan plan, RouterPlan router, String agent) {
        ObjectNode node = NODES.objectNode();
        node.put("name", plan.host());
        node.put("agent", agent);
        node.put("configuration", plan.origin());
        node.put("priority", router.priorityWhenWell());
        node.put("advertIntervalMs", milliseconds(router.interval()));
        node.put("skewTimeMs", milliseconds(router.timers().skewTime()));
        node.put("activeDownIntervalMs", milliseconds(router.timers().activeDownInterval()));
        return node;
    }

    private ObjectNode section(Section section) {
        ObjectNode node = NODES.objectNode();
        node.put("name", section.name());
        node.put("title", section.title());
        node.put("verdict", section.verdict().name());
        node.put("remark", section.remark());
        ArrayNode events = node.putArray("events");
        section.episodes().forEach(episode -> events.add(episode(episode)));
        return node;
    }

    private ObjectNode episode(Episode episode) {
        ObjectNode node = NODES.objectNode();
        node.put("event", episode.event());
        node.put("at", seconds(episode.from()));
        node.put("until", seconds(episode.until()));
        node.put("masterBefore", episode.masterBefore());
        node.put("masterAfter", episode.masterAfter());
        node.put("takeoverMs", episode.takeover().map(JsonReport::milliseconds).orElse(null));
        node.set("pings", service(episode.pings()));
        node.set("pages", service(episode.pages()));
        node.set("expected", expectation(episode.expectation()));
        node.put("verdict", episode.passed() ? "PASS" : "FAIL");
        node.put("reason", episode.reason());
        ArrayNode checks = node.putArray("checks");
        episode.checks().forEach(check -> checks.add(check(check)));
        return node;
    }

    private static ObjectNode check(Check check) {
        ObjectNode node = NODES.objectNode();
        node.put("subject", check.subject());
        node.put("expected", check.expected());
        node.put("measured", check.measured());
        node.put("outcome", check.outcome().name());
        node.put("explanation", check.explanation());
        return node;
    }

    private static ObjectNode expectation(Expectation expectation) {
        ObjectNode node = NODES.objectNode();
        node.put("rule", expectation.rule());
        node.put("leastMs", milliseconds(expectation.least()));
        node.put("mostMs", milliseconds(expectation.most()));
        node.put("explanation", expectation.explanation());
        return node;
    }

    private ObjectNode service(Service service) {
        ObjectNode node = NODES.objectNode();
        node.put("asked", service.asked());
        node.put("lost", service.lost());
        node.put("longestOutageMs", milliseconds(service.longestOutage()));
        ArrayNode outages = node.putArray("outages");
        for (Outage outage : service.outages()) {
            outages.addObject()
                    .put("at", seconds(outage.from()))
                    .put("lengthMs", milliseconds(outage.length()))
                    .put("lost", outage.lost());
        }
        return node;
    }

    private ObjectNode fact(Fact fact) {
        ObjectNode node = NODES.objectNode().put("at", seconds(fact.at()));
        return switch (fact) {
            case Fact.Advert advert ->
                node.put("kind", "advert")
                        .put("host", advert.host())
                        .put("version", advert.version())
                        .put("virtualRouterId", advert.virtualRouterId())
                        .put("priority", advert.priority())
                        .put("intervalMs", milliseconds(advert.interval()))
                        .put("ttl", advert.timeToLive())
                        .put("checksum", advert.checksum().name());
            case Fact.Announcement announcement ->
                node.put("kind", "announcement")
                        .put("host", announcement.host())
                        .put("address", AddressText.of(announcement.address()));
            case Fact.Malformed malformed ->
                node.put("kind", "malformed").put("host", malformed.host()).put("problem", malformed.problem());
            case Fact.AddressChange change ->
                node.put("kind", "address")
                        .put("host", change.host())
                        .put("interface", change.interfaceName())
                        .put("address", AddressText.of(change.address()))
                        .put("present", change.present());
            case Fact.LinkChange change ->
                node.put("kind", "link")
                        .put("host", change.host())
                        .put("interface", change.interfaceName())
                        .put("running", change.running());
            case Fact.Action action ->
                node.put("kind", "action").put("host", action.host()).put("what", action.what());
            case Fact.ServiceChange change ->
                node.put("kind", "service").put("probe", change.probe().name()).put("answered", change.answered());
        };
    }

    private double seconds(Instant at) {
        return Math.round(Duration.between(report.startedAt(), at).toNanos() / 1e3) / 1e6;
    }

    private static double milliseconds(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
