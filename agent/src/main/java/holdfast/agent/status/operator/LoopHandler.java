package holdfast.agent.status.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.status.DurationHistogram;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How punctual the loop of VRRP is, the command {@code loop} of the control socket: {@code lateness} and {@code turns}, each with
 * {@code ranges} of {@code upToMicros} (none in the last) and {@code count}, and {@code sumMicros}; {@code late}: how often by reason.
 *
 * @param measurements of the loop
 */
public record LoopHandler(LoopMeasurements measurements) implements ControlHandler {
    @Override
    public CompletionStage<JsonNode> handle(JsonNode request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("lateness", histogram(measurements.lateness().read()));
        answer.set("turns", histogram(measurements.turns().read()));
        ObjectNode late = answer.putObject("late");
        measurements.watch().counts().forEach((reason, count) -> late.put(reason.label(), count));
        return CompletableFuture.completedFuture(answer);
    }

    private static ObjectNode histogram(DurationHistogram.Reading reading) {
        ObjectNode histogram = JsonNodeFactory.instance.objectNode();
        ArrayNode ranges = histogram.putArray("ranges");
        for (int i = 0; i < reading.counts().size(); i++) {
            ObjectNode range = ranges.addObject();
            if (i < reading.bounds().size()) {
                range.put("upToMicros", reading.bounds().get(i).toNanos() / 1000);
            }
            range.put("count", reading.counts().get(i));
        }
        histogram.put("sumMicros", reading.sum().toNanos() / 1000);
        return histogram;
    }
}
