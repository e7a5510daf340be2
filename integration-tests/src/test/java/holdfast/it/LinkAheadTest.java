package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that {@code packaging/src/build/LinkAhead.java} has rewritten do what they did, and need nothing generated for it. */
class LinkAheadTest {
    @TempDir
    private Path folder;

    @Test
    void rewrittenRecordsAndSwitchesSayTheSame() throws Exception {
        Path jar = jar();
        assertTrue(contains(jar, "ObjectMethods") && contains(jar, "SwitchBootstraps"), "as compiled");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        program().toString(),
                        jar.toString())
                .inheritIO()
                .start();
        assertEquals(0, tool.waitFor());

        assertFalse(contains(jar, "ObjectMethods") || contains(jar, "SwitchBootstraps"), "something is left");
        try (URLClassLoader linked = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Object said = linked.loadClass(LinkedSample.class.getName())
                    .getMethod("describe")
                    .invoke(null);
            assertEquals(LinkedSample.describe(), said);
        }
    }

    private static Path program() {
        String root = System.getProperty("maven.multiModuleProjectDirectory");
        return (root == null ? Path.of("..") : Path.of(root)).resolve("packaging/src/build/LinkAhead.java");
    }

    private Path jar() throws IOException, URISyntaxException {
        Path jar = folder.resolve("sample.jar");
        Path classes = Path.of(
                        LinkedSample.class.getResource("LinkedSample.class").toURI())
                .getParent();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                DirectoryStream<Path> samples = Files.newDirectoryStream(classes, "LinkedSample*.class")) {
            for (Path sample : samples) {
                entries.putNextEntry(new JarEntry("holdfast/it/" + sample.getFileName()));
                Files.copy(sample, entries);
            }
        }
        return jar;
    }

    private static boolean contains(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                byte[] content = file.getInputStream(entry).readAllBytes();
                if (new String(content, StandardCharsets.ISO_8859_1).contains(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
