package holdfast.track.notify;

import static holdfast.track.notify.NotifyEvent.BACKUP;
import static holdfast.track.notify.NotifyEvent.DELETED;
import static holdfast.track.notify.NotifyEvent.FAULT;
import static holdfast.track.notify.NotifyEvent.MASTER;
import static holdfast.track.notify.NotifyEvent.MASTER_PRIORITY;
import static holdfast.track.notify.NotifyEvent.MASTER_RX_LOWER_PRI;
import static holdfast.track.notify.NotifyEvent.STOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.track.run.RunAs;
import holdfast.track.run.ScriptFolder;
import holdfast.track.run.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyRunnerTest {
    private static final RunAs SELF = RunAs.thisProcess();
    private static final RunAs NOBODY = new RunAs("nobody", 65534, 65534);

    private final ScriptRunner runner = new ScriptRunner();
    private final NotifyRunner notify = new NotifyRunner(runner);
    private ScriptFolder folder;
    private Path calls;

    @TempDir
    Path temporary;

    @BeforeEach
    void openFolder() throws IOException {
        folder = ScriptFolder.in(temporary);
        calls = folder.worldWritable("calls");
    }

    @AfterEach
    void close() {
        notify.close(Duration.ofMillis(500));
        runner.close();
    }

    @Test
    void specificThenGenericForEachEventInOrder() throws Exception {
        NotifyScripts scripts = recording("0.01");
        for (NotifyEvent event : List.of(BACKUP, MASTER, FAULT, BACKUP, MASTER, STOP)) {
            notify.post(instance("VI_1", event), scripts);
        }
        notify.close(Duration.ofSeconds(10));
        var expected = new ArrayList<String>();
        for (String state : List.of("BACKUP", "MASTER", "FAULT", "BACKUP", "MASTER", "STOP")) {
            expected.add("specific " + state);
            expected.add("generic INSTANCE VI_1 " + state + " 100");
        }
        assertEquals(expected, Files.readAllLines(calls));
    }

    @Test
    void aGroupIsAnnouncedWithItsKindAndPriorityZero() throws Exception {
        notify.post(new Notification(NotifySubject.GROUP, "G1", MASTER, 0), recording("0"));
        notify.close(Duration.ofSeconds(10));
        assertEquals(List.of("specific MASTER", "generic GROUP G1 MASTER 0"), Files.readAllLines(calls));
    }

    @Test
    void onlyStatesReachTheGenericScript() throws Exception {
        NotifyScripts scripts = recording("0");
        for (NotifyEvent event : List.of(MASTER_RX_LOWER_PRI, MASTER_PRIORITY, DELETED)) {
            notify.post(instance("VI_1", event), scripts);
        }
        notify.close(Duration.ofSeconds(10));
        assertEquals(
                List.of("specific MASTER_RX_LOWER_PRI", "specific DELETED", "generic INSTANCE VI_1 DELETED 100"),
                Files.readAllLines(calls));
    }

    @Test
    void callsOfOneObjectNeverOverlap() throws Exception {
        Path busy = temporary.resolve("busy");
        String script =
                folder.script("alone", "mkdir " + busy + " || echo overlap >>" + calls + "; sleep 0.05; rmdir " + busy);
        var scripts = new NotifyScripts(new EnumMap<>(NotifyEvent.class), Optional.of(call(script)));
        for (int i = 0; i < 6; i++) {
            notify.post(instance("VI_1", i % 2 == 0 ? MASTER : BACKUP), scripts);
        }
        notify.close(Duration.ofSeconds(10));
        assertEquals(List.of(), Files.readAllLines(calls));
    }

    @Test
    void differentObjectsDoNotWaitForEachOther() throws Exception {
        NotifyScripts hanging = generic(folder.script("hang", "sleep 60"));
        notify.post(instance("VI_1", MASTER), hanging);
        notify.post(instance("VI_2", MASTER), recording("0"));
        awaitLines(2);
        assertEquals(
                "generic INSTANCE VI_2 MASTER 100", Files.readAllLines(calls).get(1));
    }

    @Test
    void aSlowScriptIsLeftRunningWhenPatienceEndsAndTheNextOneRuns() throws Exception {
        var impatient = new NotifyRunner(runner, Duration.ofMillis(200));
        Path pid = folder.worldWritable("pid");
        impatient.post(instance("VI_1", MASTER), generic(folder.script("slow", "echo $$ >" + pid + "; sleep 60")));
        impatient.post(instance("VI_1", BACKUP), recording("0"));
        awaitLines(2);
        assertEquals("specific BACKUP", Files.readAllLines(calls).get(0));
        ProcessHandle slow = ProcessHandle.of(pidIn(pid)).orElseThrow();
        impatient.close(Duration.ofSeconds(1));
        assertTrue(slow.isAlive());
        runner.close();
        slow.onExit().get(5, TimeUnit.SECONDS);
    }

    @Test
    void slowScriptsDoNotPileUp() throws Exception {
        var impatient = new NotifyRunner(runner, Duration.ofMillis(150));
        Path first = folder.worldWritable("first");
        impatient.post(instance("VI_1", MASTER), generic(folder.script("slow", "echo $$ >" + first + "; sleep 60")));
        for (int i = 0; i < NotifyRunner.MOST_LEFT_RUNNING; i++) {
            impatient.post(instance("VI_1", BACKUP), generic(folder.script("slow" + i, "sleep 60")));
        }
        impatient.post(instance("VI_1", FAULT), recording("0"));
        awaitLines(2);
        Optional<ProcessHandle> slow = ProcessHandle.of(pidIn(first));
        if (slow.isPresent()) {
            slow.get().onExit().get(5, TimeUnit.SECONDS);
        }
        impatient.close(Duration.ofSeconds(1));
    }

    @Test
    void postingNeverWaits() throws Exception {
        NotifyScripts hanging = generic(folder.script("hang", "sleep 60"));
        notify.post(instance("VI_1", MASTER), hanging); // loads classes
        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            notify.post(instance("VI_1", MASTER), hanging);
        }
        long took = System.nanoTime() - start;
        assertTrue(took < 5_000_000_000L, "1000 posts took " + took + " ns");
    }

    @Test
    void theOldestEventsAreDroppedWhenTooManyWait() throws Exception {
        Path go = temporary.resolve("go");
        NotifyScripts gate = generic(folder.script("gate", "while ! test -e " + go + "; do sleep 0.01; done"));
        notify.post(instance("VI_1", FAULT), gate);
        NotifyScripts scripts = recording("0");
        for (int i = 0; i < NotifyRunner.MOST_WAITING + 3; i++) {
            notify.post(new Notification(NotifySubject.INSTANCE, "VI_1", MASTER, i), scripts);
        }
        assertEquals(3, notify.droppedEvents());
        Files.writeString(go, "");
        notify.close(Duration.ofSeconds(20));
        List<String> lines = Files.readAllLines(calls);
        assertEquals(2 * NotifyRunner.MOST_WAITING, lines.size());
        assertEquals("generic INSTANCE VI_1 MASTER 3", lines.get(1));
    }

    @Test
    void atCloseAHangingScriptMakesWayForStop() throws Exception {
        notify.post(instance("VI_1", MASTER), generic(folder.script("hang", "sleep 60")));
        NotifyScripts scripts = recording("0");
        notify.post(instance("VI_1", BACKUP), scripts);
        notify.post(instance("VI_1", STOP), scripts);
        long start = System.nanoTime();
        notify.close(Duration.ofSeconds(1));
        long took = (System.nanoTime() - start) / 1_000_000;
        assertEquals(List.of("specific STOP", "generic INSTANCE VI_1 STOP 100"), Files.readAllLines(calls));
        assertTrue(took < 3000, "closing took " + took + " ms");
    }

    @Test
    void closeDoesNotWaitLongerThanAsked() throws Exception {
        notify.post(instance("VI_1", STOP), generic(folder.script("hang", "trap '' TERM; sleep 60")));
        long start = System.nanoTime();
        notify.close(Duration.ofMillis(400));
        long took = (System.nanoTime() - start) / 1_000_000;
        assertTrue(took >= 400 && took < 3000, "closing took " + took + " ms");
        runner.close();
        assertEquals(0, runner.active());
    }

    @Test
    void closeReturnsAtOnceWhenNothingIsLeft() {
        long start = System.nanoTime();
        notify.close(Duration.ofSeconds(30));
        assertTrue(System.nanoTime() - start < 1_000_000_000);
    }

    @Test
    void scriptsRunAsTheirUser() throws Exception {
        String script = folder.script("who", "id -u >>" + calls);
        notify.post(
                instance("VI_1", MASTER),
                new NotifyScripts(
                        new EnumMap<>(NotifyEvent.class), Optional.of(new NotifyScript(List.of(script), NOBODY))));
        awaitLines(1);
        assertEquals(List.of("65534"), Files.readAllLines(calls));
    }

    @Test
    void aFailingScriptDoesNotStopTheOthers() throws Exception {
        notify.post(instance("VI_1", MASTER), generic("/no/such/script"));
        notify.post(instance("VI_1", BACKUP), recording("0"));
        awaitLines(2);
    }

    @Test
    void nothingIsAnnouncedAfterClose() throws Exception {
        notify.close(Duration.ofSeconds(1));
        notify.post(instance("VI_1", MASTER), recording("0"));
        assertEquals(0, runner.active());
        assertFalse(Files.size(calls) > 0);
    }

    private static long pidIn(Path file) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!Files.readString(file).endsWith("\n")) {
            assertTrue(System.nanoTime() < end, "no process id");
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return Long.parseLong(Files.readString(file).strip());
    }

    private NotifyScripts recording(String pause) throws IOException {
        String script = folder.script("record", "sleep " + pause + "; echo \"$@\" >>" + calls);
        var specific = new EnumMap<NotifyEvent, NotifyScript>(NotifyEvent.class);
        for (NotifyEvent event : List.of(MASTER, BACKUP, FAULT, STOP, DELETED, MASTER_RX_LOWER_PRI)) {
            specific.put(event, call(script, "specific", event.name()));
        }
        return new NotifyScripts(specific, Optional.of(call(script, "generic")));
    }

    private static NotifyScripts generic(String script) {
        return new NotifyScripts(new EnumMap<>(NotifyEvent.class), Optional.of(call(script)));
    }

    private static NotifyScript call(String... argv) {
        return new NotifyScript(List.of(argv), SELF);
    }

    private static Notification instance(String name, NotifyEvent event) {
        return new Notification(NotifySubject.INSTANCE, name, event, 100);
    }

    private void awaitLines(int count) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (Files.readAllLines(calls).size() < count) {
            assertTrue(System.nanoTime() < end, "only " + Files.readAllLines(calls));
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }
}
