package holdfast.agent.status.operator;

import holdfast.agent.events.AgentEvent;
import holdfast.agent.events.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Those who wait for the next event, on one thread that lives as long as there are any. So many wait at once and no more; the others get
 * their answer at once, and may ask again.
 */
final class EventWaiters implements AutoCloseable {
    private static final int MOST_WAITING = 32;
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(500);

    private final Journal journal;
    private final List<Waiter> waiters = new ArrayList<>(); // guarded by this
    private Thread thread; // guarded by this; null: nobody waits
    private boolean closed; // guarded by this

    private static final class Waiter {
        private long known;
        private final Predicate<AgentEvent> wanted;
        private final int most;
        private final long until;
        private final CompletableFuture<Journal.Part> answer = new CompletableFuture<>();

        Waiter(long known, Predicate<AgentEvent> wanted, int most, long until) {
            this.known = known;
            this.wanted = wanted;
            this.most = most;
            this.until = until;
        }

        /** Answers if there is something to tell, or the time is over. */
        boolean answered(Journal journal) {
            Journal.Part part = journal.after(known, most, wanted);
            known = part.last();
            boolean over = !part.events().isEmpty() || part.missed() > 0 || until - System.nanoTime() <= 0;
            return over && answer.complete(part);
        }
    }

    EventWaiters(Journal journal) {
        this.journal = journal;
    }

    /**
     * Waits.
     *
     * @param known the number of the last event that is known
     * @param wanted which events end it
     * @param most how many of them at most
     * @param patience for how long
     * @return ends on the thread of the waiters; with no event when none came in time
     */
    synchronized CompletableFuture<Journal.Part> next(
            long known, Predicate<AgentEvent> wanted, int most, Duration patience) {
        if (closed || waiters.size() >= MOST_WAITING) {
            return CompletableFuture.completedFuture(new Journal.Part(List.of(), 0, known));
        }
        Waiter waiter = new Waiter(known, wanted, most, System.nanoTime() + patience.toNanos());
        waiters.add(waiter);
        if (thread == null) {
            thread = Thread.ofPlatform().name("events").daemon().start(this::run);
        }
        return waiter.answer;
    }

    private void run() {
        try {
            long looked = journal.last();
            while (serve()) {
                journal.await(looked, LONGEST_SLEEP);
                looked = journal.last();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers those who can be answered; false when nobody is left. */
    private boolean serve() {
        List<Waiter> all;
        synchronized (this) {
            all = List.copyOf(waiters);
        }
        List<Waiter> served =
                all.stream().filter(waiter -> waiter.answered(journal)).toList();
        synchronized (this) {
            waiters.removeAll(served);
            if (waiters.isEmpty() || closed) {
                thread = null;
                return false;
            }
            return true;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
