package holdfast.agent.cli.health;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.health.FindingCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What comes of the daemon's answer, of what was expected, and of what is to be ignored.
 *
 * @param level the worst
 * @param problems the worst first
 */
record PluginResult(Level level, List<Problem> problems) {
    /** Copies the list. */
    PluginResult {
        problems = List.copyOf(problems);
    }

    /** The exit statuses of monitoring plugins (monitoring-plugins.org, guidelines). */
    enum Level {
        /** Nothing to do. */
        OK(0),
        /** Look when you have time. */
        WARNING(1),
        /** Look now. */
        CRITICAL(2),
        /** Nobody knows. */
        UNKNOWN(3);

        private final int status;

        Level(int status) {
            this.status = status;
        }

        /** The exit status. */
        int status() {
            return status;
        }
    }

    /**
     * Something to look at.
     *
     * @param level how soon
     * @param code its code; {@code unexpected-state} where an expectation is not met
     * @param words for people
     */
    record Problem(Level level, String code, String words) {}

    /**
     * Judges.
     *
     * @param answer to {@code health}
     * @param expected what instances should be
     * @param ignored codes of findings that do not count
     */
    static PluginResult of(JsonNode answer, List<Expectation> expected, Set<FindingCode> ignored) {
        List<Problem> problems = new ArrayList<>();
        for (Expectation one : expected) {
            one.disappointment(answer.path("instances"))
                    .ifPresent(words -> problems.add(new Problem(Level.CRITICAL, "unexpected-state", words)));
        }
        for (JsonNode finding : answer.path("findings")) {
            if (FindingCode.of(finding.path("code").asText())
                    .filter(ignored::contains)
                    .isEmpty()) {
                Level level = finding.path("severity").asText().equals("critical") ? Level.CRITICAL : Level.WARNING;
                problems.add(new Problem(
                        level,
                        finding.path("code").asText(),
                        finding.path("text").asText()));
            }
        }
        problems.sort(Comparator.comparing(Problem::level).reversed());
        return new PluginResult(
                problems.isEmpty() ? Level.OK : problems.getFirst().level(), problems);
    }
}
