package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** How punctual the loop of VRRP is, in lines. */
final class LoopText {
    private LoopText() {}

    /** @param loop the answer to {@code loop} */
    static String of(JsonNode loop) {
        TextTable table = new TextTable("UP TO", "VRRP LOOP WOKE UP LATE", "WAS BUSY");
        JsonNode turns = loop.path("turns").path("ranges");
        for (JsonNode range : loop.path("lateness").path("ranges")) {
            JsonNode bound = range.path("upToMicros");
            table.row(
                    bound.isMissingNode() ? "longer" : time(bound.asLong()),
                    range.path("count").asText(),
                    count(turns, bound));
        }
        TextTable late = new TextTable("TOO LATE BECAUSE OF", "TIMES");
        for (var reason : loop.path("late").properties()) {
            if (reason.getValue().asLong() > 0) {
                late.row(reason.getKey(), reason.getValue().asText());
            }
        }
        return table.text(0) + (late.isEmpty() ? "" : "\n" + late.text(0));
    }

    private static String count(JsonNode ranges, JsonNode bound) {
        for (JsonNode range : ranges) {
            if (range.path("upToMicros").equals(bound)) {
                return range.path("count").asText();
            }
        }
        return "-";
    }

    /** Such as 0.1 ms or 1000 ms. */
    private static String time(long micros) {
        return BigDecimal.valueOf(micros, 3).stripTrailingZeros().toPlainString() + " ms";
    }
}
