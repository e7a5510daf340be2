package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Events as people read them. */
final class HistoryText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private HistoryText() {}

    /** The local time of an event. */
    static String clock(JsonNode event) {
        return Instant.parse(event.path("at").asText())
                .atZone(ZoneId.systemDefault())
                .format(TIME);
    }

    /** A line for each event. */
    static String of(JsonNode answer) {
        TextTable table = new TextTable("TIME", "INSTANCE", "FROM", "TO", "PRIORITY", "BECAUSE");
        for (JsonNode event : answer.path("events")) {
            if (event.path("kind").asText().equals("state")) {
                boolean group = event.has("group");
                table.row(
                        clock(event),
                        group
                                ? "group " + event.path("group").asText()
                                : event.path("instance").asText(),
                        event.path("from").asText(),
                        event.path("to").asText(),
                        group ? "-" : event.path("priority").asText(),
                        event.path("reason").asText());
            } else {
                table.row(clock(event), "-", "-", "-", "-", event.path("text").asText());
            }
        }
        return table.isEmpty() ? "nothing has happened since the daemon's start\n" : table.text(0);
    }
}
