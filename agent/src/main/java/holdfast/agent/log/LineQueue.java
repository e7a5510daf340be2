package holdfast.agent.log;

import holdfast.agent.log.LogLine.Importance;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bounded queue between those who log and the writer thread. Without locks: the VRRP loop runs at a higher priority
 * than the writer and must never wait for it. When the queue is full the oldest detail line goes, if there is none the
 * oldest line.
 */
final class LineQueue {
    private final int capacity;
    private final ConcurrentLinkedQueue<LogLine> details = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<LogLine> others = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /**
     * An empty queue.
     *
     * @param capacity lines it holds, at least 1
     */
    LineQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a line and never waits; any thread. */
    void add(long epochMillis, Importance importance, String text) {
        ConcurrentLinkedQueue<LogLine> queue = importance == Importance.DETAIL ? details : others;
        queue.add(new LogLine(sequence.getAndIncrement(), epochMillis, importance, text));
        if (size.incrementAndGet() > capacity) {
            LogLine victim = details.poll();
            if (victim == null) {
                victim = others.poll();
            }
            if (victim != null) { // null when the writer was faster
                size.decrementAndGet();
                dropped.incrementAndGet();
            }
        }
    }

    /** Takes the oldest line, null when there is none; the writer thread. */
    LogLine poll() {
        LogLine detail = details.peek();
        LogLine other = others.peek();
        boolean takeDetail = detail != null && (other == null || detail.sequence() < other.sequence());
        LogLine line = takeDetail ? details.poll() : others.poll();
        if (line != null) {
            size.decrementAndGet();
        }
        return line;
    }

    boolean isEmpty() {
        return details.isEmpty() && others.isEmpty();
    }

    /** Lines lost since the last call; the writer thread. */
    long takeDropped() {
        return dropped.getAndSet(0);
    }
}
