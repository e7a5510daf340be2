package holdfast.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a /proc made of files; an equal inode of net/dev is an equal network namespace, as in proc(5). */
class RunningHoldfastTest {
    @TempDir
    private Path proc;

    @BeforeEach
    void ourselves() throws IOException {
        Files.createDirectories(proc.resolve("self/net"));
        Files.createFile(proc.resolve("self/net/dev"));
    }

    private void process(int pid, boolean sameNetwork, String... words) throws IOException {
        Path process = Files.createDirectories(proc.resolve(pid + "/net")).getParent();
        Files.writeString(process.resolve("cmdline"), String.join("\0", words) + "\0");
        if (sameNetwork) {
            Files.createLink(process.resolve("net/dev"), proc.resolve("self/net/dev"));
        } else {
            Files.createFile(process.resolve("net/dev"));
        }
    }

    private Optional<String> file() {
        return RunningHoldfast.any(proc)
                .map(found -> found.pid() + " " + found.options().configurationFile());
    }

    @Test
    void aDaemonIsFoundByItsMainClassAndItsOwnOptions() throws IOException {
        process(7, true, "java", "-cp", "/x/*", "holdfast.agent.Main", "-n", "-f", "/etc/a.conf");
        assertEquals(Optional.of("7 /etc/a.conf"), file());
    }

    @Test
    void withoutOptionsItHasKeepalivedsFile() throws IOException {
        process(7, true, "java", "holdfast.agent.Main");
        assertEquals(Optional.of("7 /etc/keepalived/keepalived.conf"), file());
    }

    @Test
    void subcommandsOtherProgramsAndOtherNetworksAreNoDaemonHere() throws IOException {
        process(7, true, "java", "holdfast.agent.Main", "doctor", "-f", "/etc/a.conf");
        process(8, true, "vi", "Main");
        process(9, false, "java", "holdfast.agent.Main", "-n");
        process(10, true, "java", "holdfast.agent.Main", "-t");
        assertEquals(Optional.empty(), file());
    }
}
