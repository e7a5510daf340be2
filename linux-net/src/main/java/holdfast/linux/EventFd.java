package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;

/** Wakes a loop from another thread (eventfd(2)). Signals are counted by the kernel, never lost, and drained in one go. */
public final class EventFd implements Pollable, AutoCloseable {
    private static final int EFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;

    private final Descriptor descriptor;
    private final NativeMemory one = new NativeMemory(Long.BYTES);
    private final NativeMemory count = new NativeMemory(Long.BYTES);

    private EventFd(Descriptor descriptor) {
        this.descriptor = descriptor;
        one.buffer().putLong(0, 1);
    }

    /** Opens one that has not been signalled. */
    public static EventFd open() throws LinuxException {
        return new EventFd(Descriptor.of(LibC.eventfd(0, EFD_CLOEXEC_NONBLOCK), "eventfd", "eventfd"));
    }

    /** Makes it readable. For any thread, until it is closed. */
    public void signal() {
        LibC.write(descriptor.number(), one.address(), Long.BYTES); // fails only when already signalled 2^64-2 times
    }

    /** Makes it unreadable again; true when it had been signalled. For the loop's thread. */
    public boolean drain() {
        return LibC.read(descriptor.number(), count.address(), Long.BYTES) == Long.BYTES;
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
