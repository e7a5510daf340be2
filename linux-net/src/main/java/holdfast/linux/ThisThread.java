package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;

/** What a thread does to itself. Platform threads only: a virtual thread's carrier would be meant. */
public final class ThisThread {
    private static final int SCHED_RR = 2;
    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
    private static final int PR_SET_NAME = 15;

    private ThisThread() {}

    /**
     * Schedules the calling thread before all ordinary ones (sched(7), SCHED_RR). Processes and threads it starts do not
     * inherit that.
     *
     * @param priority 1 to 99
     * @throws LinuxException EPERM without CAP_SYS_NICE or a fitting RLIMIT_RTPRIO
     */
    public static void becomeRealTime(int priority) throws LinuxException {
        becomeRealTime(0, priority);
    }

    /** @param thread its number; 0: the calling one */
    static void becomeRealTime(int thread, int priority) throws LinuxException {
        NativeMemory parameters = new NativeMemory(Integer.BYTES);
        parameters.buffer().putInt(0, priority);
        int result = LibC.sched_setscheduler(thread, SCHED_RR | SCHED_RESET_ON_FORK, parameters.address());
        parameters.keep();
        Descriptor.check(result, "sched_setscheduler", "SCHED_RR " + priority);
    }

    /**
     * Names the calling thread for ps(1) and top(1).
     *
     * @param name the first 15 bytes count
     */
    public static void name(String name) throws LinuxException {
        NativeMemory memory = Descriptor.cString(name);
        int result = LibC.prctl(PR_SET_NAME, memory.address(), 0, 0, 0);
        memory.keep();
        Descriptor.check(result, "prctl PR_SET_NAME", name);
    }
}
