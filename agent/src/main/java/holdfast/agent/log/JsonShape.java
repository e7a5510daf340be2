package holdfast.agent.log;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/**
 * One JSON object a line (RFC 8259): {@code time}, {@code level}, {@code event}, whom it is about, {@code message}. Written by hand: the
 * daemon starts without a JSON library.
 */
final class JsonShape implements LineShape {
    /** A shape; for the writer thread. */
    JsonShape() {}

    @Override
    public String format(LogLine line) {
        String whole = line.text();
        int end = whole.indexOf('\n');
        String message = end < 0 ? whole : whole.substring(0, end);
        StringBuilder json = new StringBuilder(whole.length() + 128).append("{\"time\":\"");
        time(json, line.epochMillis());
        member(json.append('"'), "level", level(line.importance()));
        LogEvent event = LogEvent.of(message, line.importance());
        member(json, "event", event.id());
        for (Map.Entry<String, String> subject : LogEvent.subjects(message).entrySet()) {
            member(json, subject.getKey(), subject.getValue());
        }
        member(json, "message", message);
        if (end >= 0) {
            member(json, "details", whole.substring(end + 1));
        }
        if (line.more() > 0) {
            json.append(",\"more\":").append(line.more());
        }
        return json.append("}\n").toString();
    }

    private static String level(LogLine.Importance importance) {
        return switch (importance) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFORMATION -> "info";
            case DETAIL -> "debug";
        };
    }

    /** {@code 2026-11-22T09:50:24.123Z} (RFC 3339), always with milliseconds. */
    private static void time(StringBuilder json, long epochMillis) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(Math.floorDiv(epochMillis, 1000L), 0, ZoneOffset.UTC);
        padded(json, utc.getYear(), 4).append('-');
        padded(json, utc.getMonthValue(), 2).append('-');
        padded(json, utc.getDayOfMonth(), 2).append('T');
        padded(json, utc.getHour(), 2).append(':');
        padded(json, utc.getMinute(), 2).append(':');
        padded(json, utc.getSecond(), 2).append('.');
        padded(json, Math.floorMod(epochMillis, 1000), 3).append('Z');
    }

    private static StringBuilder padded(StringBuilder json, int number, int width) {
        String digits = Integer.toString(number);
        return json.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }

    private static void member(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
