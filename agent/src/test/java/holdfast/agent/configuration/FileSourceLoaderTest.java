package holdfast.agent.configuration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import holdfast.conf.SourceLoader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceLoaderTest {
    private final SourceLoader loader = new FileSourceLoader();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectories(folder.resolve("conf.d/deep"));
        for (String name : List.of("b.conf", "a.conf", ".hidden.conf", "conf.d/1.conf", "conf.d/deep/2.conf", "a{1}")) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    private List<String> glob(String pattern) {
        return loader.glob(folder.toString(), pattern).stream()
                .map(path -> path.substring(folder.toString().length() + 1))
                .toList();
    }

    @Test
    void matchesAreSortedAndHiddenFilesAreNotMatchedByWildcards() { // glob(7)
        assertEquals(List.of("a.conf", "b.conf"), glob("*.conf"));
        assertEquals(List.of("a.conf", "b.conf"), glob("?.conf"));
        assertEquals(List.of(".hidden.conf"), glob(".*.conf"));
        assertEquals(List.of("a.conf"), glob("[!b].conf"));
        assertEquals(List.of("b.conf"), glob("[b-z].conf"));
        assertEquals(List.of(), glob("*.d/*.none"));
    }

    @Test
    void wildcardsWorkInEveryComponentAndNeverMatchASlash() {
        assertEquals(List.of("conf.d/1.conf"), glob("*.d/*.conf"));
        assertEquals(List.of("conf.d/deep/2.conf"), glob("*.d/*/*.conf"));
        assertEquals(List.of("conf.d"), glob("c*"));
    }

    @Test
    void plainNamesBracesAndBackslashesNameThemselves() {
        assertEquals(List.of("a.conf"), glob("a.conf"));
        assertEquals(
                List.of("a.conf"),
                glob("./a.conf").stream().map(name -> name.replace("./", "")).toList());
        assertEquals(List.of("a{1}"), glob("a{1}"));
        assertEquals(List.of("a{1}"), glob("a{?}"));
        assertEquals(List.of(), glob("\\*.conf"));
        assertEquals(List.of(), glob("missing.conf"));
        assertEquals(List.of(), glob("[z-a].conf"));
        assertEquals(List.of(), glob("a\0b"));
    }

    @Test
    void anAbsolutePatternDoesNotDependOnTheFolder() {
        assertEquals(
                List.of(folder.resolve("a.conf").toString()),
                loader.glob("/nowhere", folder.resolve("a.c*").toString()));
    }

    @Test
    void readsAFile() {
        SourceLoader.Content content = assertInstanceOf(
                SourceLoader.Content.class, loader.read(folder.resolve("a.conf").toString()));
        assertArrayEquals("a.conf".getBytes(StandardCharsets.UTF_8), content.bytes());
    }

    @Test
    void saysWhyThereAreNoBytes() throws IOException {
        assertEquals(
                new SourceLoader.Missing(), loader.read(folder.resolve("none").toString()));
        assertEquals(new SourceLoader.NotRegular(), loader.read(folder.toString()));
        assertEquals(new SourceLoader.NotRegular(), loader.read("/dev/null"));
        Path executable = folder.resolve("a.conf");
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rw-r--r-x"));
        assertEquals(new SourceLoader.Executable(), loader.read(executable.toString()));
        assertInstanceOf(SourceLoader.Unreadable.class, loader.read("a\0b"));
    }

    @Test
    void aPipeWithoutWriterDoesNotStopAnybody() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals(new SourceLoader.NotRegular(), loader.read(pipe.toString()));
    }

    @Test
    void anEnormousFileIsRefused() throws IOException {
        Path file = folder.resolve("huge");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(17L << 20); // a hole, takes no room
        }
        assertEquals(new SourceLoader.Unreadable("larger than 16 MiB"), loader.read(file.toString()));
    }
}
