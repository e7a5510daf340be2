package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** epoll and what it waits for; needs Linux but no privilege. */
class LoopKernelTest {
    @Test
    void aTimerFiresAtTheTimeOfTheMonotonicClock() throws Exception {
        try (Epoll epoll = Epoll.open();
                TimerFd timer = TimerFd.open()) {
            epoll.add(timer, Long.MIN_VALUE);
            long at = System.nanoTime() + 5_000_000;
            timer.armAt(at);
            assertFalse(timer.acknowledge());
            assertEquals(1, epoll.await(1000));
            assertEquals(Long.MIN_VALUE, epoll.token(0));
            assertTrue(System.nanoTime() - at >= 0);
            assertTrue(timer.acknowledge());
            assertEquals(0, epoll.await(0));
        }
    }

    @Test
    void aTimeThatHasPassedFiresAtOnceAndADisarmedTimerNever() throws Exception {
        try (Epoll epoll = Epoll.open();
                TimerFd timer = TimerFd.open()) {
            epoll.add(timer, 1);
            timer.armAt(System.nanoTime() - 1);
            assertEquals(1, epoll.await(100));
            timer.armAt(-5);
            assertEquals(1, epoll.await(100));
            timer.disarm();
            assertEquals(0, epoll.await(0));
        }
    }

    @Test
    void anotherThreadWakesTheLoop() throws Exception {
        try (Epoll epoll = Epoll.open();
                EventFd inbox = EventFd.open()) {
            epoll.add(inbox, 42);
            Thread other = Thread.ofPlatform().start(inbox::signal);
            assertEquals(1, epoll.await(1000));
            assertEquals(42, epoll.token(0));
            other.join();
            assertTrue(inbox.drain());
            assertFalse(inbox.drain());
            epoll.remove(inbox);
            inbox.signal();
            assertEquals(0, epoll.await(0));
        }
    }

    @Test
    void everyTokenOfManyReadyOnesIsRead() throws Exception {
        try (Epoll epoll = Epoll.open();
                EventFd first = EventFd.open();
                EventFd second = EventFd.open();
                EventFd third = EventFd.open()) {
            epoll.add(first, 1);
            epoll.add(second, 2);
            epoll.add(third, 4);
            first.signal();
            third.signal();
            assertEquals(2, epoll.await(100));
            assertEquals(5, epoll.token(0) + epoll.token(1));
            assertThrows(IndexOutOfBoundsException.class, () -> epoll.token(2));
        }
    }

    @Test
    void signalsAreReadAsDataRealTimeOnesToo() throws Exception {
        // A signal is read only when every thread blocks it, so this takes a process whose launcher blocked it.
        Process process = new ProcessBuilder(
                        "env",
                        "--block-signal=HUP,RTMIN+2",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xrs", // without it the virtual machine unblocks HUP, INT and TERM in its own threads
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SignalEcho.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("ready", output.readLine());
            ThisProcess.signal((int) process.pid(), Signals.RTMIN + 2);
            assertEquals("36", output.readLine()); // SIGRTMIN+2 with glibc, which keeps 32 and 33 for itself
            ThisProcess.signal((int) process.pid(), Signals.HUP);
            assertEquals("1", output.readLine());
            assertEquals(0, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aWaitWithoutBoundIsRefused() throws Exception {
        try (Epoll epoll = Epoll.open()) {
            assertThrows(IllegalArgumentException.class, () -> epoll.await(-1));
        }
    }

    @Test
    void anUnknownProcessIsReportedByName() {
        LinuxException e = assertThrows(LinuxException.class, () -> ThisProcess.signal(Integer.MAX_VALUE, 0));
        assertEquals(Errno.ESRCH, e.errno());
    }
}
