package holdfast.drill.report;

import holdfast.drill.plan.DurationText;
import holdfast.drill.report.DrillReport.Section;
import holdfast.drill.report.DrillReport.Verdict;
import holdfast.drill.scenario.Check;
import holdfast.drill.scenario.Episode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table at the end of a drill, for a terminal. */
public final class TextReport {
    private static final List<String> HEADINGS =
            List.of("drill", "event", "master", "takeover", "outage", "pages", "lost", "expected within", "verdict");

    private TextReport() {}

    /**
     * Renders the table, then every expectation that did not hold.
     *
     * @param report what was found
     * @return lines, each with its line end
     */
    public static String render(DrillReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (Section section : report.sections()) {
            if (section.episodes().isEmpty()) {
                rows.add(List.of(
                        section.name(),
                        section.remark(),
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        section.verdict().name()));
            }
            for (Episode episode : section.episodes()) {
                rows.add(row(section, episode));
            }
        }
        StringBuilder text = new StringBuilder("\n");
        table(rows, text);
        text.append("\nmaster: before and after. takeover: from the event until the new master has the address.\n")
                .append("outage: longest time without an answer to the client's pings (every 10 ms);")
                .append(" pages: the same for its page (every 50 ms);\nlost: pings and pages without an answer.\n");
        failures(report, text);
        text.append('\n').append(summary(report)).append('\n');
        return text.toString();
    }

    /**
     * The outcome in one sentence.
     *
     * @param report what was found
     * @return for example {@code 7 of 7 drills held.}
     */
    public static String summary(DrillReport report) {
        long run = report.sections().stream()
                .filter(section -> section.verdict() != Verdict.SKIPPED)
                .count();
        long held = report.sections().stream()
                .filter(section -> section.verdict() == Verdict.PASS)
                .count();
        long skipped = report.sections().size() - run;
        return held + " of " + run + " drills held" + (skipped == 0 ? "." : ", " + skipped + " skipped.");
    }

    private static List<String> row(Section section, Episode episode) {
        return List.of(
                section.name(),
                episode.event(),
                masters(episode),
                episode.takeover().map(DurationText::milliseconds).orElse("-"),
                DurationText.milliseconds(rounded(episode.pings().longestOutage())),
                DurationText.milliseconds(rounded(episode.pages().longestOutage())),
                episode.pings().lost() + "+" + episode.pages().lost(),
                expected(episode),
                episode.passed() ? "PASS" : "FAIL");
    }

    private static String masters(Episode episode) {
        return episode.masterBefore().equals(episode.masterAfter())
                ? episode.masterAfter()
                : episode.masterBefore() + " -> " + episode.masterAfter();
    }

    private static String expected(Episode episode) {
        Duration most = episode.expectation().most();
        return most.isZero() ? "stays" : DurationText.milliseconds(rounded(most));
    }

    private static Duration rounded(Duration duration) {
        return Duration.ofMillis(Math.round(duration.toNanos() / 1e6));
    }

    private static void failures(DrillReport report, StringBuilder text) {
        for (Section section : report.sections()) {
            if (section.verdict() == Verdict.FAIL && !section.remark().isEmpty()) {
                text.append("\nFAIL ")
                        .append(section.name())
                        .append(": ")
                        .append(section.remark())
                        .append('\n');
            }
            for (Episode episode : section.episodes()) {
                for (Check check : episode.checks()) {
                    mark(check.outcome())
                            .ifPresent(mark -> text.append('\n')
                                    .append(mark)
                                    .append(' ')
                                    .append(section.name())
                                    .append(", ")
                                    .append(episode.event())
                                    .append(":\n  ")
                                    .append(check.subject())
                                    .append(": ")
                                    .append(check.measured())
                                    .append(", expected ")
                                    .append(check.expected())
                                    .append("\n  ")
                                    .append(check.explanation())
                                    .append('\n'));
                }
            }
        }
    }

    private static Optional<String> mark(Check.Outcome outcome) {
        return switch (outcome) {
            case HELD -> Optional.empty();
            case FAILED -> Optional.of("FAIL");
            case FINDING -> Optional.of("FINDING");
        };
    }

    private static void table(List<List<String>> rows, StringBuilder text) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                String padding = " ".repeat(widths[column] - cell.length());
                boolean figure = column >= 3 && column <= 7;
                line.append(figure ? padding + cell : cell + padding).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (row.equals(HEADINGS)) {
                text.append("-".repeat(line.toString().stripTrailing().length()))
                        .append('\n');
            }
        }
    }
}
