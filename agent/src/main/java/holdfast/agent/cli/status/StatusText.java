package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.status.operator.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The status as people read it: a line for each instance, and below what is worth knowing about priorities, peers and scripts. */
final class StatusText {
    private StatusText() {}

    /** All of it. */
    static String of(JsonNode status) {
        StringBuilder text = new StringBuilder(heading(status)).append('\n');
        if (status.path("instances").isEmpty()) {
            return text.append("no vrrp_instance is configured\n").toString();
        }
        if (status.path("maintenance").asBoolean()) {
            text.append("This node is in maintenance ('holdfast maintenance off' ends that).\n\n");
        }
        text.append(instances(status)).append(troubles(status));
        part(text, "Priorities", priorities(status));
        part(text, "Leases of the addresses, should this node die", leases(status));
        part(text, "Peers heard", peers(status));
        part(text, "Sync groups", groups(status));
        part(text, "Tracked scripts", scripts(status));
        part(text, "BFD sessions", sessions(status));
        return text.append(strangers(status)).toString();
    }

    private static void part(StringBuilder text, String title, TextTable table) {
        if (!table.isEmpty()) {
            text.append('\n').append(title).append('\n').append(table.text(2));
        }
    }

    private static String heading(JsonNode status) {
        JsonNode agent = status.path("agent");
        Duration up = Duration.between(
                Instant.parse(agent.path("startedAt").asText()),
                Instant.parse(status.path("at").asText()));
        long reloads = agent.path("reloads").asLong();
        return "%s: Holdfast %s, process %d, up %s, %s%s%n"
                .formatted(
                        agent.path("routerId").asText(),
                        agent.path("version").asText(),
                        agent.path("pid").asLong(),
                        Spans.text(up.isNegative() ? Duration.ZERO : up),
                        agent.path("configurationFile").asText(),
                        reloads == 0 ? "" : ", " + reloads + (reloads == 1 ? " reload" : " reloads"));
    }

    private static String instances(JsonNode status) {
        TextTable table = new TextTable("INSTANCE", "STATE", "FOR", "PRIORITY", "MASTER", "ADDRESSES", "BECAUSE");
        for (JsonNode instance : status.path("instances")) {
            table.row(
                    instance.path("instance").asText(),
                    instance.path("state").asText(),
                    span(instance.path("sinceSeconds")),
                    priority(instance.path("priority")),
                    master(instance),
                    addresses(instance),
                    instance.path("reason").asText());
        }
        return table.text(0);
    }

    /** {@code 81 (101 -20)}. */
    private static String priority(JsonNode priority) {
        int configured = priority.path("configured").asInt();
        int change = priority.path("effective").asInt() - configured;
        String bracket = change == 0 ? "" : " (%d %+d)".formatted(configured, change);
        return priority.path("effective").asInt() + bracket;
    }

    private static String master(JsonNode instance) {
        JsonNode master = instance.path("master");
        if (!master.isObject()) {
            return "-";
        }
        return master.path("ourselves").asBoolean()
                ? "this node"
                : master.path("address").asText() + ", "
                        + master.path("priority").asInt();
    }

    private static String addresses(JsonNode instance) {
        int present = 0;
        for (JsonNode address : instance.path("addresses")) {
            present += address.path("present").asBoolean() ? 1 : 0;
        }
        return present + " of " + instance.path("addresses").size();
    }

    private static void missing(JsonNode instance, StringBuilder text) {
        for (JsonNode entry : instance.path("routing")) {
            if (!entry.path("present").asBoolean()) {
                text.append(instance.path("instance").asText())
                        .append(": not in the kernel: ")
                        .append(entry.path("entry").asText())
                        .append('\n');
            }
        }
    }

    private static String troubles(JsonNode status) {
        StringBuilder text = new StringBuilder();
        for (JsonNode instance : status.path("instances")) {
            String name = instance.path("instance").asText();
            for (JsonNode trouble : instance.path("troubles")) {
                text.append(name).append(": ").append(trouble.asText()).append('\n');
            }
            if ("MASTER".equals(instance.path("state").asText())) {
                missing(instance, text);
            }
            if (instance.path("handedOver").asBoolean()) {
                text.append("%s: handed over until 'holdfast switchover --back %s'%n".formatted(name, name));
            }
            for (JsonNode address : instance.path("addresses")) {
                if (instance.path("state").asText().equals("MASTER")
                        && !address.path("present").asBoolean()) {
                    text.append("%s: %s is not on %s%n"
                            .formatted(
                                    name,
                                    address.path("address").asText(),
                                    address.path("interface").asText()));
                }
            }
        }
        return text.toString();
    }

    private static TextTable priorities(JsonNode status) {
        TextTable table = new TextTable("INSTANCE", "TRACKED", "WEIGHT", "CHANGE", "STATUS");
        for (JsonNode instance : status.path("instances")) {
            for (JsonNode part : instance.path("priority").path("contributions")) {
                int weight = part.path("weight").asInt();
                table.row(
                        instance.path("instance").asText(),
                        part.path("type").asText() + " " + part.path("name").asText(),
                        (weight == 0 ? "fault" : "%+d".formatted(weight))
                                + (part.path("reverse").asBoolean() ? " reverse" : ""),
                        part.path("fault").asBoolean()
                                ? "FAULT"
                                : "%+d".formatted(part.path("change").asInt()),
                        part.path("text").asText());
            }
        }
        return table;
    }

