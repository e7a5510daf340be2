package holdfast.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackedFilesTest {
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final TrackedFiles files = new TrackedFiles((name, value) -> reports.add(new Report(name, value)));

    private record Report(String name, int value) {}

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void aMissingFileIsZeroAndItsCreationIsSeen() throws Exception {
        Path file = folder.resolve("weight");
        files.update(List.of(tracked(file)));
        assertEquals(new Report("f", 0), next());
        Files.writeString(file, "12\n");
        assertEquals(new Report("f", 12), next());
    }

    @Test
    void aChangeIsSeenWellWithinASecond() throws Exception {
        Path file = Files.writeString(folder.resolve("weight"), "1");
        files.update(List.of(tracked(file)));
        assertEquals(new Report("f", 1), next());
        long start = System.nanoTime();
        Files.writeString(file, "2");
        assertEquals(new Report("f", 2), next());
        long took = (System.nanoTime() - start) / 1_000_000;
        assertTrue(took < 500, "seen after " + took + " ms");
    }

    @Test
    void theEmptyMomentOfARewriteIsNotTakenForZero() throws Exception {
        Path file = Files.writeString(folder.resolve("weight"), "1");
        files.update(List.of(tracked(file)));
        assertEquals(new Report("f", 1), next());
        for (int i = 2; i < 12; i++) {
            Files.writeString(file, ""); // truncated, then written, as a shell's > does
            Files.writeString(file, i + "\n");
            assertEquals(new Report("f", i), next());
        }
    }

    @Test
    void anEmptyFileIsZero() throws Exception {
        Path file = Files.writeString(folder.resolve("weight"), "5");
        files.update(List.of(tracked(file)));
        assertEquals(new Report("f", 5), next());
        Files.writeString(file, "");
        assertEquals(new Report("f", 0), next());
    }

    @Test
    void deletionIsSeenAsZero() throws Exception {
        Path file = Files.writeString(folder.resolve("weight"), "-5");
        files.update(List.of(tracked(file)));
        assertEquals(new Report("f", -5), next());
        Files.delete(file);
        assertEquals(new Report("f", 0), next());
    }

    @Test
    void aRenameOverItIsSeen() throws Exception {
        Path file = Files.writeString(folder.resolve("weight"), "5");
        files.update(List.of(tracked(file)));
        assertEquals(new Report("f", 5), next());
        Path fresh = Files.writeString(folder.resolve("weight.new"), "0x10");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        assertEquals(new Report("f", 16), next());
        Files.move(file, folder.resolve("away"));
        assertEquals(new Report("f", 0), next());
    }

    @Test
    void aFolderThatAppearsLaterIsWatchedThen() throws Exception {
        Path file = folder.resolve("later/weight");
        files.update(List.of(tracked(file)));
        assertEquals(new Report("f", 0), next());
        Files.createDirectory(file.getParent());
        Files.writeString(file, "3");
        assertEquals(new Report("f", 3), next());
    }

    @Test
    void aChangeBehindASymbolicLinkIsSeen() throws Exception {
        Path real =
                Files.writeString(Files.createDirectory(folder.resolve("real")).resolve("w"), "4");
        Path link = Files.createSymbolicLink(folder.resolve("weight"), real);
        files.update(List.of(tracked(link)));
        assertEquals(new Report("f", 4), next());
        Files.writeString(real, "6");
        assertEquals(new Report("f", 6), next());
    }

    @Test
    void garbageIsZero() throws Exception {
        Path file = Files.writeString(folder.resolve("weight"), "5");
        files.update(List.of(tracked(file)));
        assertEquals(new Report("f", 5), next());
        Files.writeString(file, "five");
        assertEquals(new Report("f", 0), next());
    }

    @Test
    void aNumberOutOfRangeLeavesTheLastOneInForce() throws Exception {
        Path file = Files.writeString(folder.resolve("weight"), "5");
        Path witness = folder.resolve("witness");
        files.update(List.of(tracked(file), new TrackedFile("witness", witness, Optional.empty())));
        assertEquals(new Report("f", 5), next());
        assertEquals(new Report("witness", 0), next());
        Files.writeString(file, "99999999999");
        Files.writeString(witness, "1"); // files are looked at in order, so a change of the first would come first
        assertEquals(new Report("witness", 1), next());
    }

    @Test
    void theSameNumberWrittenAgainIsNoNews() throws Exception {
        Path file = Files.writeString(folder.resolve("weight"), "5");
        files.update(List.of(tracked(file)));
        assertEquals(new Report("f", 5), next());
        Files.writeString(file, "0x5\n");
        Files.writeString(file, "6\n");
        assertEquals(new Report("f", 6), next());
    }

    @Test
    void initFileCreatesTheFile() throws Exception {
        Path file = folder.resolve("weight");
        files.update(List.of(new TrackedFile("f", file, Optional.of(new TrackedFile.Initial(7, false)))));
        assertEquals(new Report("f", 7), next());
        assertEquals("7", Files.readString(file).strip());
    }

    @Test
    void initFileLeavesAnExistingFileAloneUnlessOverwriteIsGiven() throws Exception {
        Path file = Files.writeString(folder.resolve("weight"), "5");
        files.update(List.of(new TrackedFile("f", file, Optional.of(new TrackedFile.Initial(7, false)))));
        assertEquals(new Report("f", 5), next());
        files.update(List.of(new TrackedFile("g", file, Optional.of(new TrackedFile.Initial(8, true)))));
        assertEquals(new Report("g", 8), next());
    }

    @Test
    void reloadReportsOnlyWhatIsNew() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "1");
        Path two = Files.writeString(folder.resolve("two"), "2");
        files.update(List.of(new TrackedFile("one", one, Optional.empty())));
        assertEquals(new Report("one", 1), next());
        files.update(List.of(
                new TrackedFile("one", one, Optional.of(new TrackedFile.Initial(9, true))),
                new TrackedFile("two", two, Optional.empty())));
        assertEquals(new Report("two", 2), next());
        assertEquals("1", Files.readString(one), "a file already tracked is not initialised again");
        files.update(List.of(new TrackedFile("two", two, Optional.empty())));
        Files.writeString(one, "3");
        Files.writeString(two, "4");
        assertEquals(new Report("two", 4), next());
    }

    private static TrackedFile tracked(Path file) {
        return new TrackedFile("f", file, Optional.empty());
    }

    private Report next() throws InterruptedException, IOException {
        Report report = reports.poll(5, TimeUnit.SECONDS);
        assertNotNull(report, "no report within 5 s");
        return report;
    }
}
