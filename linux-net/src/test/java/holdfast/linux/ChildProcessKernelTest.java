package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import holdfast.linux.jna.LibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts real programs. */
class ChildProcessKernelTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");
    private static final long SIG_IGN = 1;

    @TempDir
    Path folder;

    private static ChildEnd shell(String script, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        words.addAll(Arrays.asList(arguments));
        return ChildProcess.start(words, ENVIRONMENT).await();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 127, 128, 129, 137, 143, 150, 192, 193, 255})
    void everyExitStatusIsTold(int status) throws IOException {
        assertEquals(new ChildEnd.Exited(status), shell("exit " + status));
    }

    /** Not 1, which nohup(1) has all its children ignore; 11 leaves a core file where that is allowed; 34 and 64 are the first and the last real-time signal. */
    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 15, 34, 64})
    void everySignalIsTold(int signal) throws IOException {
        assertEquals(new ChildEnd.Killed(signal), shell("kill -" + signal + " $$"));
    }

    @Test
    void aStoppedProgramHasNotEnded() throws IOException {
        assertEquals(new ChildEnd.Exited(7), shell("(sleep 0.1; kill -CONT $$) & kill -STOP $$; exit 7"));
    }

    @Test
    void theStatusIsToldAlsoWhereSigchldWasIgnored() throws IOException {
        LibC.signal(Signals.CHLD, SIG_IGN);
        assertEquals(new ChildEnd.Exited(3), shell("exit 3"));
    }

    @Test
    void whatCannotBeExecutedIsSaidAtOnce() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain"), "#!/bin/sh\n");
        assertEquals(Errno.ENOENT, refusal(folder + "/missing"));
        assertEquals(Errno.EACCES, refusal(plain.toString()));
        assertEquals(Errno.EINVAL, refusal("/bin/tr\0ue"));
    }

    private static Errno refusal(String program) {
        return assertThrows(LinuxException.class, () -> ChildProcess.start(List.of(program), ENVIRONMENT))
                .errno();
    }

    @Test
    void wordsAndEnvironmentArriveAsTheyAre() throws IOException {
        Path out = folder.resolve("out");
        var words = List.of("/bin/sh", "-c", "printf '%s|' \"$@\" \"$A\" \"$B\" >" + out, "sh", "a b", "", "$A", "'\"");
        assertEquals(
                new ChildEnd.Exited(0),
                ChildProcess.start(words, Map.of("A", "x=y z", "B", "")).await());
        assertEquals("a b||$A|'\"|x=y z||", Files.readString(out));
        assertEquals(
                new ChildEnd.Exited(0),
                ChildProcess.start(List.of("/bin/sh", "-c", "/usr/bin/env >" + out), Map.of("ONLY", "this"))
                        .await());
        var names = new TreeSet<String>();
        Files.readAllLines(out).forEach(line -> names.add(line.substring(0, line.indexOf('='))));
        names.removeAll(List.of("PWD", "OLDPWD", "SHLVL", "_")); // the shell's own
        assertEquals(new TreeSet<>(List.of("ONLY")), names);
    }

    @Test
    void nothingOfThisProcessIsInherited() throws Exception {
        var inherits = new FutureTask<>(this::startFromAThreadThatBlocksASignal);
        new Thread(inherits).start();
        inherits.get(15, TimeUnit.SECONDS);
    }

    private Void startFromAThreadThatBlocksASignal() throws IOException {
        Path out = folder.resolve("out");
        SignalFd.blockInCallingThread(Set.of(Signals.USR1));
        try (Descriptor leaky = Descriptor.open("/dev/zero", 0, "open")) { // not closed on exec
            String script = "(readlink /proc/self/fd/*; grep SigBlk /proc/self/status) >" + out;
            assertEquals(new ChildEnd.Exited(0), shell(script + " 2>/dev/null || true"));
            String seen = Files.readString(out);
            assertFalse(seen.contains("/dev/zero"), () -> seen + leaky.number());
            assertEquals("SigBlk:\t0000000000000000", seen.lines().toList().getLast());
            assertEquals("/dev/null", seen.lines().findFirst().orElseThrow());
        }
        return null;
    }

    @Test
    void aSignalReachesARunningProgramAndNobodyAfterItsEnd() throws IOException {
        ChildProcess child = ChildProcess.start(List.of("/bin/sleep", "60"), ENVIRONMENT);
        child.signal(Signals.TERM);
        assertEquals(new ChildEnd.Killed(Signals.TERM), child.await());
        child.signal(Signals.TERM);
        assertThrows(LinuxException.class, () -> ThisProcess.signal(child.pid(), 0));
    }
}
