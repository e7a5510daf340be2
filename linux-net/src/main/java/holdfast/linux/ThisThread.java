package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;

/** What a thread does to itself. Platform threads only: a virtual thread's carrier would be meant. */
public final class ThisThread {
    private static final int PR_SET_NAME = 15;

    private ThisThread() {}

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
