package holdfast.agent.loop;

import holdfast.linux.EventFd;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/**
 * What other threads tell the loop. Bounded: when the loop does not keep up, the oldest report is dropped and counted. Posting never
 * waits for the loop.
 */
final class Inbox {
    /** More than a loop that is alive can ever leave unread: results of scripts come a few a second. */
    static final int CAPACITY = 4096;

    private final EventFd bell;
    private final Queue<LoopMessage> messages = new ArrayDeque<>(); // guarded by itself
    private long dropped; // guarded by messages
    private boolean closed; // guarded by messages

    Inbox(EventFd bell) {
        this.bell = bell;
    }

    /** Any thread. After {@link #close()} messages are forgotten. */
    void post(LoopMessage message) {
        synchronized (messages) {
            if (closed) {
                return;
            }
            if (messages.size() >= CAPACITY) {
                dropOldest();
            }
            messages.add(message);
            bell.signal();
        }
    }

    /** The oldest report of a tracked thing goes: the next run of the script tells again. A plan or an order to stop never does. */
    private void dropOldest() {
        for (Iterator<LoopMessage> all = messages.iterator(); all.hasNext(); ) {
            if (all.next() instanceof LoopMessage.Tracked) {
                all.remove();
                dropped++;
                return;
            }
        }
    }

    /** The loop's thread: the next message, or null when there is none. */
    LoopMessage poll() {
        synchronized (messages) {
            LoopMessage next = messages.poll();
            if (next == null) {
                bell.drain();
            }
            return next;
        }
    }

    /** How many messages were dropped so far. */
    long dropped() {
        synchronized (messages) {
            return dropped;
        }
    }

    /** No message is taken any more; the bell may be closed after this. */
    void close() {
        synchronized (messages) {
            closed = true;
            messages.clear();
        }
    }
}
