package holdfast.agent.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.reload.ReloadReport.Outcome;
import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reports as JSON, for programs and between daemon and command; docs/operations.md has the members. */
final class ReloadJson {
    private ReloadJson() {}

    static ObjectNode of(ReloadReport report) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
        object.put("file", report.file());
        object.put("message", report.message());
        ArrayNode steps = object.putArray("steps");
        report.steps().stream().limit(ReloadReport.MOST_TOLD).forEach(step -> add(steps.addObject(), step));
        object.put("moreSteps", Math.max(0, report.steps().size() - ReloadReport.MOST_TOLD));
        ArrayNode interrupts = object.putArray("interrupts");
        report.interrupts().stream().limit(ReloadReport.MOST_TOLD).forEach(interrupts::add);
        ArrayNode problems = object.putArray("problems");
        report.problems().forEach(problems::add);
        object.put("mistakes", report.mistakes());
        object.put("findings", report.findings());
        return object;
    }

    private static void add(ObjectNode object, Step step) {
        object.put("area", step.area().word());
        object.put("action", step.action().name().toLowerCase(Locale.ROOT));
        object.put("subject", step.subject());
        object.put("words", step.words());
        object.put("interrupts", step.interrupts().orElse(null));
    }

    /** What a daemon has answered. */
    static ReloadReport report(JsonNode answer) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : answer.path("steps")) {
            steps.add(new Step(
                    Area.valueOf(
                            step.path("area").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
                    Action.valueOf(step.path("action").asText().toUpperCase(Locale.ROOT)),
                    step.path("subject").asText(),
                    step.path("words").asText(),
                    Optional.ofNullable(step.path("interrupts").textValue())));
        }
        List<String> problems = new ArrayList<>();
        answer.path("problems").forEach(problem -> problems.add(problem.asText()));
        return new ReloadReport(
                Outcome.valueOf(answer.path("outcome").asText().toUpperCase(Locale.ROOT)),
                answer.path("file").asText(),
                steps,
                problems,
                answer.path("message").asText(),
                answer.path("findings").asText(),
                answer.path("mistakes").asInt());
    }
}
