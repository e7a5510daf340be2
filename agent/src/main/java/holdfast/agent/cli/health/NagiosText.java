package holdfast.agent.cli.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The output of a monitoring plugin (monitoring-plugins.org, guidelines; Nagios plugin API): a line with performance data behind a bar, then more
 * lines for the long text.
 */
final class NagiosText {
    private static final int MOST_PROBLEMS = 20;
    private static final int MOST_INSTANCES = 32;

    private NagiosText() {}

    /** All lines. */
    static String of(PluginResult result, JsonNode answer) {
        StringBuilder text = new StringBuilder();
        text.append("HOLDFAST ").append(result.level()).append(" - ").append(summary(result, answer));
        text.append(" | ").append(String.join(" ", data(answer))).append('\n');
        List<PluginResult.Problem> problems = result.problems();
        if (problems.size() > 1) {
            problems.stream()
                    .limit(MOST_PROBLEMS)
                    .forEach(problem -> text.append(problem.level())
                            .append(": ")
                            .append(clean(problem.words()))
                            .append('\n'));
        }
        if (problems.size() > MOST_PROBLEMS) {
            text.append("and ").append(problems.size() - MOST_PROBLEMS).append(" more\n");
        }
        return text.toString();
    }

    /** Without performance data, when there is nothing to tell of. */
    static String of(PluginResult.Level level, String words) {
        return "HOLDFAST " + level + " - " + clean(words) + "\n";
    }

    private static String summary(PluginResult result, JsonNode answer) {
        List<PluginResult.Problem> problems = result.problems();
        if (problems.isEmpty()) {
            return states(answer);
        }
        int more = problems.size() - 1;
        return clean(problems.getFirst().words())
                + (more == 0 ? "" : " (and " + more + " more problem" + (more == 1 ? "" : "s") + ")");
    }

    private static String states(JsonNode answer) {
        JsonNode instances = answer.path("instances");
        if (instances.isEmpty()) {
            JsonNode counts = answer.path("counts");
            return counts.path("realServersUp").asInt() + " of "
                    + counts.path("realServers").asInt() + " real servers up";
        }
        List<String> words = new ArrayList<>();
        for (JsonNode one : instances) {
            words.add(clean(one.path("instance").asText()) + " "
                    + one.path("state").asText());
        }
        String some = words.stream().limit(MOST_INSTANCES).collect(Collectors.joining(", "));
        return words.size() > MOST_INSTANCES ? some + " and " + (words.size() - MOST_INSTANCES) + " more" : some;
    }

    /** {@code 'label'=value[unit];warn;crit;min;max}. */
    private static List<String> data(JsonNode answer) {
        List<String> all = new ArrayList<>();
        Map<String, Integer> states = new HashMap<>();
        answer.path("instances").forEach(one -> states.merge(one.path("state").asText(), 1, Integer::sum));
        int count = answer.path("instances").size();
        for (String state : List.of("MASTER", "BACKUP")) {
            all.add(label("", state.toLowerCase(Locale.ROOT)) + states.getOrDefault(state, 0) + ";;;0;" + count);
        }
        all.add(label("", "fault") + states.getOrDefault("FAULT", 0) + ";;0;0;" + count);
        JsonNode counts = answer.path("counts");
        all.add(label("", "scripts_failing") + counts.path("scriptsFailing").asInt() + ";0;;0;"
                + counts.path("scripts").asInt());
        if (counts.path("realServers").asInt() > 0) {
            all.add(label("", "real_servers_up") + counts.path("realServersUp").asInt() + ";;;0;"
                    + counts.path("realServers").asInt());
        }
        int shown = 0;
        for (JsonNode one : answer.path("instances")) {
            if (shown++ < MOST_INSTANCES) {
                String name = one.path("instance").asText();
                all.add(label(name, "_priority") + one.path("priority").asInt() + ";;;0;255");
                all.add(label(name, "_became_master") + one.path("becameMaster").asLong() + "c");
                all.add(label(name, "_adverts_sent") + one.path("advertsSent").asLong() + "c");
                all.add(label(name, "_adverts_received")
                        + one.path("advertsReceived").asLong() + "c");
            }
        }
        return all;
    }

    private static String label(String name, String what) {
        return "'" + clean(name).replace("'", "''").replace('=', '_') + what + "'=";
    }

    /** A bar would begin performance data, a line end long text. */
    private static String clean(String words) {
        return words.replace('|', '/').replaceAll("\\p{Cntrl}", " ");
    }
}
