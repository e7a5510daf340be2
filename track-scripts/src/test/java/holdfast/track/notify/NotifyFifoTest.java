package holdfast.track.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.track.run.RunAs;
import holdfast.track.run.ScriptFolder;
import holdfast.track.run.ScriptRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyFifoTest {
    private static final RunAs SELF = RunAs.thisProcess();
    private static final RunAs NOBODY = new RunAs("nobody", 65534, 65534);

    private final ScriptRunner runner = new ScriptRunner();
    private final NotifyRunner notify = new NotifyRunner(runner);
    private ScriptFolder folder;
    private Path fifo;

    @TempDir
    Path temporary;

    @BeforeEach
    void openFolder() throws IOException {
        folder = ScriptFolder.in(temporary);
        fifo = temporary.resolve("fifo");
    }

    @AfterEach
    void close() {
        notify.close(Duration.ofMillis(500));
        runner.close();
    }

    @Test
    void linesHaveKeepalivedsForm() {
        assertEquals(
                "INSTANCE \"VI_1\" MASTER 100", instance(NotifyEvent.MASTER).fifoLine());
        assertEquals(
                "GROUP \"G 1\" FAULT 0", new Notification(NotifySubject.GROUP, "G 1", NotifyEvent.FAULT, 0).fifoLine());
    }

    @Test
    void isMadeReadableForAllAndRemovedAtClose() throws Exception {
        notify.updateFifos(List.of(settings(Optional.empty(), Optional.of(NOBODY))));
        awaitExists();
        awaitOwner(65534);
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo)));
        assertEquals(65534, Files.getAttribute(fifo, "unix:gid"));
        notify.close(Duration.ofSeconds(2));
        assertFalse(Files.exists(fifo));
    }

    @Test
    void oneLeftToAnotherProcessStaysThereAndThatOneRemovesIt() throws Exception {
        notify.updateFifos(List.of(settings()));
        awaitExists();
        NotifyRunner next = new NotifyRunner(runner);
        next.goOnFrom(Set.of(fifo), () -> {});
        next.updateFifos(List.of(settings()));
        notify.leaveFifos();
        notify.close(Duration.ofSeconds(2));
        assertTrue(Files.exists(fifo));
        next.close(Duration.ofSeconds(2));
        assertFalse(Files.exists(fifo));
    }

    @Test
    void oneThatWasThereBeforeStaysThere() throws Exception {
        new ProcessBuilder("mkfifo", "-m", "600", fifo.toString()).start().waitFor();
        notify.updateFifos(List.of(settings()));
        notify.close(Duration.ofSeconds(2));
        assertTrue(Files.exists(fifo));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo)));
    }

    @Test
    void eachEventIsALineInOrderWithoutScriptsHoldingItUp() throws Exception {
        notify.updateFifos(List.of(settings()));
        awaitExists();
        try (var reader = new Reader(fifo)) {
            var hanging = new NotifyScripts(
                    java.util.Map.of(),
                    Optional.of(new NotifyScript(List.of(folder.script("hang", "sleep 60")), SELF)));
            for (NotifyEvent event : List.of(NotifyEvent.BACKUP, NotifyEvent.MASTER, NotifyEvent.MASTER_PRIORITY)) {
                notify.post(instance(event), hanging);
            }
            assertEquals("INSTANCE \"VI_1\" BACKUP 100", reader.next());
            assertEquals("INSTANCE \"VI_1\" MASTER 100", reader.next());
            assertEquals("INSTANCE \"VI_1\" MASTER_PRIORITY 100", reader.next());
        }
    }

    @Test
    void linesPostedBeforeAnybodyReadsAreKept() throws Exception {
        notify.updateFifos(List.of(settings()));
        notify.post(instance(NotifyEvent.BACKUP), NotifyScripts.NONE);
        awaitExists();
        try (var reader = new Reader(fifo)) {
            assertEquals("INSTANCE \"VI_1\" BACKUP 100", reader.next());
        }
    }

    @Test
    void staysOpenAcrossAReload() throws Exception {
        notify.updateFifos(List.of(settings()));
        awaitExists();
        try (var reader = new Reader(fifo)) {
            notify.post(instance(NotifyEvent.MASTER), NotifyScripts.NONE);
            assertEquals("INSTANCE \"VI_1\" MASTER 100", reader.next());
            notify.updateFifos(List.of(settings()));
            notify.post(instance(NotifyEvent.BACKUP), NotifyScripts.NONE);
            assertEquals("INSTANCE \"VI_1\" BACKUP 100", reader.next());
        }
    }

    @Test
    void changedSettingsOpenItAnewAtTheSamePath() throws Exception {
        notify.updateFifos(List.of(settings()));
        awaitExists();
        notify.updateFifos(List.of(settings(Optional.empty(), Optional.of(NOBODY))));
        notify.post(instance(NotifyEvent.MASTER), NotifyScripts.NONE);
        awaitOwner(65534);
        try (var reader = new Reader(fifo)) {
            assertEquals("INSTANCE \"VI_1\" MASTER 100", reader.next());
        }
        notify.close(Duration.ofSeconds(2));
        assertFalse(Files.exists(fifo));
    }

    @Test
    void theLastLinesAreWrittenAtClose() throws Exception {
        notify.updateFifos(List.of(settings()));
        awaitExists();
        try (var reader = new Reader(fifo)) {
            notify.post(instance(NotifyEvent.MASTER), NotifyScripts.NONE);
            reader.next();
            notify.post(instance(NotifyEvent.STOP), NotifyScripts.NONE);
            notify.close(Duration.ofSeconds(1));
            assertEquals("INSTANCE \"VI_1\" STOP 100", reader.next());
        }
    }

    @Test
    void withoutAReaderPostingNeverWaitsAndLostLinesAreCounted() throws Exception {
        notify.updateFifos(List.of(settings()));
        awaitExists();
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) { // 280 kB: the pipe takes 64 KiB, the queue 1024 lines
            notify.post(instance(NotifyEvent.MASTER), NotifyScripts.NONE);
        }
        long posted = (System.nanoTime() - start) / 1_000_000;
        assertTrue(posted < 5000, "posting took " + posted + " ms");
        long dropped = notify.droppedLines();
        assertTrue(dropped > 6000 && dropped < 9000, dropped + " lines dropped");
        start = System.nanoTime();
        notify.close(Duration.ofMillis(300));
        long closing = (System.nanoTime() - start) / 1_000_000;
        assertTrue(closing < 4000, "closing took " + closing + " ms");
        assertFalse(Files.exists(fifo));
    }

    @Test
    void somethingElseInItsPlaceIsNotTouched() throws Exception {
        Files.writeString(fifo, "precious");
        notify.updateFifos(List.of(settings()));
        notify.post(instance(NotifyEvent.MASTER), NotifyScripts.NONE);
        notify.close(Duration.ofSeconds(1));
        assertEquals("precious", Files.readString(fifo));
    }

    @Test
    void theScriptGetsThePathAndReadsAllLines() throws Exception {
        Path seen = folder.worldWritable("seen");
        String script = folder.script("reader", "while read line; do echo \"$1 $line\" >>" + seen + "; done <\"$2\"");
        var call = new NotifyScript(List.of(script, "word"), NOBODY);
        notify.updateFifos(List.of(settings(Optional.of(call), Optional.of(NOBODY))));
        notify.post(instance(NotifyEvent.BACKUP), NotifyScripts.NONE);
        notify.post(instance(NotifyEvent.STOP), NotifyScripts.NONE);
        awaitLines(seen, 2);
        notify.close(Duration.ofSeconds(2));
        assertEquals(
                List.of("word INSTANCE \"VI_1\" BACKUP 100", "word INSTANCE \"VI_1\" STOP 100"),
                Files.readAllLines(seen));
        assertEquals(0, runner.active(), "it ends at the end of the file");
    }

    @Test
    void aScriptThatEndsIsStartedAgain() throws Exception {
        Path starts = folder.worldWritable("starts");
        String script = folder.script("weak", "echo start >>" + starts);
        notify.updateFifos(List.of(settings(Optional.of(new NotifyScript(List.of(script), SELF)), Optional.empty())));
        awaitLines(starts, 2);
    }

    private FifoSettings settings() {
        return settings(Optional.empty(), Optional.empty());
    }

    private FifoSettings settings(Optional<NotifyScript> script, Optional<RunAs> owner) {
        return new FifoSettings(fifo, owner, script, Set.of(FifoTopic.VRRP));
    }

    private static Notification instance(NotifyEvent event) {
        return new Notification(NotifySubject.INSTANCE, "VI_1", event, 100);
    }

    private void awaitExists() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Files.exists(fifo)) {
            assertTrue(System.nanoTime() < end, "no FIFO");
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private void awaitOwner(int id) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!isOwnedBy(id)) {
            assertTrue(System.nanoTime() < end, "owner not set");
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private boolean isOwnedBy(int id) throws IOException {
        try {
            return Files.getAttribute(fifo, "unix:uid").equals(id)
                    && Files.getAttribute(fifo, "unix:gid").equals(id);
        } catch (NoSuchFileException e) {
            return false; // between two of them
        }
    }

    private static void awaitLines(Path file, int count) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (Files.readAllLines(file).size() < count) {
            assertTrue(System.nanoTime() < end, "only " + Files.readAllLines(file));
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Reads a FIFO as a user's program would: opened for reading only. */
    private static final class Reader implements AutoCloseable {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final Thread thread;

        Reader(Path fifo) {
            thread = new Thread(() -> {
                try (BufferedReader in = Files.newBufferedReader(fifo, StandardCharsets.UTF_8)) {
                    in.lines().forEach(lines::add);
                } catch (IOException e) {
                    lines.add("reader failed: " + e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        String next() throws InterruptedException {
            return lines.poll(10, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
