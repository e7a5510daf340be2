import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The report, in Markdown. */
final class Report {
    private Report() {}

    static String write(Tally tally, Judge judge, Resources resources, List<Double> lateness, String launcher, long seed, Instant began, int episodes) {
        List<String> lines = new ArrayList<>();
        Duration took = Duration.between(began, Instant.now());
        lines.add(String.format(Locale.ROOT, "Soak of %d min from %s, seed %d: %d episodes, %d promises broken.", took.toMinutes(),
                began.truncatedTo(ChronoUnit.SECONDS), seed, episodes, tally.breaks().size()));
        lines.add("");
        lines.add(machine(launcher));
        lines.add("");
        lines.add("| Promise | Checked | Broken | Worst | Bound |");
        lines.add("|---|---|---|---|---|");
        tally.entries().forEach((promise, entry) -> lines.add("| " + promise + " | " + entry.checked + " | " + entry.broken + " | "
                + (entry.worst.isPresent() ? Tally.format(entry.worst.getAsDouble()) + entry.unit : "") + " | "
                + (entry.bound.isEmpty() ? "" : entry.bound + entry.unit) + " |"));
        lines.add("");
        lines.add("| Fault | Episodes | An address moved | Client without an answer: median, s | worst, s |");
        lines.add("|---|---|---|---|---|");
        judge.outages().forEach((kind, all) -> lines.add(String.format(Locale.ROOT, "| %s | %d | %d | %.2f | %.2f |", kind, all.size(),
                judge.moves().get(kind), at(0.5, all), at(1, all))));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "Addresses of a dead or frozen keepalived were there twice for %.1f s in all: it has no lease.", judge.keepalivedKept()));
        if (!lateness.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "Intervals between two adverts of an undisturbed master, in units of advert_int: %d, p50 %.3f, p99 %.3f, worst %.3f.",
                    lateness.size(), at(0.5, lateness), at(0.99, lateness), at(1, lateness)));
        }
        lines.add("");
        lines.add("| Agent | Processes | What | First | Last | Most | An hour |");
        lines.add("|---|---|---|---|---|---|---|");
        lines.addAll(resources.table());
        if (!tally.breaks().isEmpty()) {
            lines.add("");
            tally.breaks().forEach(one -> lines.add("- " + one));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String machine(String launcher) {
        String keepalived = Shell.attempt("keepalived", "--version").lines().findFirst().orElse("");
        String holdfast = Shell.attempt(launcher, "-v").lines().findFirst().orElse("");
        return String.format(Locale.ROOT, "%s, %s; Linux %s, %d processors, load %s.", holdfast, keepalived, System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(), Shell.read(Path.of("/proc/loadavg")).strip());
    }

    static double at(double share, List<Double> figures) {
        List<Double> sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }
}
