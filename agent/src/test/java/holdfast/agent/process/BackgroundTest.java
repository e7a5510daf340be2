package holdfast.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.cli.StartupFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher is a shell script here, the daemon it stands for is not needed. */
class BackgroundTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private String launcher(String body) throws Exception {
        Path script = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    @Test
    void endsWithZeroAsSoonAsTheDaemonIsReady() throws Exception {
        Path pid = folder.resolve("pid");
        String launcher = launcher("echo $$ >" + pid + "; echo 'holdfast: ready'; exec sleep 300 >/dev/null");
        assertEquals(0, Background.start(launcher, List.of(), PATIENCE));
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        assertTrue(daemon.isAlive());
        daemon.destroyForcibly();
    }

    @Test
    void passesArgumentsOnAndStartsInTheRootFolder() throws Exception {
        Path seen = folder.resolve("seen");
        String launcher = launcher("pwd >" + seen + "; echo \"$#:$1:$2\" >>" + seen + "; echo 'holdfast: ready'");
        Background.start(launcher, List.of("--use-file=/a b.conf", "-n"), PATIENCE);
        assertEquals(List.of("/", "2:--use-file=/a b.conf:-n"), Files.readAllLines(seen));
    }

    @Test
    void passesTheExitStatusOnWhenTheDaemonFails() throws Exception {
        assertEquals(6, Background.start(launcher("echo something else; exit 6"), List.of(), PATIENCE));
    }

    @Test
    void namesTheSignalThatEndedTheDaemon() throws Exception {
        String launcher = launcher("kill -KILL $$");
        StartupFailure failure =
                assertThrows(StartupFailure.class, () -> Background.start(launcher, List.of(), PATIENCE));
        assertEquals("the daemon was ended by signal 9 while it started", failure.getMessage());
    }

    @Test
    void aDaemonThatIsNeverReadyIsEnded() throws Exception {
        Path pid = folder.resolve("pid");
        String launcher = launcher("echo $$ >" + pid + "; exec sleep 300");
        StartupFailure failure =
                assertThrows(StartupFailure.class, () -> Background.start(launcher, List.of(), Duration.ofMillis(500)));
        assertEquals(1, failure.status().code());
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(process -> process.onExit().join());
    }

    @Test
    void aLauncherThatIsMissingIsNamed() {
        StartupFailure failure = assertThrows(
                StartupFailure.class,
                () -> Background.start(folder.resolve("missing").toString(), List.of(), PATIENCE));
        assertTrue(failure.getMessage().startsWith("cannot start " + folder.resolve("missing")));
    }
}
