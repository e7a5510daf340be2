package holdfast.drill.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaleLabsTest {
    /** Linux numbers processes up to 4194304 at most (proc_sys_kernel(5), pid_max). */
    private static final String DEAD_LAB = "hf-99999998-0-";

    private static final String NAMESPACE = DEAD_LAB + "node1";
    private static final Path FILES = Path.of(System.getProperty("java.io.tmpdir"), DEAD_LAB + "7");
    private static final long PATIENCE = 10;

    private Process waiting;

    @BeforeEach
    void aFrozenProgramOfADeadLab() throws Exception {
        Command.run(List.of("ip", "netns", "add", NAMESPACE));
        // As a host is entered: what waits stands outside, stopped like the program itself.
        waiting = new ProcessBuilder(
                        "nsenter",
                        "--net=/run/netns/" + NAMESPACE,
                        "sh",
                        "-c",
                        "kill -STOP $$; exec sleep 1000",
                        "sh",
                        FILES + "/node1/agent.conf")
                .start();
        long begin = System.nanoTime();
        while (!state().equals("T")) {
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE), "it is to stop");
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void nothingStays() {
        waiting.destroyForcibly();
        Command.attempt(List.of("ip", "netns", "del", NAMESPACE));
    }

    private String state() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(waiting.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 2)[0];
    }

    private void assertEnds() throws InterruptedException, TimeoutException {
        assertTrue(waiting.waitFor(PATIENCE, TimeUnit.SECONDS), "it is to end");
        assertEquals(128 + 9, waiting.exitValue(), "by KILL");
    }

    @Test
    void stoppedProcessesEndWithTheirNamespace() throws Exception {
        assertTrue(StaleLabs.clean().contains(NAMESPACE));
        assertEnds();
        assertFalse(Files.exists(Path.of("/run/netns", NAMESPACE)));
    }

    @Test
    void stoppedProcessesEndWhoseNamespaceHasLostItsName() throws Exception {
        Command.run(List.of("ip", "netns", "del", NAMESPACE));
        StaleLabs.clean();
        assertEnds();
    }

    @Test
    void processesOfOthersInNamelessNamespacesGoOn() throws Exception {
        Process other = new ProcessBuilder("unshare", "--net", "sleep", "1000").start();
        try {
            StaleLabs.clean();
            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly();
        }
    }
}
