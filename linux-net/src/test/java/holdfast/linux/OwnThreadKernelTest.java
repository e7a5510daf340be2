package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Needs root. */
class OwnThreadKernelTest {
    private static final String SCHED_OTHER = "0";
    private static final String SCHED_RR = "2";
    private static final int NICE = 19;
    private static final int RT_PRIORITY = 40;
    private static final int POLICY = 41;

    /** A field of proc_pid_stat(5), by the number it has there. */
    private static String field(OwnThread thread, int number) throws Exception {
        String stat = Files.readString(Path.of("/proc/self/task/" + thread.number() + "/stat"));
        List<String> behindName =
                List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return behindName.get(number - 3);
    }

    private static String processors(OwnThread thread) throws Exception {
        return Files.readAllLines(Path.of("/proc/self/task/" + thread.number() + "/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow()
                .replace("Cpus_allowed_list:", "")
                .strip();
    }

    /** On a thread that ends with the test, and has its name alone. */
    private static void aside(FutureTask<?> test) throws Exception {
        awaitNobodyAside();
        Thread thread = Thread.ofPlatform().name("aside").start(test);
        thread.join();
        test.get();
    }

    /** The kernel's thread ends a moment after Java's. */
    private static void awaitNobodyAside() throws Exception {
        while (OwnThread.named("aside").isPresent()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theCollectorIsScheduledBeforeOrdinaryThreadsAndLikeThemAgain() throws Exception {
        OwnThread collector = OwnThread.named(OwnThread.COLLECTOR).orElseThrow();
        assertEquals(SCHED_OTHER, field(collector, POLICY));
        collector.scheduleRealTime(3);
        assertEquals(SCHED_RR, field(collector, POLICY));
        assertEquals("3", field(collector, RT_PRIORITY));
        collector.scheduleOrdinarily();
        assertEquals(SCHED_OTHER, field(collector, POLICY));
    }

    @Test
    @Timeout(30)
    void aThreadIsFoundByNameAndChangesAlone() throws Exception {
        OwnThread outside = OwnThread.current();
        String before = field(outside, NICE);
        aside(new FutureTask<>(() -> {
            OwnThread thread = OwnThread.named("aside").orElseThrow();
            assertEquals(OwnThread.current(), thread);
            thread.beNice(7);
            assertEquals("7", field(thread, NICE));
            return null;
        }));
        assertEquals(before, field(outside, NICE));
        awaitNobodyAside();
    }

    /** What a thread starts is called like it for a moment. */
    @Test
    @Timeout(30)
    void ofSeveralThreadsWithANameTheFirstOneIsMeant() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        aside(new FutureTask<>(() -> {
            OwnThread self = OwnThread.current();
            List<Thread> namesakes = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                CountDownLatch named = new CountDownLatch(1);
                namesakes.add(Thread.ofPlatform().name("other").start(() -> {
                    try {
                        ThisThread.name("aside");
                        named.countDown();
                        found.await();
                    } catch (LinuxException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
                named.await();
                assertEquals(Optional.of(self), OwnThread.named("aside"));
            }
            found.countDown();
            for (Thread namesake : namesakes) {
                namesake.join();
            }
            return null;
        }));
    }

    @Test
    @Timeout(30)
    void itRunsOnTheProcessorsItIsGivenAndAnywhereAgain() throws Exception {
        aside(new FutureTask<>(() -> {
            OwnThread thread = OwnThread.current();
            String before = processors(thread);
            thread.runOn(List.of(0));
            assertEquals("0", processors(thread));
            LinuxException refused = assertThrows(LinuxException.class, () -> thread.runOn(List.of(8000)));
            assertEquals(Errno.of(22), refused.errno());
            thread.runAnywhere();
            assertEquals(before, processors(thread));
            return null;
        }));
    }

    @Test
    void theAccountTellsHowLongAThreadRan() throws Exception {
        OwnThread self = OwnThread.current();
        try (ThreadAccount account = ThreadAccount.of(self)) {
            account.refresh();
            long before = account.ranNanos();
            long until = System.nanoTime() + 20_000_000;
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
            account.refresh();
            long spent = account.ranNanos() - before;
            assertTrue(spent > 0 && spent < 10_000_000_000L, spent + " ns");
            assertEquals(Long.parseLong(field(self, 12)), account.majorFaults());
        }
    }
}
