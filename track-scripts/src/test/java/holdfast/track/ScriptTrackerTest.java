package holdfast.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.track.run.RunAs;
import holdfast.track.run.ScriptFolder;
import holdfast.track.run.ScriptOutcome;
import holdfast.track.run.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTrackerTest {
    private static final RunAs SELF = RunAs.thisProcess();

    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final ScriptRunner runner = new ScriptRunner();
    private final ScriptTracker tracker =
            new ScriptTracker(runner, (name, status, detail) -> reports.add(new Report(name, status, detail)));
    private ScriptFolder folder;

    private record Report(String name, ScriptStatus status, String detail) {}

    @TempDir
    Path temporary;

    @BeforeEach
    void openFolder() throws IOException {
        folder = ScriptFolder.in(temporary);
    }

    @AfterEach
    void close() {
        tracker.close();
        runner.close();
    }

    @Test
    void firstResultIsReportedAndThenOnlyChanges() throws Exception {
        Path flag = folder.worldWritable("flag");
        Path runs = folder.worldWritable("runs");
        tracker.update(List.of(script("chk", 20, folder.script("chk", "echo >>" + runs + "; test -e " + flag))));
        assertEquals(new Report("chk", ScriptStatus.GOOD, "succeeded"), next());
        awaitLines(runs, 5);
        assertEquals(0, reports.size(), "good runs after the first are no news");
        Files.delete(flag);
        assertEquals(new Report("chk", ScriptStatus.BAD, "exited with status 1"), next());
    }

    /** Both would be reported at once in a first start. */
    @Test
    void aScriptKnownFromAFormerProcessIsNeitherPresumedBadNorJudgedByOneResult() throws Exception {
        Path runs = folder.worldWritable("runs");
        tracker.goOnFrom(Map.of("chk", ScriptStatus.GOOD));
        tracker.update(List.of(new TrackedScript(
                "chk",
                new ScriptCommand.Program(List.of(folder.script("chk", "echo >>" + runs + "; exit 1"))),
                Duration.ofMillis(20),
                Duration.ofSeconds(10),
                1,
                3,
                true,
                SELF)));
        assertEquals(new Report("chk", ScriptStatus.BAD, "exited with status 1"), next());
        assertTrue(lines(runs) >= 3, "three failures in a row make it bad");
    }

    @Test
    void riseAndFallAreCounted() throws Exception {
        Path runs = folder.worldWritable("runs");
        // 0 0 1 1 1 0 0: with rise 2 and fall 3 good at run 1, bad at run 5, good at run 7
        String script = folder.script(
                "seq", "echo >>" + runs + "; n=$(wc -l <" + runs + "); case $n in 3|4|5) exit 1;; esac; exit 0");
        tracker.update(List.of(new TrackedScript(
                "seq",
                new ScriptCommand.Program(List.of(script)),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                2,
                3,
                false,
                SELF)));
        assertEquals(ScriptStatus.GOOD, next().status());
        assertEquals(ScriptStatus.BAD, next().status());
        int atBad = lines(runs);
        assertEquals(ScriptStatus.GOOD, next().status());
        int atGood = lines(runs);
        assertTrue(atBad >= 5, "bad seen at run " + atBad);
        assertTrue(atGood >= 7, "good seen at run " + atGood);
    }

    @Test
    void aRunStillActiveIsNotStacked() throws Exception {
        Path active = temporary.resolve("active");
        Path overlap = temporary.resolve("overlap");
        Path runs = folder.worldWritable("runs");
        String script = folder.script(
                "slow",
                "test -e " + active + " && touch " + overlap + "; touch " + active + "; sleep 0.15; rm " + active
                        + "; echo >>" + runs);
        tracker.update(List.of(new TrackedScript(
                "slow",
                new ScriptCommand.Program(List.of(script)),
                Duration.ofMillis(20),
                Duration.ofSeconds(5),
                1,
                1,
                false,
                SELF)));
        awaitLines(runs, 4);
        assertTrue(Files.notExists(overlap));
    }

    @Test
    void theScheduleIsAGridFromStartToStart() {
        // interval 100, due at 1000: woken in time, a little late, at the next point, two points late
        assertEquals(1100, ScheduledScript.following(1000, 1000, 100));
        assertEquals(1100, ScheduledScript.following(1000, 1099, 100));
        assertEquals(1200, ScheduledScript.following(1000, 1100, 100));
        assertEquals(1300, ScheduledScript.following(1000, 1250, 100));
        assertEquals(Long.MIN_VALUE + 49, ScheduledScript.following(Long.MAX_VALUE - 50, Long.MAX_VALUE - 20, 100));
    }

    @Test
    void aTimeoutIsAFailureAtTheTimeout() throws Exception {
        long start = System.nanoTime();
        tracker.update(List.of(new TrackedScript(
                "hang",
                new ScriptCommand.Program(List.of(folder.script("hang", "trap '' TERM; while :; do sleep 0.05; done"))),
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                1,
                1,
                false,
                SELF)));
        assertEquals(new Report("hang", ScriptStatus.BAD, "timed out after 0.2 s"), next());
        long took = (System.nanoTime() - start) / 1_000_000;
        assertTrue(took >= 200 && took < 2200, "reported after " + took + " ms, KILL comes at 2.2 s only");
    }

    @Test
    void logLinesHaveKeepalivedsShapes() {
        assertEquals("succeeded", ScheduledScript.logText(new ScriptOutcome.Exited(0, "")));
        assertEquals("failed (exited with status 1)", ScheduledScript.logText(new ScriptOutcome.Exited(1, "")));
        assertEquals("failed (due to signal 9)", ScheduledScript.logText(new ScriptOutcome.Killed(9)));
        assertEquals("timed_out", ScheduledScript.logText(new ScriptOutcome.TimedOut(Duration.ofSeconds(2))));
        assertEquals(
                "failed (exited with status 127): /x does not exist",
                ScheduledScript.logText(new ScriptOutcome.Exited(127, "/x does not exist")));
    }

    @Test
    void timeoutZeroMeansTheInterval() {
        var script = new TrackedScript(
                "chk", ScriptCommand.of(List.of("x")), Duration.ofSeconds(2), Duration.ZERO, 1, 1, false, SELF);
        assertEquals(Duration.ofSeconds(2), script.timeout());
    }

    @Test
    void initFailIsReportedBeforeTheFirstRunAndOneSuccessLiftsIt() throws Exception {
        tracker.update(List.of(new TrackedScript(
                "chk",
                new ScriptCommand.Program(List.of("/bin/true")),
                Duration.ofSeconds(1),
                Duration.ZERO,
                3,
                1,
                true,
                SELF)));
        assertEquals(ScriptStatus.BAD, next().status());
        assertEquals(ScriptStatus.GOOD, next().status());
    }

    @Test
    void aScriptThatCannotRunIsBadAndSaysWhy() throws Exception {
        tracker.update(List.of(script("chk", 1000, "/etc/keepalived-not-there/check.sh")));
        Report report = next();
        assertEquals(ScriptStatus.BAD, report.status());
        assertEquals("exited with status 127: /etc/keepalived-not-there does not exist", report.detail());
    }

    @Test
    void fileFormFollowsTheExistenceOfTheFile() throws Exception {
        Path file = temporary.resolve("there");
        tracker.update(List.of(new TrackedScript(
                "exist",
                ScriptCommand.of(List.of("<" + file)),
                Duration.ofMillis(20),
                Duration.ZERO,
                1,
                1,
                false,
                SELF)));
        assertEquals(ScriptStatus.BAD, next().status());
        Files.writeString(file, "");
        assertEquals(ScriptStatus.GOOD, next().status());
    }

    @Test
    void reloadKeepsWhatIsKnownOfAnUnchangedScript() throws Exception {
        TrackedScript script = script("chk", 20, "/bin/true");
        tracker.update(List.of(script));
        assertEquals(ScriptStatus.GOOD, next().status());
        Path flag = folder.worldWritable("flag");
        tracker.update(List.of(script, script("other", 20, folder.script("other", "rm " + flag))));
        assertEquals("other", next().name());
        tracker.update(List.of(script("chk", 30, "/bin/true")));
        tracker.update(List.of(script("chk", 30, "/bin/false")));
        assertEquals(new Report("chk", ScriptStatus.BAD, "exited with status 1"), nextFor("chk"));
    }

    @Test
    void aScriptTakenOutByReloadRunsNoMore() throws Exception {
        Path runs = folder.worldWritable("runs");
        tracker.update(List.of(script("old", 20, folder.script("old", "echo >>" + runs))));
        awaitLines(runs, 2);
        tracker.update(List.of(script("new", 20, "/bin/true")));
        assertEquals("new", nextFor("new").name());
        int after = lines(runs);
        Path more = folder.worldWritable("more");
        tracker.update(List.of(script("newer", 20, folder.script("newer", "echo >>" + more))));
        awaitLines(more, 5);
        assertTrue(lines(runs) <= after + 1, "it went on running");
    }

    @Test
    void closeEndsARunningScript() throws Exception {
        Path pid = folder.worldWritable("pid");
        tracker.update(List.of(script("hang", 60_000, folder.script("hang", "echo $$ >" + pid + "; exec sleep 60"))));
        awaitLines(pid, 1);
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        tracker.close();
        process.onExit().get(5, TimeUnit.SECONDS);
        assertEquals(0, reports.size(), "a script ended by us has not failed");
    }

    private static TrackedScript script(String name, long intervalMillis, String... argv) {
        return new TrackedScript(
                name,
                ScriptCommand.of(List.of(argv)),
                Duration.ofMillis(intervalMillis),
                Duration.ofSeconds(10), // a loaded machine must not fail these tests
                1,
                1,
                false,
                SELF);
    }

    private Report next() throws InterruptedException {
        Report report = reports.poll(10, TimeUnit.SECONDS);
        assertNotNull(report, "no report within 10 s");
        return report;
    }

    private Report nextFor(String name) throws InterruptedException {
        Report report = next();
        while (!report.name().equals(name)) {
            report = next();
        }
        return report;
    }

    private static int lines(Path file) throws IOException {
        return Files.readAllLines(file).size();
    }

    private static void awaitLines(Path file, int count) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (lines(file) < count) {
            assertTrue(System.nanoTime() < end, file + " has " + lines(file) + " lines");
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}
