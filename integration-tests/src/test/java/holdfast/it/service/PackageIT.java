package holdfast.it.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.it.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code package-scenario} checks, on a machine of its own. Builds the package first, which takes most of the time. */
@Tag("full")
class PackageIT {
    private static final int BUILD_MINUTES = 15;
    private static final int SCENARIO_SECONDS = 600;

    @TempDir
    private Path work;

    @Test
    @Timeout(value = BUILD_MINUTES + 15, unit = TimeUnit.MINUTES)
    void aMachineWithSystemdLivesWithThePackage() throws Exception {
        Programs.require();
        Path packaging = Programs.launcher().resolve("../../../..").normalize();
        Path built = run(
                BUILD_MINUTES * 60,
                List.of(packaging.resolve("build-package").toString(), "--no-compile", "--uncompressed"));
        Path deb = newest(packaging.resolve("target"));
        Files.copy(deb, work.resolve("holdfast.deb"));
        Path boot = resource("boot-machine");
        Path scenario = resource("package-scenario");
        Path console = run(
                SCENARIO_SECONDS + 60,
                List.of(
                        "bash",
                        boot.toString(),
                        Integer.toString(SCENARIO_SECONDS),
                        work.toString(),
                        scenario.toString(),
                        work.resolve("holdfast.deb").toString()));
        Path output = work.resolve("output");
        assertTrue(Files.exists(output), () -> "the machine did not start: " + text(console) + text(built));
        List<String> lines = Files.readAllLines(output);
        List<String> failed =
                lines.stream().filter(line -> line.startsWith("FAILED")).toList();
        assertEquals(List.of(), failed, () -> String.join("\n", lines));
        assertEquals("0", Files.readString(work.resolve("status")).strip(), () -> String.join("\n", lines));
        assertTrue(lines.getLast().equals("ok purge-leaves-nothing"), () -> String.join("\n", lines));
    }

    /** The scripts are files that the machine sees, too. */
    private Path resource(String name) throws IOException {
        Path file = work.resolve(name);
        try (InputStream script = PackageIT.class.getResourceAsStream(name)) {
            Files.copy(script, file);
        }
        return file;
    }

    private static Path newest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElseThrow();
        }
    }

    /** Runs a program whose output goes to a file; a program that fails is seen by what it did not do. */
    private Path run(int seconds, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(work, "run", ".log");
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            var _ = process.waitFor(seconds, TimeUnit.SECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy); // the machine is shut down, its directory removed
            process.destroy();
        }
        return output;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
