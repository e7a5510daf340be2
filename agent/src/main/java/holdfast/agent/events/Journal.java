package holdfast.agent.events;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The last events of this daemon. Appending never waits; the oldest event makes room for the newest. All methods are for any thread.
 */
public final class Journal {
    /** How many events are kept. */
    public static final int CAPACITY = 4096;

    private final String startId;
    private final InstantSource wallClock;
    private final LongSupplier monotonicClock;
    private final AtomicReferenceArray<AgentEvent> ring = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicLong last = new AtomicLong();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    /**
     * Events that a reader has asked for.
     *
     * @param events in order
     * @param missed how many after the one asked for are not kept any more
     * @param last the number to ask with next time: that of the last event looked at
     */
    public record Part(List<AgentEvent> events, long missed, long last) {
        /** Copies the list. */
        public Part {
            events = List.copyOf(events);
        }
    }

    /** An empty journal of a daemon that starts now. */
    public Journal() {
        this(newStartId(), InstantSource.system(), System::nanoTime);
    }

    /** With clocks of one's own. */
    public Journal(String startId, InstantSource wallClock, LongSupplier monotonicClock) {
        this.startId = startId;
        this.wallClock = wallClock;
        this.monotonicClock = monotonicClock;
    }

    private static String newStartId() {
        return Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-"
                + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
    }

    /** Names this run of the daemon: another one begins again with event 1. */
    public String startId() {
        return startId;
    }

    /** The number of the newest event; 0 when there is none. */
    public long last() {
        return last.get();
    }

    /**
     * Adds an event.
     *
     * @return its number
     */
    public long append(Happening what) {
        Instant at = wallClock.instant();
        long atNanos = monotonicClock.getAsLong();
        long sequence = last.incrementAndGet();
        ring.set(slot(sequence), new AgentEvent(sequence, at, atNanos, what));
        for (Thread thread = waiting.poll(); thread != null; thread = waiting.poll()) {
            LockSupport.unpark(thread);
        }
        return sequence;
    }

    private static int slot(long sequence) {
        return (int) (sequence % CAPACITY);
    }

    /**
     * The events after a given one.
     *
     * @param sequence the number of the last one that is known; 0: from the beginning
     * @param most how many at most
     * @param wanted which of them
     */
    public Part after(long sequence, int most, Predicate<AgentEvent> wanted) {
        long newest = last.get();
        long from = Math.max(sequence, newest - CAPACITY);
        long missed = sequence < from ? from - Math.max(sequence, 0) : 0;
        List<AgentEvent> found = new ArrayList<>();
        long looked = from;
        for (long next = from + 1; next <= newest && found.size() < most; next++) {
            AgentEvent event = ring.get(slot(next));
            if (event == null || event.sequence() < next) {
                break; // its number is taken, but it is not there yet
            }
            looked = next;
            if (event.sequence() > next) {
                missed++; // overwritten meanwhile
            } else if (wanted.test(event)) {
                found.add(event);
            }
        }
        return new Part(found, missed, looked);
    }

    /**
     * The newest events.
     *
     * @param most how many at most
     * @param wanted which of them
     * @return the oldest first
     */
    public List<AgentEvent> newest(int most, Predicate<AgentEvent> wanted) {
        List<AgentEvent> found = new ArrayList<>();
        long newest = last.get();
        for (long next = newest; next > Math.max(0, newest - CAPACITY) && found.size() < most; next--) {
            AgentEvent event = ring.get(slot(next));
            if (event != null && event.sequence() == next && wanted.test(event)) {
                found.add(event);
            }
        }
        return found.reversed();
    }

    /**
     * Waits for an event after a given one.
     *
     * @param sequence the number of the last one that is known
     * @param patience how long at most
     * @return whether there is one now
     * @throws InterruptedException when the thread is interrupted
     */
    public boolean await(long sequence, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Thread self = Thread.currentThread();
        while (last.get() <= sequence) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            waiting.add(self);
            if (last.get() <= sequence) { // else the one that appends has perhaps not seen us
                LockSupport.parkNanos(this, left);
            }
            waiting.remove(self);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }
}
