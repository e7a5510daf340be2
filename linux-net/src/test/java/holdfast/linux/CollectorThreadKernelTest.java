package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Needs root. */
class CollectorThreadKernelTest {
    private static final String SCHED_RR = "2";
    private static final String SCHED_OTHER = "0";

    /** The scheduling policies of the threads of that name: field 41 of proc_pid_stat(5), 38 behind the name and the state. */
    private static List<String> policies() throws Exception {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.map(CollectorThreadKernelTest::stat)
                    .filter(stat -> stat.contains("(VM Thread)"))
                    .map(stat -> List.of(
                                    stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
                            .get(38))
                    .toList();
        }
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (java.io.IOException e) {
            return "";
        }
    }

    @Test
    void itIsScheduledBeforeOrdinaryThreads() throws Exception {
        assertEquals(List.of(SCHED_OTHER), policies());
        CollectorThread.becomeRealTime(1);
        assertEquals(List.of(SCHED_RR), policies());
    }
}
