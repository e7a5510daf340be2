package holdfast.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a /proc made of files; an equal inode of net/dev is an equal network namespace, as in proc(5). */
class RunningKeepalivedTest {
    @TempDir
    private Path folder;

    private Path proc;
    private Path conf;

    @BeforeEach
    void ourselves() throws IOException {
        proc = Files.createDirectory(folder.resolve("proc"));
        Files.createDirectories(proc.resolve("self/net"));
        Files.createFile(proc.resolve("self/net/dev"));
        conf = Files.writeString(folder.resolve("a.conf"), "");
    }

    private void process(int pid, String comm, boolean sameNetwork, String... words) throws IOException {
        Path process = Files.createDirectories(proc.resolve(pid + "/net")).getParent();
        Files.writeString(process.resolve("comm"), comm + "\n");
        Files.writeString(process.resolve("cmdline"), String.join("\0", words) + "\0");
        Files.createSymbolicLink(process.resolve("root"), Path.of("/"));
        Files.createSymbolicLink(process.resolve("cwd"), folder);
        if (sameNetwork) {
            Files.createLink(process.resolve("net/dev"), proc.resolve("self/net/dev"));
        } else {
            Files.createFile(process.resolve("net/dev"));
        }
    }

    private OptionalLong found() {
        return RunningKeepalived.withFile(proc, conf);
    }

    @Test
    void theParentOfAKeepalivedWithOurFileIsFound() throws IOException {
        process(300, "keepalived", true, "/usr/sbin/keepalived", "-nD", "--use-file=" + conf);
        process(299, "keepalived", true, "/usr/sbin/keepalived", "-nD", "--use-file=" + conf);
        assertEquals(OptionalLong.of(299), found());
    }

    @Test
    void aRelativeNameIsInItsOwnFolder() throws IOException {
        process(299, "keepalived", true, "keepalived", "-f", "a.conf");
        assertEquals(OptionalLong.of(299), found());
    }

    @Test
    void anotherFileIsNoTrouble() throws IOException {
        process(299, "keepalived", true, "keepalived", "-f", "/etc/other.conf");
        process(298, "keepalived", true, "keepalived");
        assertEquals(OptionalLong.empty(), found());
    }

    @Test
    void anotherNetworkIsNoTrouble() throws IOException {
        process(299, "keepalived", false, "keepalived", "-f", conf.toString());
        assertEquals(OptionalLong.empty(), found());
    }

    @Test
    void anotherProgramIsNoTrouble() throws IOException {
        process(299, "vim", true, "vim", "-f", conf.toString());
        assertEquals(OptionalLong.empty(), found());
    }
}
