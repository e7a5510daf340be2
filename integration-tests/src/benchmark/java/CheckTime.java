import bench.ManyServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long {@code holdfast check --offline} works on a file with many virtual servers: the time from exec to exit, less that
 * for a file with next to nothing in it, which is the start of the program. Both by turns, so that other load falls on both.
 */
final class CheckTime {
    private static final String SMALL = """
            global_defs {
                router_id small
            }
            """;

    private CheckTime() {}

    private static Path file(Path directory, int servers) throws IOException {
        return Files.writeString(directory.resolve(servers + ".conf"), ManyServers.file(servers));
    }

    /** From exec to exit. */
    private static Duration run(String program, Path file) throws IOException, InterruptedException {
        ProcessBuilder check = new ProcessBuilder(program, "check", "--offline", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(file.resolveSibling("output").toFile());
        long start = System.nanoTime();
        int status = check.start().waitFor();
        long end = System.nanoTime();
        if (status != 0) {
            throw new IOException("check ended with " + status + ": " + Files.readString(file.resolveSibling("output")));
        }
        return Duration.ofNanos(end - start);
    }

    private static Duration median(List<Duration> times) {
        List<Duration> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** Arguments: the launcher, how many runs (default 5), how many virtual servers (default 10,000). */
    public static void main(String... arguments) throws IOException, InterruptedException {
        String program = arguments[0];
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int servers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
        Path directory = Files.createTempDirectory("check-time");
        Path small = Files.writeString(directory.resolve("small.conf"), SMALL);
        Path many = file(directory, servers);
        List<Duration> starts = new ArrayList<>();
        List<Duration> totals = new ArrayList<>();
        for (int i = 0; i <= runs; i++) {
            Duration start = run(program, small);
            Duration total = run(program, many);
            if (i > 0) { // the first run fills the page cache
                starts.add(start);
                totals.add(total);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d virtual servers, %d lines, %d runs: work %d ms = %d ms (%d to %d) - start %d ms (medians; load %s)%n",
                servers,
                Files.readAllLines(many).size(),
                runs,
                median(totals).minus(median(starts)).toMillis(),
                median(totals).toMillis(),
                Collections.min(totals).toMillis(),
                Collections.max(totals).toMillis(),
                median(starts).toMillis(),
                Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
        for (String name : List.of("small.conf", servers + ".conf", "output")) {
            Files.delete(directory.resolve(name));
        }
        Files.delete(directory);
    }
}
