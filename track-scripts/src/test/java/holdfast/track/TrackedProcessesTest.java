package holdfast.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: copies of sleep(1) under a name nothing else has. */
class TrackedProcessesTest {
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final TrackedProcesses processes =
            new TrackedProcesses((name, quorate, running) -> reports.add(new Report(name, quorate, running)));
    private final List<Process> started = new ArrayList<>();
    private String program;

    private record Report(String name, boolean quorate, int running) {}

    @TempDir
    Path folder;

    @BeforeEach
    void copyProgram() throws Exception {
        // The processes of another test may take a moment to vanish; the kernel keeps 15 characters of a name.
        Path copy = folder.resolve("hf" + Long.toString(System.nanoTime(), 36));
        Files.copy(Path.of("/usr/bin/sleep"), copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        program = copy.toString();
    }

    @AfterEach
    void close() {
        processes.close();
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void gainAndLossOfAProcessAreReported() throws Exception {
        processes.update(List.of(tracked(1, OptionalInt.empty(), Duration.ZERO)));
        assertEquals(new Report("p", false, 0), next());
        Process process = start("60");
        assertEquals(new Report("p", true, 1), next());
        process.destroyForcibly();
        assertEquals(new Report("p", false, 0), next());
    }

    @Test
    void aQuorumOfTwoNeedsTwo() throws Exception {
        start("60");
        processes.update(List.of(tracked(2, OptionalInt.empty(), Duration.ZERO)));
        assertEquals(new Report("p", false, 1), next());
        start("60");
        assertEquals(new Report("p", true, 2), next());
    }

    @Test
    void oneTooManyIsAFailure() throws Exception {
        start("60");
        processes.update(List.of(tracked(1, OptionalInt.of(1), Duration.ZERO)));
        assertEquals(new Report("p", true, 1), next());
        start("60");
        assertEquals(new Report("p", false, 2), next());
    }

    @Test
    void aZombieDoesNotCount() throws Exception {
        // The shell becomes sleep before it could reap its child, which stays a zombie.
        Process parent = new ProcessBuilder("/bin/sh", "-c", program + " 60 & echo $!; exec sleep 60").start();
        started.add(parent);
        long child = Long.parseLong(parent.inputReader().readLine());
        processes.update(List.of(tracked(1, OptionalInt.empty(), Duration.ZERO)));
        Report first = next();
        if (!first.quorate()) { // counted before the child had become our program
            first = next();
        }
        assertEquals(new Report("p", true, 1), first);
        ProcessHandle.of(child).orElseThrow().destroyForcibly();
        assertEquals(new Report("p", false, 0), next());
    }

    @Test
    void aProcessThatBecomesTheProgramIsSeen() throws Exception {
        processes.update(List.of(tracked(1, OptionalInt.empty(), Duration.ZERO)));
        assertEquals(new Report("p", false, 0), next());
        Process shell = new ProcessBuilder("/bin/sh", "-c", "read x; exec " + program + " 60").start();
        started.add(shell);
        try (var input = shell.outputWriter()) {
            input.write("go\n");
        }
        assertEquals(new Report("p", true, 1), next());
    }

    @Test
    void parametersAreComparedWithTheCommandLine() throws Exception {
        var pattern = new ProcessPattern(program, List.of("61"), ProcessPattern.ParameterMatch.EXACT);
        processes.update(
                List.of(new TrackedProcess("p", pattern, 1, OptionalInt.empty(), Duration.ZERO, Duration.ZERO)));
        assertEquals(new Report("p", false, 0), next());
        start("60");
        start("61");
        assertEquals(new Report("p", true, 1), next());
    }

    @Test
    void aRestartWithinTheTerminateDelayIsNoNews() throws Exception {
        Process first = start("60");
        processes.update(List.of(tracked(1, OptionalInt.empty(), Duration.ofSeconds(3))));
        assertEquals(new Report("p", true, 1), next());
        first.destroyForcibly().waitFor();
        Process second = start("60");
        processes.update(List.of(
                tracked(1, OptionalInt.empty(), Duration.ofSeconds(3)),
                new TrackedProcess(
                        "witness",
                        ProcessPattern.named("no-such-name"),
                        1,
                        OptionalInt.empty(),
                        Duration.ZERO,
                        Duration.ZERO)));
        assertEquals("witness", next().name());
        second.destroyForcibly();
        assertEquals(new Report("p", false, 0), next());
    }

    @Test
    void reloadKeepsWhatIsKnown() throws Exception {
        start("60");
        processes.update(List.of(tracked(1, OptionalInt.empty(), Duration.ZERO)));
        assertEquals(new Report("p", true, 1), next());
        processes.update(List.of(tracked(1, OptionalInt.of(5), Duration.ZERO)));
        processes.update(List.of(tracked(2, OptionalInt.of(5), Duration.ZERO)));
        assertEquals(new Report("p", false, 1), next());
    }

    private TrackedProcess tracked(int quorum, OptionalInt max, Duration terminateDelay) {
        String name = Path.of(program).getFileName().toString();
        return new TrackedProcess("p", ProcessPattern.named(name), quorum, max, Duration.ZERO, terminateDelay);
    }

    private Process start(String seconds) throws Exception {
        Process process = new ProcessBuilder(program, seconds).start();
        started.add(process);
        return process;
    }

    private Report next() throws InterruptedException {
        Report report = reports.poll(10, TimeUnit.SECONDS);
        assertNotNull(report, "no report within 10 s");
        return report;
    }
}
