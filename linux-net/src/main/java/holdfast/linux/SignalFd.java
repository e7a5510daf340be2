package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.util.Set;

/**
 * Reads signals as data (signalfd(2)), real-time ones too.
 *
 * <p>A signal arrives here only while it is blocked in <em>every</em> thread of the process. The launcher blocks them before
 * the virtual machine starts ({@code env --block-signal}), so that all its threads inherit that, and starts it with {@code -Xrs},
 * for without that HotSpot unblocks HUP, INT and TERM in every thread it makes;
 * {@link #blockInCallingThread} is for a program whose threads are all its own.
 */
public final class SignalFd implements Pollable, AutoCloseable {
    private static final int SFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
    private static final int SIG_BLOCK = 0;
    private static final int SIGSET_SIZE = 128;
    private static final int SIGINFO_SIZE = 128;

    private final Descriptor descriptor;
    private final NativeMemory info = new NativeMemory(SIGINFO_SIZE);

    private SignalFd(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens a reader for these signals.
     *
     * @param signals numbers from 1 to 64, see {@link Signals}
     */
    public static SignalFd open(Set<Integer> signals) throws LinuxException {
        NativeMemory set = setOf(signals);
        int result = LibC.signalfd(-1, set.address(), SFD_CLOEXEC_NONBLOCK);
        set.keep();
        return new SignalFd(Descriptor.of(result, "signalfd", signals.toString()));
    }

    /** Blocks these signals for the calling thread, and for the threads it starts from now on. */
    public static void blockInCallingThread(Set<Integer> signals) throws LinuxException {
        NativeMemory set = setOf(signals);
        int error = LibC.pthread_sigmask(SIG_BLOCK, set.address(), 0);
        set.keep();
        if (error != 0) {
            throw new LinuxException(Errno.of(error), "pthread_sigmask", signals.toString());
        }
    }

    private static NativeMemory setOf(Set<Integer> signals) {
        NativeMemory set = new NativeMemory(SIGSET_SIZE);
        long bits = 0;
        for (int signal : signals) {
            if (signal < 1 || signal > 64) {
                throw new IllegalArgumentException("no such signal: " + signal);
            }
            bits |= 1L << (signal - 1);
        }
        set.buffer().putLong(0, bits);
        return set;
    }

    /** The number of the next signal that has arrived, or 0 when there is none. */
    public int next() {
        long length = LibC.read(descriptor.number(), info.address(), SIGINFO_SIZE);
        return length == SIGINFO_SIZE ? info.buffer().getInt(0) : 0; // struct signalfd_siginfo begins with ssi_signo
    }

    @Override
    public int fd() {
        return descriptor.number();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
