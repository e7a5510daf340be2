package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;

/**
 * A timer that becomes readable at an absolute time of the monotonic clock, the clock of {@link System#nanoTime()}, to the
 * nanosecond (timerfd_create(2), CLOCK_MONOTONIC).
 */
public final class TimerFd implements Pollable, AutoCloseable {
    private static final int CLOCK_MONOTONIC = 1;
    private static final int TFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
    private static final int TFD_TIMER_ABSTIME = 1;
    private static final int ITIMERSPEC_SIZE = 32;
    private static final int VALUE_SECONDS = 16;
    private static final int VALUE_NANOS = 24;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Descriptor descriptor;
    private final NativeMemory setting = new NativeMemory(ITIMERSPEC_SIZE);
    private final NativeMemory count = new NativeMemory(Long.BYTES);

    private TimerFd(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Opens a timer that is not armed. */
    public static TimerFd open() throws LinuxException {
        return new TimerFd(Descriptor.of(
                LibC.timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC_NONBLOCK), "timerfd_create", "CLOCK_MONOTONIC"));
    }

    /**
     * Arms the timer, replacing what was set. A time that has passed makes it readable at once.
     *
     * @param monotonicNanos when, as {@link System#nanoTime()} would say it
     */
    public void armAt(long monotonicNanos) throws LinuxException {
        // Zero would disarm, and a negative time is refused: both are long past, which is what 1 ns also is.
        long at = Math.max(monotonicNanos, 1);
        set(at / NANOS_PER_SECOND, at % NANOS_PER_SECOND);
    }

    /** Stops the timer; an expiry not read yet is forgotten. */
    public void disarm() throws LinuxException {
        set(0, 0);
    }

    private void set(long seconds, long nanos) throws LinuxException {
        setting.buffer().putLong(VALUE_SECONDS, seconds).putLong(VALUE_NANOS, nanos);
        Descriptor.check(
                LibC.timerfd_settime(descriptor.number(), TFD_TIMER_ABSTIME, setting.address(), 0),
                "timerfd_settime",
                "CLOCK_MONOTONIC");
    }

    /** Takes the expiry, so that the timer is no longer readable; false when it has not expired. */
    public boolean acknowledge() {
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
