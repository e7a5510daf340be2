package holdfast.agent.web;

import holdfast.agent.events.Journal;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes streams when something has happened. The journal wakes one thread, this one's, however many streams there are: whoever writes to the
 * journal, the VRRP loop above all, must not have to wake them all.
 */
final class Pulse implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition happened = lock.newCondition();
    private final Thread thread;
    private boolean started; // guarded by lock

    Pulse(Journal journal) {
        this.journal = journal;
        this.thread = Thread.ofPlatform().name("web-events").daemon().unstarted(this::run);
    }

    private void run() {
        try {
            long known = journal.last();
            while (true) {
                journal.await(known, LONGEST);
                known = journal.last();
                lock.lock();
                try {
                    happened.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for an event after a given one, a few seconds at most.
     *
     * @param sequence the number of the last one that is known
     */
    void await(long sequence) throws InterruptedException {
        lock.lock();
        try {
            if (!started) {
                started = true;
                thread.start();
            }
            long left = LONGEST.toNanos();
            while (journal.last() <= sequence && left > 0) {
                left = happened.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
