package holdfast.agent.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The process as the kernel sees it, under the names that Prometheus's client libraries share. */
final class ProcessFamilies {
    private static final Path SELF = Path.of("/proc/self");
    private static final int KIBIBYTE = 1024;

    private ProcessFamilies() {}

    static void add(Families families) {
        ProcessHandle.Info info = ProcessHandle.current().info();
        info.totalCpuDuration()
                .ifPresent(time -> families.counter(
                        "process_cpu_seconds", "Processor time used, in seconds.", Families.seconds(time)));
        info.startInstant()
                .ifPresent(at -> families.gauge(
                        "process_start_time_seconds",
                        "When the process began, in seconds since 1970.",
                        InstanceFamilies.timestamp(at)));
        status("VmRSS:")
                .ifPresent(kibibytes -> families.gauge(
                        "process_resident_memory_bytes", "Memory in use.", (double) kibibytes * KIBIBYTE));
        descriptors().ifPresent(count -> families.gauge("process_open_fds", "Open file descriptors.", count));
    }

    private static Optional<Long> status(String key) {
        try {
            List<String> lines = Files.readAllLines(SELF.resolve("status"));
            return lines.stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> Long.valueOf(
                            line.substring(key.length()).replace("kB", "").strip()))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // a sandbox may hide it
        }
    }

    private static Optional<Long> descriptors() {
        try (Stream<Path> entries = Files.list(SELF.resolve("fd"))) {
            return Optional.of(entries.count());
        } catch (IOException e) {
            return Optional.empty(); // a sandbox may hide it
        }
    }
}
