package holdfast.drill.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.drill.scenario.Check;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * What a live drill found.
 *
 * @param plan what was drilled
 * @param startedAt when it began
 * @param checks what was expected and measured, in order
 * @param timeline what happened when, a line each
 */
public record LiveReport(LivePlanView plan, Instant startedAt, List<Check> checks, List<String> timeline) {
    /** The name of the JSON schema; it changes whenever a member changes its meaning or goes away. */
    public static final String SCHEMA = "holdfast-live-drill/1";

    /**
     * What was drilled.
     *
     * @param node where
     * @param name as asked for
     * @param instances what moved
     */
    public record LivePlanView(String node, String name, List<String> instances) {
        /** Copies the list. */
        public LivePlanView {
            instances = List.copyOf(instances);
        }
    }

    /** Copies the lists. */
    public LiveReport {
        checks = List.copyOf(checks);
        timeline = List.copyOf(timeline);
    }

    /** Whether every expectation held. */
    public boolean passed() {
        return checks.stream().allMatch(check -> check.outcome() == Check.Outcome.HELD);
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder("\nLive drill of ")
                .append(plan.name())
                .append(" on ")
                .append(plan.node())
                .append(", ")
                .append(startedAt.truncatedTo(ChronoUnit.SECONDS))
                .append("\n\n");
        timeline.forEach(line -> text.append("  ").append(line).append('\n'));
        text.append('\n');
        for (Check check : checks) {
            boolean held = check.outcome() == Check.Outcome.HELD;
            text.append(held ? "PASS  " : "FAIL  ")
                    .append(check.subject())
                    .append(": ")
                    .append(check.measured())
                    .append(" (expected ")
                    .append(check.expected())
                    .append(")\n");
            if (!held) {
                text.append("      ").append(check.explanation()).append('\n');
            }
        }
        long held = checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.HELD)
                .count();
        return text.append('\n')
                .append(held)
                .append(" of ")
                .append(checks.size())
                .append(" expectations held.\n")
                .toString();
    }

    /** For programs; docs/drill.md describes it. */
    public ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.put("verdict", passed() ? "PASS" : "FAIL");
        root.put("node", plan.node());
        root.put("name", plan.name());
        ArrayNode instances = root.putArray("instances");
        plan.instances().forEach(instances::add);
        root.put("startedAt", startedAt.toString());
        ArrayNode list = root.putArray("checks");
        for (Check check : checks) {
            list.addObject()
                    .put("subject", check.subject())
                    .put("expected", check.expected())
                    .put("measured", check.measured())
                    .put("outcome", check.outcome().name().toLowerCase(Locale.ROOT))
                    .put("explanation", check.explanation());
        }
        ArrayNode lines = root.putArray("timeline");
        timeline.forEach(lines::add);
        return root;
    }
}
