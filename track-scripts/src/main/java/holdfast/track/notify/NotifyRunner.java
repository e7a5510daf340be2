package holdfast.track.notify;

import holdfast.track.run.ScriptRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls notify scripts and writes notify FIFOs for one agent.
 *
 * <p>For one instance, group or server the calls run one after the other, in the order of the events: the specific script, then
 * the generic one, then those of the next event. Different objects do not wait for each other. A script that takes longer
 * than {@link #PATIENCE} is left running and no longer waited for; of such scripts {@value #MOST_LEFT_RUNNING} may go on
 * for one object, the oldest is ended when there is one more. FIFO lines are written at once, in the order of posting,
 * whatever the scripts do.
 *
 * <p>Any thread may post; only {@link #close} waits.
 */
public final class NotifyRunner {
    /**
     * How long the next call waits for a script. keepalived does not wait at all; but scripts that take minutes, to start
     * a database for instance, are common, so none is ended for being slow.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How many slow scripts of one object may go on while later ones run. */
    public static final int MOST_LEFT_RUNNING = 2;

    /** How many events may wait for the scripts of one object; the oldest are dropped beyond that. */
    public static final int MOST_WAITING = 64;

    private final ScriptRunner runner;
    private final Duration patience;
    private final Object lock = new Object();
    private final Map<String, NotifyQueue> queues = new HashMap<>(); // guarded by lock
    private Map<FifoSettings, NotifyFifo> fifos = Map.of(); // guarded by lock; replaced, never changed
    private Set<Path> inheritedFifos = Set.of(); // guarded by lock
    private Runnable formerEnds = () -> {}; // guarded by lock
    private long droppedEvents; // guarded by lock
    private long droppedLines; // of FIFOs no longer open; guarded by lock
    private boolean closed; // guarded by lock

    /**
     * With the usual patience.
     *
     * @param runner runs the programs; stays open when this is closed
     */
    public NotifyRunner(ScriptRunner runner) {
        this(runner, PATIENCE);
    }

    /**
     * With a patience of its own.
     *
     * @param runner runs the programs; stays open when this is closed
     * @param patience how long the next call waits for a script; positive
     */
    public NotifyRunner(ScriptRunner runner, Duration patience) {
        this.runner = runner;
        this.patience = patience;
    }

    /**
     * Announces something.
     *
     * @param notification what
     * @param scripts the scripts of that object, as configured when it happened
     */
    public void post(Notification notification, NotifyScripts scripts) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            write(FifoTopic.VRRP, notification.fifoLine());
            call(NotifyOccasion.of(notification), scripts.callsFor(notification));
        }
    }

    /**
     * Calls a script of a virtual or real server, exactly as it is configured.
     *
     * @param server whose it is: its calls are made one after the other
     * @param event in one word
     * @param script what to call
     */
    public void call(String server, String event, NotifyScript script) {
        synchronized (lock) {
            if (!closed) {
                call(new NotifyOccasion(server, event, false), List.of(script));
            }
        }
    }

    /** Writes a line, without its end, to every FIFO that is told about that. */
    public void write(FifoTopic topic, String line) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            fifos.forEach((settings, fifo) -> {
                if (settings.topics().contains(topic)) {
                    fifo.write(line);
                }
            });
        }
    }

    private void call(NotifyOccasion occasion, List<NotifyScript> calls) {
        if (!calls.isEmpty()
                && queues.computeIfAbsent(occasion.object(), _ -> newQueue()).add(occasion, calls)) {
            droppedEvents++;
        }
    }

    /**
     * Sets the FIFOs: at start, and after each reload. One whose settings are as before stays open, and its reader does
     * not notice; others are closed or opened (in the background).
     */
    public void updateFifos(List<FifoSettings> wanted) {
        synchronized (lock) {
            Set<FifoSettings> keep = Set.copyOf(wanted);
            fifos.forEach((settings, fifo) -> {
                if (!keep.contains(settings)) {
                    fifo.close();
                    droppedLines += fifo.dropped();
                }
            });
            var next = new LinkedHashMap<FifoSettings, NotifyFifo>();
            for (FifoSettings settings : wanted) {
                NotifyFifo kept = fifos.get(settings);
                next.put(
                        settings,
                        kept != null
                                ? kept
                                : new NotifyFifo(
                                        settings, runner, before(settings), inheritedFifos.contains(settings.path())));
            }
            fifos = next;
            inheritedFifos = Set.of();
            formerEnds = () -> {};
        }
    }

    /** Two scripts must not read one FIFO; a reader that is not ours is not to see an end of it. */
    private Runnable before(FifoSettings settings) {
        return fifos.entrySet().stream()
                .filter(entry -> entry.getKey().path().equals(settings.path()))
                .<Runnable>map(entry -> entry.getValue()::awaitClosed)
                .findFirst()
                .orElse(settings.script().isPresent() ? formerEnds : () -> {});
    }

    /**
     * Goes on for another process; before the first {@link #updateFifos}.
     *
     * @param made the FIFOs it made
     * @param ends waits until that process has ended, so that its scripts read no more; called on threads that may wait
     */
    public void goOnFrom(Set<Path> made, Runnable ends) {
        synchronized (lock) {
            inheritedFifos = Set.copyOf(made);
            formerEnds = ends;
        }
    }

    /** Another process goes on with the FIFOs: they stay where they are in the end. Returns those made here. */
    public Set<Path> leaveFifos() {
        synchronized (lock) {
            Set<Path> made = new HashSet<>();
            fifos.forEach((settings, fifo) -> {
                fifo.leave(true);
                if (fifo.made()) {
                    made.add(settings.path());
                }
            });
            return made;
        }
    }

    /** That process failed, after {@link #leaveFifos}: those made here are removed in the end. */
    public void stay() {
        synchronized (lock) {
            fifos.values().forEach(fifo -> fifo.leave(false));
        }
    }

    /** Events whose scripts were never called because too many were waiting. */
    public long droppedEvents() {
        synchronized (lock) {
            return droppedEvents;
        }
    }

    /** FIFO lines that were lost because nobody read. */
    public long droppedLines() {
        synchronized (lock) {
            return droppedLines
                    + fifos.values().stream().mapToLong(NotifyFifo::dropped).sum();
        }
    }

    /**
     * Takes no more events and lets what is posted finish: at most {@code limit}, on the calling thread. After half of
     * it, whatever stands in the way of STOP calls is ended; at its end, every call still running. Slow scripts no longer
     * waited for are ended when the {@link ScriptRunner} is closed.
     *
     * @param limit for all scripts and FIFOs together; keepalived gives its stop scripts about one second
     */
    public void close(Duration limit) {
        long start = System.nanoTime();
        List<NotifyFifo> open;
        synchronized (lock) {
            closed = true;
            open = new ArrayList<>(fifos.values());
        }
        boolean done = awaitIdle(start + limit.toNanos() / 2);
        if (!done) {
            synchronized (lock) {
                queues.values().forEach(NotifyQueue::makeWayForStop);
            }
            done = awaitIdle(start + limit.toNanos());
        }
        if (!done) {
            synchronized (lock) {
                queues.values().forEach(NotifyQueue::abandon);
            }
        }
        open.forEach(NotifyFifo::close);
        open.forEach(fifo -> fifo.awaitClosed(Duration.ofNanos(start + limit.toNanos() - System.nanoTime())));
    }

    private boolean awaitIdle(long untilNanos) {
        synchronized (lock) {
            while (!queues.values().stream().allMatch(NotifyQueue::isIdle)) {
                long left = untilNanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    lock.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    private NotifyQueue newQueue() {
        return new NotifyQueue(runner, patience, lock, lock::notifyAll);
    }
}
