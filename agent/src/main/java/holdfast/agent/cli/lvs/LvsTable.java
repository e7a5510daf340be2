package holdfast.agent.cli.lvs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** The listing as people read it: the lines of {@code ipvsadm -Ln}, and health beside them. */
final class LvsTable {
    private static final List<String> HEADING = List.of(
            "  -> RemoteAddress:Port", "Forward", "Weight", "ActiveConn", "InActConn", "Health", "Checked", "Remarks");

    private LvsTable() {}

    /**
     * All of it.
     *
     * @param servers the {@code virtualServers} of the daemon's answer
     * @param now the time here, for the end of what operators have set
     */
    static String of(ArrayNode servers, ZonedDateTime now) {
        if (servers.isEmpty()) {
            return "no virtual servers\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADING);
        for (JsonNode server : servers) {
            server.path("realServers").forEach(real -> rows.add(row(real, now)));
        }
        int[] widths = widths(rows);
        StringBuilder text = new StringBuilder("Prot LocalAddress:Port Scheduler\n");
        text.append(line(HEADING, widths));
        int next = 1;
        for (JsonNode server : servers) {
            text.append(virtualServer(server)).append('\n');
            for (int i = 0; i < server.path("realServers").size(); i++) {
                text.append(line(rows.get(next++), widths));
            }
        }
        return text.toString();
    }

    private static String virtualServer(JsonNode server) {
        List<String> remarks = new ArrayList<>();
        remarks.add("quorum %s %d of %d for %s"
                .formatted(
                        server.path("quorumUp").asBoolean() ? "up:" : "LOST:",
                        server.path("liveWeight").asLong(),
                        server.path("quorum").asLong(),
                        time(server.path("sinceSeconds").asLong())));
        if (server.path("sorryServerActive").asBoolean()) {
            remarks.add("sorry server " + server.path("sorryServer").asText() + " stands in");
        }
        if (server.path("checksSuspended").asBoolean()) {
            remarks.add("checks rest, the address is not here");
        }
        if (server.path("trouble").isTextual()) {
            remarks.add("NOT SERVED: " + server.path("trouble").asText());
        }
        String services = server.path("services").size() > 1
                ? " (" + server.path("services").size() + " services)"
                : "";
        return server.path("virtualServer").asText() + services + " "
                + server.path("scheduler").asText() + "  " + String.join(", ", remarks);
    }

    private static List<String> row(JsonNode server, ZonedDateTime now) {
        List<String> remarks = new ArrayList<>();
        operator(server, now, remarks);
        if (server.path("whyDown").isTextual()) {
            remarks.add(server.path("whyDown").asText());
        }
        boolean up = server.path("up").asBoolean();
        return List.of(
                "  -> " + server.path("realServer").asText(),
                server.path("forwarding").asText(),
                weight(server),
                count(server.path("activeConnections")),
                count(server.path("inactiveConnections")),
                (up ? "up " : "DOWN ") + time(server.path("sinceSeconds").asLong()),
                server.path("lastCheckSeconds").isNull()
                        ? "-"
                        : time(server.path("lastCheckSeconds").asLong()) + " ago",
                String.join("; ", remarks));
    }

    private static void operator(JsonNode server, ZonedDateTime now, List<String> remarks) {
        List<String> wishes = new ArrayList<>();
        String admission = server.path("admission").asText();
        if (!admission.equals("enabled")) {
            wishes.add(admission);
        }
        if (server.path("operatorWeight").isNumber()) {
            wishes.add("weight " + server.path("operatorWeight").asLong());
        }
        if (!wishes.isEmpty()) {
            JsonNode seconds = server.path("overrideEndsInSeconds");
            String end = seconds.isNumber() ? " until " + Until.text(now.plusSeconds(seconds.asLong()), now) : "";
            remarks.add("operator: " + String.join(", ", wishes) + end);
        }
    }

    private static String weight(JsonNode server) {
        String kernel = count(server.path("weight"));
        String configured = server.path("configuredWeight").asText();
        return kernel.equals(configured) ? kernel : kernel + " (" + configured + ")";
    }

    private static String count(JsonNode number) {
        return number.isNumber() ? number.asText() : "-";
    }

    /** Two units at most: 45s, 3m20s, 5h10m, 2d4h. */
    static String time(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + seconds % 60 + "s";
        }
        return seconds < 86_400
                ? seconds / 3600 + "h" + seconds % 3600 / 60 + "m"
                : seconds / 86_400 + "d" + seconds % 86_400 / 3600 + "h";
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEADING.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 1);
        }
        return line.toString().stripTrailing() + "\n";
    }
}
