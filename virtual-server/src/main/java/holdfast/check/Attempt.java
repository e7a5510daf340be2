package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.time.Duration;

/** One try as its probe sees it: what the loop does for it. To be used on the loop's thread only, but for {@link #later}. */
public interface Attempt {
    /** Which part of the check this try is about, 0 to {@link Check#parts()} - 1. */
    int part();

    /** The clock of the loop, read at the beginning of this turn: monotonic nanoseconds, to be compared by subtraction. */
    long now();

    /**
     * Waits for a channel; calling again changes what for. The loop closes the channel when the try is over.
     *
     * @param channel made non-blocking here
     * @param operations as in {@link java.nio.channels.SelectionKey}
     */
    void watch(SelectableChannel channel, int operations) throws IOException;

    /**
     * Makes packets of a channel that has just been opened leave as the target says: {@code bindto}, {@code bind_port}, {@code bind_if},
     * {@code fwmark}.
     *
     * @throws IOException this node cannot do that; passed on, it ends the try as {@link Verdict.Undecided}
     */
    void bind(NetworkChannel channel, Target target) throws IOException;

    /** Calls {@link Probe#timedOut()} after that time, unless the try is over or a limit is set anew. */
    void limit(Duration time);

    /**
     * An empty direct buffer of 32 KiB to read into or write from, shared by all tries: what is in it is lost when the current call
     * returns.
     */
    ByteBuffer buffer();

    /**
     * A buffer of 17 KiB for this try alone, from a pool; the loop takes it back when the try is over.
     *
     * @throws IOException too many are in use; passed on, it ends the try as {@link Verdict.Undecided}
     */
    ByteBuffer borrow() throws IOException;

    /** Ends the try; what comes after is ignored. */
    void end(Verdict verdict);

    /**
     * Runs something on the loop's thread soon, unless the try is over by then. Any thread may call: this is the way back for work done
     * elsewhere, such as a process that ended.
     */
    void later(Runnable work);
}
