package holdfast.track.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit statuses and signals of real programs are told apart, and nothing of a run stays behind. Needs root to change the user. */
class ScriptEndsTest {
    private static final RunAs SELF = RunAs.thisProcess();
    private static final RunAs NOBODY = new RunAs("nobody", 65534, 65534);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int RUNS = 1_000;

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

    @ParameterizedTest
    @ValueSource(ints = {1, 128, 129, 137, 143, 150, 192, 193, 255})
    void anExitStatusAbove128IsNoSignal(int status) throws Exception {
        String script = folder.script("exits", "exit " + status);
        for (RunAs user : List.of(SELF, NOBODY)) {
            ScriptOutcome outcome = start(user, LONG, script).await();
            assertEquals(new ScriptOutcome.Exited(status, ""), outcome);
            assertEquals("exited with status " + status, outcome.describe());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 15, 34, 64})
    void aSignalIsNoExitStatus(int signal) throws Exception {
        String script = folder.script("dies", "kill -" + signal + " $$");
        for (RunAs user : List.of(SELF, NOBODY)) {
            assertEquals(
                    new ScriptOutcome.Killed(signal), start(user, LONG, script).await());
        }
    }

    @Test
    void aShellThatSawAChildKilledExitsWithItsOwnStatus() throws Exception {
        String script = folder.script("parent", "sh -c 'kill -9 $$'");
        assertEquals(
                new ScriptOutcome.Exited(137, ""), start(SELF, LONG, script).await());
    }

    /** Every tenth is ended by its time limit, every tenth is not there at all. */
    @Test
    void aThousandRunsLeaveNoZombieAndNoDescriptor() throws Exception {
        String exits = folder.script("exits", "exit 150");
        String dies = folder.script("dies", "kill -9 $$");
        String hangs = folder.script("hangs", "exec sleep 60");
        runMany(20, exits, dies, hangs); // whatever is opened once is open now
        Set<String> descriptors = descriptors();
        runMany(RUNS, exits, dies, hangs);
        awaitNoChildren(); // the kill(1) of the last time limit may be on its way out
        Set<String> more = descriptors();
        more.removeAll(descriptors);
        assertTrue(more.size() < 5, "opened: " + more); // the virtual machine may have opened a jar
    }

    private void runMany(int count, String exits, String dies, String hangs) throws Exception {
        var expected = new ArrayList<ScriptOutcome>();
        var outcomes = new ArrayList<AwaitedEnd>();
        String missing = temporary + "/missing";
        Duration brief = Duration.ofMillis(100);
        for (int run = 0; run < count; run++) {
            switch (run % 10) {
                case 0 -> {
                    outcomes.add(start(SELF, brief, hangs));
                    expected.add(new ScriptOutcome.TimedOut(brief));
                }
                case 1 -> {
                    outcomes.add(start(SELF, LONG, missing));
                    expected.add(new ScriptOutcome.Exited(127, missing + " does not exist"));
                }
                case 2, 3, 4 -> {
                    outcomes.add(start(SELF, LONG, dies));
                    expected.add(new ScriptOutcome.Killed(9));
                }
                default -> {
                    outcomes.add(start(SELF, LONG, exits));
                    expected.add(new ScriptOutcome.Exited(150, ""));
                }
            }
            if (run % 10 == 9) { // ten at a time
                outcomes.getLast().await();
            }
        }
        for (int run = 0; run < count; run++) {
            assertEquals(expected.get(run), outcomes.get(run).await(), "run " + run);
        }
        assertEquals(0, runner.active());
    }

    /** A zombie is a child, too. */
    private static void awaitNoChildren() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (ProcessHandle.current().children().findAny().isPresent()) {
            assertTrue(System.nanoTime() < end, "children are left");
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static Set<String> descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(Path::toString).collect(Collectors.toCollection(HashSet::new));
        }
    }

    private AwaitedEnd start(RunAs user, Duration limit, String program) {
        return AwaitedEnd.of(runner, ScriptCall.limited(List.of(program), user, limit));
    }
}
