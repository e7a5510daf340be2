package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A program that this process started, and waits for by itself. {@link java.lang.Process} adds 128 to the number of a signal that
 * ended a program and calls the sum its exit status, as a shell does; here the two stay apart.
 *
 * <p>The JDK never waits for children it did not start (it asks for each by its number), so nobody takes the status away.
 */
public final class ChildProcess {
    private static final int P_PID = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int SIGINFO_SIZE = 128;
    private static final int SI_CODE = 8;
    private static final int SI_STATUS = 24;

    private final int pid;
    private final String program;
    private ChildEnd end; // guarded by this

    private ChildProcess(int pid, String program) {
        this.pid = pid;
        this.program = program;
    }

    /**
     * Starts a program in this process's working directory, with its user, process group and ignored signals; with standard streams
     * on {@code /dev/null}, no other descriptor, and no signal blocked. Takes about a millisecond, until the program has replaced
     * this one's image in the child.
     *
     * @param words the absolute path of the program, and its arguments; no shell looks at them
     * @param environment all of its environment
     * @throws LinuxException it cannot be executed, ENOENT and EACCES among the reasons
     * @throws IOException the C library is too old
     */
    public static ChildProcess start(List<String> words, Map<String, String> environment) throws IOException {
        try {
            return new ChildProcess(ProgramStart.start(words, environment), words.getFirst());
        } catch (LinkageError e) {
            throw new IOException("starting programs needs glibc 2.34 or later", e);
        }
    }

    /** The process id; as long as {@link #await} has not returned, nobody else's. */
    public int pid() {
        return pid;
    }

    /**
     * Waits for the end, however long that takes, and frees the process id. For one thread; interrupting it has no effect.
     *
     * @throws LinuxException ECHILD when somebody else has waited for this child
     */
    public ChildEnd await() throws LinuxException {
        NativeMemory info = new NativeMemory(SIGINFO_SIZE);
        waitForEnd(info, WEXITED | WNOWAIT); // still a zombie then, whose number a signal may safely go to
        synchronized (this) {
            waitForEnd(info, WEXITED);
            end = ChildEnd.of(info.buffer().getInt(SI_CODE), info.buffer().getInt(SI_STATUS));
            return end;
        }
    }

    /** Sends a signal to the program alone; nothing happens once it has ended. */
    public synchronized void signal(int signal) {
        if (end == null) {
            LibC.kill(
                    pid,
                    signal); // EPERM is all that could come of it: for a program of another user that we may not end
        }
    }

    private void waitForEnd(NativeMemory info, int options) throws LinuxException {
        int result = LibC.waitid(P_PID, pid, info.address(), options);
        while (result < 0 && LibC.lastError() == Errno.EINTR.number()) {
            result = LibC.waitid(P_PID, pid, info.address(), options);
        }
        info.keep();
        Descriptor.check(result, "waitid", program + ", process " + pid);
    }
}
