package holdfast.linux;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The virtual machine's own thread, for which all others stop: with the serial collector it is the one that collects garbage. A real-time
 * thread that waits for it waits for the processor that this one does not get.
 */
public final class CollectorThread {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String NAME = "VM Thread";

    private CollectorThread() {}

    /**
     * Schedules it before all ordinary threads, too (sched(7), SCHED_RR). Nothing happens in a virtual machine that names it otherwise.
     *
     * @param priority 1 to 99, that of the thread that is not to wait
     * @throws IOException EPERM ({@link LinuxException}) without CAP_SYS_NICE or a fitting RLIMIT_RTPRIO; or proc(5) does not tell the threads
     */
    public static void becomeRealTime(int priority) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (isIt(thread)) {
                    ThisThread.becomeRealTime(Integer.parseInt(String.valueOf(thread.getFileName())), priority);
                    return;
                }
            }
        }
    }

    private static boolean isIt(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip().equals(NAME);
        } catch (IOException e) {
            return false; // it has ended meanwhile
        }
    }
}
