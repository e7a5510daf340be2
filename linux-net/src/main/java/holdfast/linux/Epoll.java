package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.util.Objects;

/**
 * Waits for many descriptors at once (epoll(7), level-triggered, readable only). A wait allocates nothing.
 *
 * <pre>{@code
 * int ready = epoll.await(1000);
 * for (int i = 0; i < ready; i++) dispatch(epoll.token(i));
 * }</pre>
 */
public final class Epoll implements AutoCloseable {
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final int MAX_READY = 128;

    /** struct epoll_event is packed on x86-64 and on no other machine (sys/epoll.h, __EPOLL_PACKED). */
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");

    private static final int DATA_OFFSET = PACKED ? 4 : 8;
    private static final int EVENT_SIZE = PACKED ? 12 : 16;

    private final Descriptor descriptor;
    private final NativeMemory change = new NativeMemory(EVENT_SIZE);
    private final NativeMemory events = new NativeMemory(EVENT_SIZE * MAX_READY);
    private int ready;

    private Epoll(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Opens an empty set. */
    public static Epoll open() throws LinuxException {
        return new Epoll(Descriptor.of(LibC.epoll_create1(EPOLL_CLOEXEC), "epoll_create1", "epoll"));
    }

    /**
     * Adds a resource.
     *
     * @param token what {@link #token(int)} returns when it is readable; any value
     * @throws LinuxException EEXIST when it is already in the set
     */
    public void add(Pollable resource, long token) throws LinuxException {
        change.buffer().putInt(0, EPOLLIN).putLong(DATA_OFFSET, token);
        control(EPOLL_CTL_ADD, resource);
    }

    /**
     * Takes a resource out; to be done before it is closed.
     *
     * @throws LinuxException ENOENT when it is not in the set
     */
    public void remove(Pollable resource) throws LinuxException {
        control(EPOLL_CTL_DEL, resource);
    }

    private void control(int operation, Pollable resource) throws LinuxException {
        Descriptor.check(
                LibC.epoll_ctl(descriptor.number(), operation, resource.fd(), change.address()),
                "epoll_ctl",
                "descriptor " + resource.fd());
    }

    /**
     * Waits until something is readable. An interrupted wait ends early with 0.
     *
     * @param timeoutMillis the longest wait in milliseconds, at least 0; finer waits are {@link TimerFd}'s business
     * @return how many are ready, at most 128; more than that come with the next call
     */
    public int await(int timeoutMillis) throws LinuxException {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("a wait needs a bound: " + timeoutMillis);
        }
        ready = LibC.epoll_wait(descriptor.number(), events.address(), MAX_READY, timeoutMillis);
        if (ready < 0) {
            ready = 0;
            int error = LibC.lastError();
            if (error != Errno.EINTR.number()) {
                throw new LinuxException(Errno.of(error), "epoll_wait", "epoll");
            }
        }
        return ready;
    }

    /**
     * The token of one of the ready resources.
     *
     * @param index from 0 to one less than what {@link #await} returned
     */
    public long token(int index) {
        return events.buffer().getLong(Objects.checkIndex(index, ready) * EVENT_SIZE + DATA_OFFSET);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
