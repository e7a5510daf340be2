package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A thread of this process as the kernel schedules it (sched(7)). Processes and threads that it starts do not inherit a real-time priority.
 *
 * @param number gettid(2)
 */
public record OwnThread(int number) {
    /**
     * The virtual machine's own thread, for which all others stop: with the serial collector it is the one that collects garbage. A
     * real-time thread that waits for it waits for the processor that this one does not get.
     */
    public static final String COLLECTOR = "VM Thread";

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int START_TIME = 22;
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_RR = 2;
    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
    private static final int PRIO_PROCESS = 0;
    private static final int MASK_BYTES = 1024; // 8,192 processors, the most that Linux can be built for

    /** The calling thread; a platform thread: a virtual thread's carrier would be meant. */
    public static OwnThread current() throws IOException {
        Path self = Files.readSymbolicLink(Path.of("/proc/thread-self")); // PID/task/TID
        return new OwnThread(Integer.parseInt(String.valueOf(self.getFileName())));
    }

    /**
     * The thread of that name. Another one that it has just started has its name, too, until it takes its own: of several the first that began
     * is meant.
     *
     * @param name as ps(1) shows it: of a longer one the first 15 bytes
     * @throws IOException proc(5) does not tell the threads
     */
    public static Optional<OwnThread> named(String name) throws IOException {
        List<OwnThread> found = allNamed(name);
        return found.size() < 2
                ? found.stream().findFirst()
                : found.stream()
                        .min(Comparator.comparingLong(OwnThread::beganAt).thenComparingInt(OwnThread::number));
    }

    private static List<OwnThread> allNamed(String name) throws IOException {
        List<OwnThread> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (isNamed(thread, name)) {
                    found.add(new OwnThread(Integer.parseInt(String.valueOf(thread.getFileName()))));
                }
            }
        }
        return found;
    }

    private static boolean isNamed(Path thread, String name) {
        try {
            return Files.readString(thread.resolve("comm")).strip().equals(name);
        } catch (IOException e) {
            return false; // it has ended meanwhile
        }
    }

    /** Clock ticks after the boot (proc_pid_stat(5)); never for one that has ended. */
    private long beganAt() {
        try {
            String stat =
                    Files.readString(THREADS.resolve(Integer.toString(number)).resolve("stat"));
            String behindName = stat.substring(stat.lastIndexOf(')') + 2);
            return Long.parseLong(behindName.split(" ", -1)[START_TIME - 3]);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Schedules it before all ordinary threads (SCHED_RR).
     *
     * @param priority 1 to 99
     * @throws LinuxException EPERM without CAP_SYS_NICE or a fitting RLIMIT_RTPRIO
     */
    public void scheduleRealTime(int priority) throws LinuxException {
        schedule(SCHED_RR | SCHED_RESET_ON_FORK, priority, "SCHED_RR " + priority);
    }

    /** Schedules it like any other (SCHED_OTHER). */
    public void scheduleOrdinarily() throws LinuxException {
        schedule(SCHED_OTHER, 0, "SCHED_OTHER");
    }

    private void schedule(int policy, int priority, String words) throws LinuxException {
        NativeMemory parameters = new NativeMemory(Integer.BYTES);
        parameters.buffer().putInt(0, priority);
        int result = LibC.sched_setscheduler(number, policy, parameters.address());
        parameters.keep();
        Descriptor.check(result, "sched_setscheduler", words);
    }

    /**
     * How it shares a processor with other ordinary threads (setpriority(2), which in Linux is about a thread).
     *
     * @param niceness -20, the most of it, to 19
     * @throws LinuxException EACCES below 0 without CAP_SYS_NICE or a fitting RLIMIT_NICE
     */
    public void beNice(int niceness) throws LinuxException {
        Descriptor.check(LibC.setpriority(PRIO_PROCESS, number, niceness), "setpriority", "niceness " + niceness);
    }

    /**
     * Lets it run on these processors alone (sched_setaffinity(2)).
     *
     * @param processors numbers from 0
     * @throws LinuxException EINVAL when this machine has none of them
     */
    public void runOn(List<Integer> processors) throws LinuxException {
        NativeMemory mask = new NativeMemory(MASK_BYTES);
        for (int processor : processors) {
            int at = processor / Byte.SIZE;
            if (at < MASK_BYTES) {
                mask.buffer().put(at, (byte) (mask.buffer().get(at) | 1 << processor % Byte.SIZE));
            }
        }
        runOn(mask, "processors " + processors);
    }

    /** Lets it run wherever the process's first thread may, which nobody here confines. */
    public void runAnywhere() throws LinuxException {
        NativeMemory mask = new NativeMemory(MASK_BYTES);
        int got = LibC.sched_getaffinity(ThisProcess.pid(), MASK_BYTES, mask.address());
        mask.keep();
        Descriptor.check(got, "sched_getaffinity", "process " + ThisProcess.pid());
        runOn(mask, "all processors");
    }

    private void runOn(NativeMemory mask, String words) throws LinuxException {
        int result = LibC.sched_setaffinity(number, MASK_BYTES, mask.address());
        mask.keep();
        Descriptor.check(result, "sched_setaffinity", words);
    }
}
