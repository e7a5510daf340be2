package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The machine and the versions figures belong to. */
final class Machine {
    private Machine() {}

    /** A few lines of Markdown. */
    static String describe(Section.Effort effort) throws IOException, InterruptedException {
        return """
                - Machine: %s, %d cores, %s of memory, Linux %s, %s; load %s when the run began.
                - Date: %s. Java %s.
                - %s; %s.%s
                """.formatted(
                        after("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        after("/proc/meminfo", "MemTotal"),
                        System.getProperty("os.version"),
                        after("/etc/os-release", "PRETTY_NAME").replace("\"", ""),
                        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0],
                        LocalDate.now(ZoneOffset.UTC),
                        Runtime.version(),
                        firstLine(effort.ours().command(), "-v"),
                        firstLine(effort.theirs().command(), "-v"),
                        effort.quick() ? "\n- A quick look, with few runs: do not quote it." : "");
    }

    private static String after(String file, String key) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(line.contains(":") ? ':' : '=') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String firstLine(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().findFirst().orElse(command[0]);
    }
}