    private static TextTable leases(JsonNode status) {
        TextTable table =
                new TextTable("INSTANCE", "LEASE", "LEFT", "REMOVED WITHIN", "NOT TAKEN BEFORE", "TWO HOLDERS");
        for (JsonNode instance : status.path("instances")) {
            JsonNode lease = instance.path("lease");
            String name = instance.path("instance").asText();
            if (!lease.isObject()) {
                table.row(name, "none", "-", "never", "-", "until somebody removes them");
                continue;
            }
            double overlap = lease.path("overlapSeconds").asDouble();
            table.row(
                    name,
                    span(lease.path("seconds")),
                    lease.path("leftSeconds").isNumber() ? span(lease.path("leftSeconds")) : "-",
                    hundredths(lease.path("removedAfterSeconds").asDouble()),
                    hundredths(lease.path("takenAfterSeconds").asDouble()),
                    overlap == 0 ? "never" : "up to " + hundredths(overlap));
        }
        return table;
    }

    private static String hundredths(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    private static TextTable peers(JsonNode status) {
        TextTable table = new TextTable(
                "INSTANCE", "PEER", "HEARD", "PRIORITY", "VERSION", "EVERY", "CHECKSUM", "ADVERTS", "REJECTED");
        for (JsonNode instance : status.path("instances")) {
            for (JsonNode peer : instance.path("peers")) {
                JsonNode last = peer.path("last");
                boolean heard = last.isObject();
                table.row(
                        instance.path("instance").asText(),
                        peer.path("address").asText(),
                        heard ? span(last.path("agoSeconds")) + " ago" : "never",
                        heard ? last.path("priority").asText() : "-",
                        heard ? last.path("version").asText() : "-",
                        heard ? last.path("advertSeconds").asText() + " s" : "-",
                        heard ? last.path("checksum").asText() : "-",
                        peer.path("adverts").asText(),
                        rejected(peer));
            }
        }
        return table;
    }

    private static String rejected(JsonNode peer) {
        JsonNode error = peer.path("lastError");
        if (!error.isObject()) {
            return "0";
        }
        return "%d, %s ago: %s (%s)"
                .formatted(
                        peer.path("rejected").asLong(),
                        span(error.path("agoSeconds")),
                        error.path("reason").asText(),
                        error.path("detail").asText());
    }

    private static TextTable groups(JsonNode status) {
        TextTable table = new TextTable("GROUP", "STATE", "MEMBERS");
        for (JsonNode group : status.path("groups")) {
            List<String> members = new ArrayList<>();
            group.path("members").forEach(member -> members.add(member.asText()));
            table.row(
                    group.path("group").asText(),
                    group.path("state").asText("-").replace("null", "-"),
                    String.join(", ", members));
        }
        return table;
    }

    private static TextTable scripts(JsonNode status) {
        TextTable table = new TextTable("SCRIPT", "HEALTH", "LAST RUN", "TOOK", "FAILED", "RESULT");
        Instant now = Instant.parse(status.path("at").asText());
        for (JsonNode script : status.path("scripts")) {
            JsonNode last = script.path("last");
            boolean ran = last.isObject();
            table.row(
                    script.path("script").asText(),
                    script.path("health").asText(),
                    ran ? ago(last.path("at"), now) : "-",
                    ran ? Math.round(last.path("tookSeconds").asDouble() * 1000) + " ms" : "-",
                    script.path("failures").asText() + " of "
                            + script.path("runs").asText(),
                    ran ? last.path("result").asText() : "-");
        }
        return table;
    }

    private static TextTable sessions(JsonNode status) {
        TextTable table = new TextTable("SESSION", "NEIGHBOR", "STATE", "SINCE", "DIAGNOSTIC");
        for (JsonNode session : status.path("bfdSessions")) {
            table.row(
                    session.path("session").asText(),
                    session.path("neighbor").asText(),
                    session.path("state").asText(),
                    session.path("since").isTextual() ? session.path("since").asText() : "-",
                    session.path("diagnostic").asText());
        }
        return table;
    }

    /** Adverts that nobody here is configured for. */
    private static String strangers(JsonNode status) {
        StringBuilder text = new StringBuilder();
        for (JsonNode unknown : status.path("unknownVrids")) {
            text.append(text.isEmpty() ? "\n" : "")
                    .append("VRID %d (%s) on %s is not configured here: %d packets%n"
                            .formatted(
                                    unknown.path("virtualRouterId").asInt(),
                                    unknown.path("family").asText(),
                                    unknown.path("interface").asText(),
                                    unknown.path("packets").asLong()));
        }
        return text.toString();
    }

    private static String ago(JsonNode at, Instant now) {
        Duration span = Duration.between(Instant.parse(at.asText()), now);
        return Spans.text(span.isNegative() ? Duration.ZERO : span) + " ago";
    }

    private static String span(JsonNode seconds) {
        return Spans.text(Duration.ofMillis(Math.round(seconds.asDouble() * 1000)));
    }
}
