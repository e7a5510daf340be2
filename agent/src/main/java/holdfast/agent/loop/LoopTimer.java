package holdfast.agent.loop;

import holdfast.linux.LinuxException;
import holdfast.linux.Pollable;
import holdfast.linux.TimerFd;

/** When the loop wakes up though nothing happens; setting it costs a system call. Used on the loop's thread. */
final class LoopTimer implements AutoCloseable {
    private final TimerFd timer;
    private boolean set;
    private long firesAt;

    private LoopTimer(TimerFd timer) {
        this.timer = timer;
    }

    /** A timer that is not set. */
    static LoopTimer open() throws LinuxException {
        return new LoopTimer(TimerFd.open());
    }

    /** To wait for. */
    Pollable pollable() {
        return timer;
    }

    /** It has fired; whoever waits does not hear of it again. */
    void acknowledge() {
        timer.acknowledge();
    }

    /**
     * The loop does not wait any more.
     *
     * @param now monotonic nanoseconds
     * @param measurements are told how late it is, if it was to wake up by now
     */
    void awoke(long now, LoopMeasurements measurements) {
        if (set && measurements.awoke(firesAt, now)) {
            set = false;
        }
    }

    /** The next setting is not to be compared with this one. */
    void forget() {
        set = false;
    }

    /**
     * Whether it is set to a moment after one, but not after another.
     *
     * @param now the one, monotonic nanoseconds
     * @param latest the other
     */
    boolean firesBetween(long now, long latest) {
        return set && firesAt - now > 0 && firesAt - latest <= 0;
    }

    /** What it was set to last, monotonic nanoseconds. */
    long firesAt() {
        return firesAt;
    }

    /**
     * Sets it.
     *
     * @param moment monotonic nanoseconds
     */
    void set(long moment) throws LinuxException {
        if (!set || moment != firesAt) {
            timer.armAt(moment);
            firesAt = moment;
            set = true;
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
