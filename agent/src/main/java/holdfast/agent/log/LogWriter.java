package holdfast.agent.log;

import holdfast.agent.log.LogLine.Importance;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The one thread that writes log lines, and the queue in front of it. */
final class LogWriter implements AutoCloseable {
    private static final Duration FLUSH_AT_EXIT = Duration.ofSeconds(2);

    private final LineQueue queue;
    private final List<LogOutput> outputs;
    private final Thread thread;
    private final RepeatFilter repeats = new RepeatFilter(); // the thread's own
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean stopping;

    /**
     * Starts the thread.
     *
     * @param capacity lines the queue holds
     * @param outputs where each line goes, in this order; closed at the end
     */
    LogWriter(int capacity, List<LogOutput> outputs) {
        this.queue = new LineQueue(capacity);
        this.outputs = List.copyOf(outputs);
        this.thread = Thread.ofPlatform().name("log-writer").daemon().unstarted(this::run);
        thread.start();
    }

    /** Hands a line over; any thread, never waits. Lines after the end of this writer are lost. */
    void add(long epochMillis, Importance importance, String text) {
        queue.add(epochMillis, importance, text);
        LockSupport.unpark(thread);
    }

    private void run() {
        boolean unflushed = false;
        while (true) {
            boolean last = stopping; // read before the queue: whatever was added before the end is written
            LogLine line = queue.poll();
            if (line != null) {
                reportDropped(line);
                unflushed |= write(repeats.lines(line));
            } else {
                unflushed |= write(last ? repeats.rest() : repeats.due(System.currentTimeMillis()));
                if (unflushed) {
                    forEachOutput(LogOutput::flush);
                    unflushed = false;
                }
                if (last) {
                    forEachOutput(LogOutput::close);
                    return;
                }
                if (queue.isEmpty() && !stopping) {
                    rest();
                }
            }
        }
    }

    /** Whether there was anything. */
    private boolean write(List<LogLine> lines) {
        lines.forEach(line -> forEachOutput(output -> output.write(line)));
        return !lines.isEmpty();
    }

    private void rest() {
        OptionalLong millis = repeats.millisUntilDue(System.currentTimeMillis());
        if (millis.isPresent()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis.getAsLong() + 1));
        } else {
            LockSupport.park(this);
        }
    }

    private void reportDropped(LogLine before) {
        long dropped = queue.takeDropped();
        if (dropped > 0) {
            LogLine note = new LogLine(
                    before.sequence(),
                    before.epochMillis(),
                    Importance.WARNING,
                    dropped + " log lines dropped: the outputs of the log are too slow");
            forEachOutput(output -> output.write(note));
        }
    }

    /** How many times an output refused; any thread. */
    long lost() {
        return lost.get();
    }

    private interface Action {
        void on(LogOutput output) throws IOException;
    }

    private void forEachOutput(Action action) {
        for (LogOutput output : outputs) {
            try {
                action.on(output);
            } catch (IOException | RuntimeException e) {
                // This thread must go on whatever one output does. A log that cannot be written cannot be complained
                // about in the log; the other outputs have the line.
                lost.incrementAndGet();
            }
        }
    }

    /** Writes what is queued, for two seconds at most, and ends the thread. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(FLUSH_AT_EXIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
