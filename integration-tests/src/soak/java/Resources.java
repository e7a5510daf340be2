import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Memory, threads and descriptors of each agent over its life. Judged is the one that lives from the beginning to the end. */
final class Resources {
    private static final Duration SETTLING = Duration.ofMinutes(5);
    private static final int FEW = 5;
    private static final double MEGABYTES_MORE = 32;
    private static final double THREADS_MORE = 4;
    private static final double DESCRIPTORS_MORE = 4;

    /** One look at a process. */
    record Sample(Instant at, String node, long pid, double megabytes, double threads, double descriptors) {}

    private final Instant began = Instant.now();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final Path file;

    Resources(Path file) {
        this.file = file;
    }

    void look(Node node) {
        node.outerPid().ifPresent(pid -> {
            String status = Shell.read(Path.of("/proc/" + pid + "/status"));
            if (!status.contains("VmRSS")) {
                return;
            }
            Sample sample = new Sample(Instant.now(), node.name, pid, number(status, "VmRSS") / 1024, number(status, "Threads"), descriptors(pid));
            samples.computeIfAbsent(node.name, name -> new ArrayList<>()).add(sample);
            write(sample);
        });
    }

    private void write(Sample sample) {
        try {
            Files.writeString(file, String.format(Locale.ROOT, "%s %s %d %.1f %.0f %.0f%n", sample.at(), sample.node(), sample.pid(),
                    sample.megabytes(), sample.threads(), sample.descriptors()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double number(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static double descriptors(long pid) {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return all.count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** What the long-lived agent was like after it had settled, and at the end. */
    void judge(String node, Tally tally) {
        List<Sample> settled = settled(node);
        if (settled.size() < 2 * FEW) {
            return;
        }
        growth(tally, "Memory does not grow (" + node + ")", settled, Sample::megabytes, MEGABYTES_MORE, " MB");
        growth(tally, "Threads do not become more (" + node + ")", settled, Sample::threads, THREADS_MORE, "");
        growth(tally, "Descriptors do not become more (" + node + ")", settled, Sample::descriptors, DESCRIPTORS_MORE, "");
    }

    private static void growth(Tally tally, String promise, List<Sample> settled, ToDoubleFunction<Sample> figure, double bound, String unit) {
        double first = median(settled.subList(0, FEW), figure);
        double last = median(settled.subList(settled.size() - FEW, settled.size()), figure);
        tally.measure(promise, last - first, bound, unit, "from " + Tally.format(first) + " to " + Tally.format(last));
    }

    private List<Sample> settled(String node) {
        return samples.getOrDefault(node, List.of()).stream()
                .filter(sample -> sample.at().isAfter(began.plus(SETTLING)))
                .toList();
    }

    static double median(List<Sample> some, ToDoubleFunction<Sample> figure) {
        return some.stream().mapToDouble(figure).sorted().skip(some.size() / 2).findFirst().orElse(0);
    }

    /** Lines of the report: first and last after settling, most of all, growth an hour by least squares. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        samples.forEach((node, all) -> {
            long lives = all.stream().mapToLong(Sample::pid).distinct().count();
            List<Sample> settled = settled(node);
            List<Sample> judged = settled.size() < FEW ? all : settled;
            lines.add(row(node, lives, "memory, MB", judged, Sample::megabytes));
            lines.add(row(node, lives, "threads", judged, Sample::threads));
            lines.add(row(node, lives, "descriptors", judged, Sample::descriptors));
        });
        return lines;
    }

    private static String row(String node, long lives, String what, List<Sample> all, ToDoubleFunction<Sample> figure) {
        return String.format(Locale.ROOT, "| %s | %d | %s | %.1f | %.1f | %.1f | %+.2f |", node, lives, what,
                figure.applyAsDouble(all.getFirst()), figure.applyAsDouble(all.getLast()), all.stream().mapToDouble(figure).max().orElse(0),
                slope(all, figure));
    }

    private static double slope(List<Sample> all, ToDoubleFunction<Sample> figure) {
        double meanX = all.stream().mapToDouble(Resources::hours).average().orElse(0);
        double meanY = all.stream().mapToDouble(figure).average().orElse(0);
        double above = all.stream().mapToDouble(one -> (hours(one) - meanX) * (figure.applyAsDouble(one) - meanY)).sum();
        double below = all.stream().mapToDouble(one -> Math.pow(hours(one) - meanX, 2)).sum();
        return below == 0 ? 0 : above / below;
    }

    private static double hours(Sample sample) {
        return sample.at().toEpochMilli() / 3_600_000.0;
    }
}
