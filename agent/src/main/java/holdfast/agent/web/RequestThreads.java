package holdfast.agent.web;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads that requests are read and answered in: virtual ones, and only so many at once, because each has tens of kilobytes of
 * buffers. When all places are taken, the thread that accepts connections waits for one; who comes then waits in the kernel's backlog, which
 * costs the daemon nothing. While it waits, threads whose clients keep them waiting give their places up and go on aside; when there are too
 * many aside, the one that has been there longest is interrupted: its blocked read or write ends so, and its connection with it.
 */
final class RequestThreads implements Executor, AutoCloseable {
    private static final ScopedValue<Turn> TURN = ScopedValue.newInstance();

    private final int places;
    private final int mostAside;
    private final long patienceNanos;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("web-", 0).factory());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final SequencedSet<Turn> onClients = new LinkedHashSet<>(); // guarded by lock; in places, the longest first
    private final SequencedSet<Turn> aside = new LinkedHashSet<>(); // guarded by lock; the longest first
    private int taken; // guarded by lock; of the places

    /** One request and its thread. */
    private static final class Turn {
        private final Thread thread = Thread.currentThread();
        private boolean placed = true; // guarded by lock
        private long since; // guarded by lock
    }

    /**
     * No thread yet.
     *
     * @param places how many at once, at least one
     * @param mostAside how many more whose clients are slow
     * @param patience how long a client may keep a place that others wait for
     */
    RequestThreads(int places, int mostAside, Duration patience) {
        this.places = places;
        this.mostAside = mostAside;
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Runs it as soon as there is a place, and waits for that. The request begins with waiting for its client.
     *
     * @throws RejectedExecutionException when this is closed, or the calling thread is interrupted
     */
    @Override
    public void execute(Runnable request) {
        lock.lock();
        try {
            while (taken >= places && !threads.isShutdown()) {
                long patience = patience();
                if (patience > 0) {
                    left.awaitNanos(patience);
                } else {
                    setAside(onClients.getFirst());
                }
            }
            threads.execute(() -> ScopedValue.where(TURN, new Turn()).run(() -> take(request)));
            taken++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until the client that keeps a place for the longest time has to give it up. */
    private long patience() {
        return onClients.isEmpty() ? patienceNanos : onClients.getFirst().since + patienceNanos - System.nanoTime();
    }

    private void setAside(Turn slow) {
        onClients.remove(slow);
        leave(slow);
        aside.add(slow);
        if (aside.size() > mostAside) {
            aside.removeFirst().thread.interrupt();
        }
    }

    private void take(Runnable request) {
        waitsForClient();
        try {
            request.run();
        } finally {
            end(TURN.get());
        }
    }

    /** The calling thread is about to wait for its client, as far as anybody knows. */
    void waitsForClient() {
        Turn turn = TURN.get();
        lock.lock();
        try {
            turn.since = System.nanoTime();
            if (turn.placed) {
                onClients.add(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The calling thread has something to do that is not its client's fault. */
    void works() {
        lock.lock();
        try {
            onClients.remove(TURN.get());
        } finally {
            lock.unlock();
        }
    }

    private void end(Turn turn) {
        lock.lock();
        try {
            onClients.remove(turn);
            aside.remove(turn);
            if (turn.placed) {
                leave(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Turn turn) {
        turn.placed = false;
        taken--;
        left.signal();
    }

    /** Interrupts all threads, lets nobody in any more, and returns when the last one has ended. */
    @Override
    public void close() {
        lock.lock();
        try {
            threads.shutdownNow();
            left.signalAll();
        } finally {
            lock.unlock();
        }
        threads.close();
    }
}
