package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;

/** What a daemon does to itself as a process. */
public final class ThisProcess {
    private static final int O_RDWR = 2;
    private static final int MCL_CURRENT_FUTURE_ONFAULT = 1 | 2 | 4;
    private static final int RLIMIT_RTTIME = 15;
    private static final int RLIMIT_SIZE = 16;
    private static final long RLIM_INFINITY = -1;

    private ThisProcess() {}

    /** The process id. */
    public static int pid() {
        return Math.toIntExact(ProcessHandle.current().pid());
    }

    /**
     * Has a thread of its own link the functions of the C library, so that they are ready when the first is called. That they cannot be
     * linked is for whoever calls one to hear.
     */
    public static void linkSystemCalls() {
        Thread linking = Thread.ofPlatform().daemon().name("link").unstarted(() -> {
            var _ = LibC.lastError();
        });
        linking.setUncaughtExceptionHandler((_, _) -> {});
        linking.start();
    }

    /** The effective user id; 0 is root. */
    public static int effectiveUserId() {
        return LibC.geteuid();
    }

    /**
     * Starts a session of its own, without a terminal (setsid(2)).
     *
     * @throws LinuxException EPERM for a process group leader, which a program started by a shell is
     */
    public static void startSession() throws LinuxException {
        Descriptor.check(LibC.setsid(), "setsid", "process " + pid());
    }

    /** Points standard input, output and error at {@code /dev/null}. */
    public static void silenceStandardStreams() throws LinuxException {
        try (Descriptor nothing = Descriptor.open("/dev/null", O_RDWR, "open")) {
            for (int stream = 0; stream <= 2; stream++) {
                Descriptor.check(LibC.dup2(nothing.number(), stream), "dup2", "standard stream " + stream);
            }
        }
    }

    /**
     * Sets which permission bits new files do not get (umask(2)).
     *
     * @param mask 0 to 0777
     * @return the mask before
     */
    public static int umask(int mask) {
        return LibC.umask(mask);
    }

    /**
     * Keeps every page in memory once it has been touched (mlockall(2) with MCL_ONFAULT: without it the whole heap would be
     * made present).
     *
     * @throws LinuxException ENOMEM or EPERM beyond RLIMIT_MEMLOCK without CAP_IPC_LOCK
     */
    public static void lockMemory() throws LinuxException {
        Descriptor.check(LibC.mlockall(MCL_CURRENT_FUTURE_ONFAULT), "mlockall", "process " + pid());
    }

    /**
     * Has the kernel send {@link Signals#XCPU} when a real-time thread runs for so long without waiting for anything, and once a second
     * while it goes on (getrlimit(2), RLIMIT_RTTIME). Nothing else happens to it: there is no second, hard limit.
     *
     * @param micros how long, 1 or more; negative: as long as it likes
     */
    public static void limitRealTime(long micros) throws LinuxException {
        NativeMemory limits = new NativeMemory(RLIMIT_SIZE);
        limits.buffer().putLong(0, micros < 0 ? RLIM_INFINITY : micros).putLong(Long.BYTES, RLIM_INFINITY);
        int result = LibC.setrlimit(RLIMIT_RTTIME, limits.address());
        limits.keep();
        Descriptor.check(result, "setrlimit RLIMIT_RTTIME", micros + " us");
    }

    /**
     * Sends a signal to another process; signal 0 only asks whether it could be sent (kill(2)).
     *
     * @throws LinuxException ESRCH when there is no such process, EPERM when it is someone else's
     */
    public static void signal(int process, int signal) throws LinuxException {
        Descriptor.check(LibC.kill(process, signal), "kill", "process " + process);
    }
}
