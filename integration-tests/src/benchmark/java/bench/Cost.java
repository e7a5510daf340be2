package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process and all it has started cost, as the kernel counts it. */
final class Cost {
    private static final Pattern MAPPING = Pattern.compile("[0-9a-f]+-[0-9a-f]+ ");

    private Cost() {}

    private static Stream<ProcessHandle> family(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(process), process.descendants());
    }

    /** Time on processors so far, in nanoseconds (Documentation/scheduler/sched-stats.rst, schedstat of each thread). */
    static long cpuNanos(long pid) {
        return family(pid).mapToLong(one -> threads(one.pid())).sum();
    }

    private static long threads(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.toList().stream()
                    .flatMap(task -> lines(task.resolve("schedstat")))
                    .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Proportional set size in megabytes (proc_pid_smaps(5)). */
    static double megabytes(long pid) {
        long kilobytes = family(pid)
                .flatMap(one -> lines(Path.of("/proc/" + one.pid() + "/smaps_rollup")))
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(Cost::number)
                .sum();
        return kilobytes / 1024.0;
    }

    /**
     * What would be resident in megabytes were nothing else on the machine: PSS leaves out what others share, such as the virtual machine of
     * this very program. Pages of files that several processes of the family have count once.
     */
    static double megabytesAlone(long pid) {
        Map<String, Long> ofFiles = new HashMap<>();
        long anonymous = 0;
        for (ProcessHandle one : family(pid).toList()) {
            String file = "";
            for (String line : lines(Path.of("/proc/" + one.pid() + "/smaps")).toList()) {
                if (MAPPING.matcher(line).lookingAt()) {
                    String[] words = line.split(" +", 6);
                    file = words[4].equals("0") ? "" : words[4] + " " + words[2] + " " + words[1];
                } else if (line.startsWith("Rss:") && !file.isEmpty()) {
                    ofFiles.merge(file, number(line), Math::max);
                } else if (line.startsWith("Pss:") && file.isEmpty()) {
                    anonymous += number(line);
                }
            }
        }
        return (anonymous + ofFiles.values().stream().mapToLong(Long::longValue).sum()) / 1024.0;
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (NoSuchFileException e) {
            return Stream.of(); // a process or a thread that has ended meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packets a host has sent on all of its networks, by its /proc/net/dev. */
    static long packetsSent(List<String> procNetDev) {
        return procNetDev.stream()
                .map(String::strip)
                .filter(line -> line.startsWith("eth"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip().split("\\s+", -1))
                .mapToLong(columns -> Long.parseLong(columns[9]))
                .sum();
    }
}
