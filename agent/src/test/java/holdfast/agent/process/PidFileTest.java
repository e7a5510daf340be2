package holdfast.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.StartupFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, for locks are about processes. */
class PidFileTest {
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private Path path() {
        return folder.resolve("keepalived.pid");
    }

    private static long self() {
        return ProcessHandle.current().pid();
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    /** Another virtual machine that holds the PID file until it is killed. */
    private Process startHolder() throws IOException {
        Process holder = start(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PidFileHolder.class.getName(),
                path().toString());
        BufferedReader output = holder.inputReader(StandardCharsets.UTF_8);
        assertEquals("held", output.readLine());
        return holder;
    }

    /** A process that calls itself {@code name}, and has done so. */
    private Process startAs(String name) throws IOException {
        Process process = start("bash", "-c", "echo up; exec -a " + name + " sleep 300");
        assertEquals("up", process.inputReader(StandardCharsets.UTF_8).readLine());
        while (!Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).startsWith(name)) {
            Thread.onSpinWait();
        }
        return process;
    }

    private StartupFailure refused() {
        return assertThrows(StartupFailure.class, () -> PidFile.acquire(path()));
    }

    @Test
    void holdsThePidAndALineEndWhileItIsHeldAndIsGoneAfterwards() throws Exception {
        PidFile file = PidFile.acquire(path());
        byte[] content = new ProcessBuilder("cat", path().toString())
                .start()
                .getInputStream()
                .readAllBytes();
        assertEquals(self() + "\n", new String(content, StandardCharsets.US_ASCII));
        file.close();
        assertFalse(Files.exists(path()));
    }

    @Test
    void aRunningDaemonInAnotherProcessIsRespectedAndNamed() throws Exception {
        Process holder = startHolder();
        StartupFailure refusal = refused();
        assertEquals(ExitStatus.FATAL, refusal.status());
        assertEquals(
                "a daemon is already running with pid " + holder.pid() + " (PID file " + path()
                        + "): stop it first, or give this one its own file with -p",
                refusal.getMessage());
    }

    @Test
    void whatAKilledDaemonLeavesBehindIsTakenOver() throws Exception {
        Process holder = startHolder();
        holder.destroyForcibly().waitFor();
        assertTrue(Files.exists(path()));
        PidFile.acquire(path()).close();
        assertFalse(Files.exists(path()));
    }

    @Test
    void aSecondDaemonInOneVirtualMachineIsRefusedAndTheFirstKeepsItsFile() throws Exception {
        try (PidFile _ = PidFile.acquire(path())) {
            refused();
            assertTrue(Files.exists(path()));
        }
    }

    @Test
    void aRunningKeepalivedIsRespectedThoughItLocksNothing() throws Exception {
        Process keepalived = startAs("keepalived");
        Files.writeString(path(), keepalived.pid() + "\n");
        assertTrue(refused().getMessage().startsWith("a daemon is already running with pid " + keepalived.pid()));
        assertEquals(keepalived.pid() + "\n", Files.readString(path()));
    }

    @Test
    void thePidOfSomeOtherProgramIsOneThatHasComeRoundAgain() throws Exception {
        Process other = startAs("postgres");
        Files.writeString(path(), other.pid() + "\n");
        PidFile.acquire(path()).close();
    }

    @Test
    void aFileWithoutAPidIsTakenOver() throws Exception {
        Files.writeString(path(), "not a number\n");
        PidFile.acquire(path()).close();
        Files.writeString(path(), "");
        PidFile.acquire(path()).close();
    }

    @Test
    void oneMissingFolderIsMadeAndTwoAreAnError() throws Exception {
        PidFile.acquire(folder.resolve("keepalived/a.pid")).close();
        StartupFailure refusal =
                assertThrows(StartupFailure.class, () -> PidFile.acquire(folder.resolve("no/such/a.pid")));
        assertTrue(refusal.getMessage().contains("its folder does not exist"), refusal.getMessage());
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path target = Files.writeString(folder.resolve("precious"), "data");
        Files.createSymbolicLink(path(), target);
        refused();
        assertEquals("data", Files.readString(target));
    }
}
