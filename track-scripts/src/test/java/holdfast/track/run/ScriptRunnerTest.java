package holdfast.track.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs real processes; needs root for those that change the user. */
class ScriptRunnerTest {
    private static final RunAs SELF = RunAs.thisProcess();
    private static final RunAs NOBODY = new RunAs("nobody", 65534, 65534);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ScriptRunner runner = new ScriptRunner();
    private ScriptFolder folder;

    @TempDir
    Path temporary;

    @BeforeEach
    void openFolder() throws IOException {
        folder = ScriptFolder.in(temporary);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void reportsTheExitStatus() throws Exception {
        assertEquals(new ScriptOutcome.Exited(0, ""), run(LONG, "/bin/true"));
        assertEquals(new ScriptOutcome.Exited(7, ""), run(LONG, folder.script("seven", "exit 7")));
        assertEquals(new ScriptOutcome.Exited(255, ""), run(LONG, folder.script("most", "exit 255")));
    }

    @Test
    void deathBySignalIsAFailureThatNamesTheSignal() throws Exception {
        ScriptOutcome outcome = run(LONG, folder.script("suicide", "kill -9 $$"));
        assertEquals(new ScriptOutcome.Killed(9), outcome);
        assertFalse(outcome.succeeded());
        assertEquals("due to signal 9", outcome.describe());
    }

    @Test
    void argumentsArriveAsTheyAreWithoutAShell() throws Exception {
        Path out = folder.worldWritable("out");
        String script = folder.script("args", "printf '%s|' \"$@\" >" + out);
        run(LONG, script, "a b", "$HOME", "\"quoted\"", "'single'", "", "*", ";", "back\\slash", "${x}");
        assertEquals("a b|$HOME|\"quoted\"|'single'||*|;|back\\slash|${x}|", Files.readString(out));
    }

    @Test
    void theScriptLeadsItsOwnProcessGroup() throws Exception {
        Path out = folder.worldWritable("out");
        run(LONG, folder.script("group", "set -- $(cat /proc/$$/stat); echo \"$1 $5\" >" + out));
        String[] pidAndGroup = Files.readString(out).strip().split(" ", -1);
        assertEquals(pidAndGroup[0], pidAndGroup[1]);
    }

    @Test
    void standardStreamsAreTheNullDevice() throws Exception {
        Path out = folder.worldWritable("out");
        run(
                LONG,
                folder.script(
                        "streams", "x=$(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2); echo \"$x\" >" + out));
        assertEquals(List.of("/dev/null", "/dev/null", "/dev/null"), Files.readAllLines(out));
    }

    @Test
    void noOtherDescriptorIsInherited() throws Exception {
        Path out = folder.worldWritable("out");
        run(LONG, folder.script("descriptors", "x=$(ls /proc/$$/fd); echo $x >" + out));
        // 10 is where the shell itself keeps its script open, 3 its pipe to ls
        assertEquals("0 1 10 2 3", Files.readString(out).strip());
    }

    @Test
    void noSignalIsBlockedInTheScript() throws Exception {
        Path out = folder.worldWritable("out");
        run(LONG, folder.script("mask", "grep SigBlk /proc/self/status >" + out));
        assertEquals("SigBlk:\t0000000000000000", Files.readString(out).strip());
    }

    @Test
    void runsAsAnotherUserWithThatUsersGroupAlone() throws Exception {
        Path out = folder.worldWritable("out");
        String script = folder.script("who", "echo $(id -u) $(id -g) $(id -G) $(grep ^Uid: /proc/$$/status) >" + out);
        ScriptOutcome outcome = run(new ScriptCall(List.of(script), NOBODY, Optional.of(LONG), false));
        assertEquals(new ScriptOutcome.Exited(0, ""), outcome);
        assertEquals(
                "65534 65534 65534 Uid: 65534 65534 65534 65534",
                Files.readString(out).strip());
    }

    @Test
    void aTimeoutEndsTheWholeGroup() throws Exception {
        Path child = folder.worldWritable("child");
        String script = folder.script("hang", "sleep 60 & echo $! >" + child + "; wait");
        ScriptOutcome outcome = run(Duration.ofMillis(300), script);
        assertEquals(new ScriptOutcome.TimedOut(Duration.ofMillis(300)), outcome);
        assertGone(Long.parseLong(Files.readString(child).strip()));
    }

    @Test
    void aTimeoutEndsTheGroupOfAnotherUserToo() throws Exception {
        Path child = folder.worldWritable("child");
        String script = folder.script("hang", "sleep 60 & echo $! >" + child + "; wait");
        run(new ScriptCall(List.of(script), NOBODY, Optional.of(Duration.ofMillis(300)), false));
        assertGone(Long.parseLong(Files.readString(child).strip()));
    }

    @Test
    void whoIgnoresTermIsKilledTwoSecondsLater() throws Exception {
        String script = folder.script("deaf", "trap '' TERM; while :; do sleep 0.05; done");
        long start = System.nanoTime();
        ScriptOutcome outcome = run(Duration.ofMillis(200), script);
        long took = (System.nanoTime() - start) / 1_000_000;
        assertInstanceOf(ScriptOutcome.TimedOut.class, outcome);
        assertTrue(took >= 2200, "killed after " + took + " ms");
        assertTrue(took < 9000, "killed after " + took + " ms");
    }

    @Test
    void aChildThatIgnoresTermIsKilledEvenIfItsParentObeyed() throws Exception {
        Path child = folder.worldWritable("child");
        String deaf = folder.script("deaf", "trap '' TERM; echo $$ >" + child + "; while :; do sleep 0.05; done");
        run(Duration.ofMillis(300), folder.script("parent", deaf + " & wait"));
        long pid = Long.parseLong(Files.readString(child).strip());
        assertTrue(ProcessHandle.of(pid).isPresent(), "the child should have survived TERM");
        assertGone(pid);
    }

    @Test
    void theTimeoutIsReportedBeforeTheProcessIsGone() throws Exception {
        var timedOut = new CompletableFuture<Long>();
        var ended = new CompletableFuture<Long>();
        String script = folder.script("deaf", "trap '' TERM; while :; do sleep 0.05; done");
        runner.start(ScriptCall.limited(List.of(script), SELF, Duration.ofMillis(100)), new RunObserver() {
            @Override
            public void timedOut(ScriptOutcome.TimedOut outcome) {
                timedOut.complete(System.nanoTime());
            }

            @Override
            public void ended(ScriptOutcome outcome) {
                ended.complete(System.nanoTime());
            }
        });
        assertTrue(ended.get(10, TimeUnit.SECONDS) - timedOut.get(10, TimeUnit.SECONDS) > 1_500_000_000L);
    }

    @Test
    void aMissingFileIsNamedWithStatus127() throws Exception {
        ScriptOutcome outcome = run(LONG, temporary + "/nowhere/check.sh");
        assertEquals(new ScriptOutcome.Exited(127, temporary + "/nowhere does not exist"), outcome);
    }

    @Test
    void aMissingInterpreterIsNamed() throws Exception {
        Path script = Path.of(folder.script("odd", ""));
        Files.writeString(script, "#!/no/such/python3 -u\n");
        ScriptOutcome outcome = run(LONG, script.toString());
        assertEquals(
                new ScriptOutcome.Exited(127, "interpreter /no/such/python3 of " + script + " does not exist"),
                outcome);
    }

    @Test
    void aFileThatIsNotExecutableIsNamedWithStatus126() throws Exception {
        Path script = Path.of(folder.script("plain", "exit 0"));
        ScriptFolder.mode(script, "rw-r--r--");
        assertEquals(new ScriptOutcome.Exited(126, script + " is not executable"), run(LONG, script.toString()));
    }

    @Test
    void aCommandMissingInsideAScriptIsNotBlamedOnTheScript() throws Exception {
        String script = folder.script("inner", "no-such-command-anywhere");
        assertEquals(
                new ScriptOutcome.Exited(127, "a command that " + script + " runs was not found"), run(LONG, script));
    }

    @Test
    void withoutSetprivAnotherUserIsRefusedWithTheReason() throws Exception {
        ProcessTools tools = ProcessTools.ofThisSystem();
        var poor = new ProcessTools(tools.setsid(), Optional.empty(), tools.kill());
        try (var runnerWithout = new ScriptRunner(poor, SELF, 4)) {
            AwaitedEnd outcome = AwaitedEnd.of(runnerWithout, ScriptCall.limited(List.of("/bin/true"), NOBODY, LONG));
            var notStarted = assertInstanceOf(ScriptOutcome.NotStarted.class, outcome.await());
            assertTrue(notStarted.reason().contains("setpriv"), notStarted.reason());
        }
    }

    @Test
    void withoutSetsidATimeoutStillEndsTheProcessTree() throws Exception {
        ProcessTools tools = ProcessTools.ofThisSystem();
        var poor = new ProcessTools(Optional.empty(), tools.setpriv(), tools.kill());
        Path child = folder.worldWritable("child");
        String script = folder.script("hang", "sleep 60 & echo $! >" + child + "; wait");
        try (var runnerWithout = new ScriptRunner(poor, SELF, 4)) {
            AwaitedEnd outcome =
                    AwaitedEnd.of(runnerWithout, ScriptCall.limited(List.of(script), SELF, Duration.ofMillis(300)));
            assertInstanceOf(ScriptOutcome.TimedOut.class, outcome.await());
            assertGone(Long.parseLong(Files.readString(child).strip()));
        }
    }

    @Test
    void moreThanAllWorkersCanTakeWaitAndThenRun() throws Exception {
        String script = folder.script("short", "sleep 0.05");
        try (var small = new ScriptRunner(ProcessTools.ofThisSystem(), SELF, 3)) {
            ScriptCall call = ScriptCall.limited(List.of(script), SELF, LONG);
            List<AwaitedEnd> runs =
                    Stream.generate(() -> AwaitedEnd.of(small, call)).limit(20).toList();
            for (AwaitedEnd run : runs) {
                assertEquals(new ScriptOutcome.Exited(0, ""), run.await());
            }
            assertEquals(0, small.active());
        }
    }

    @Test
    void theParentDeathSignalSurvivesTheChangeOfUser() throws Exception {
        Path out = folder.worldWritable("out");
        String script = folder.script("show", "exec /usr/bin/setpriv --dump >" + out);
        run(new ScriptCall(List.of(script), NOBODY, Optional.of(LONG), true));
        assertTrue(Files.readString(out).contains("Parent death signal: TERM"), Files.readString(out));
        run(new ScriptCall(List.of(script), SELF, Optional.of(LONG), true));
        assertTrue(Files.readString(out).contains("Parent death signal: TERM"), Files.readString(out));
    }

    @Test
    void closingKillsWhatStillRuns() throws Exception {
        Path child = folder.worldWritable("child");
        Path started = temporary.resolve("started");
        String script = folder.script("hang", "sleep 60 & echo $! >" + child + "; touch " + started + "; wait");
        AwaitedEnd outcome = AwaitedEnd.of(runner, ScriptCall.limited(List.of(script), SELF, LONG));
        awaitFile(started);
        runner.close();
        assertEquals(new ScriptOutcome.Killed(9), outcome.await());
        assertGone(Long.parseLong(Files.readString(child).strip()));
    }

    private ScriptOutcome run(Duration limit, String... argv) throws Exception {
        return run(ScriptCall.limited(List.of(argv), SELF, limit));
    }

    private ScriptOutcome run(ScriptCall call) throws Exception {
        return AwaitedEnd.of(runner, call).await();
    }

    private static void assertGone(long pid) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(5, TimeUnit.SECONDS);
        }
    }

    private static void awaitFile(Path file) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Files.exists(file)) {
            assertTrue(System.nanoTime() < end, file + " never came");
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}
