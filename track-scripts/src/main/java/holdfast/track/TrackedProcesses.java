package holdfast.track;

import holdfast.track.RunningProcesses.RunningProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts tracked processes and reports when their quorum is gained or lost.
 *
 * <p>{@code /proc} is scanned every {@value #SCAN_MILLIS} ms, so news is that old at most; keepalived, which hears of
 * each process from the kernel, is faster. Zombies do not count.
 *
 * <p>Methods may be called from any thread and return at once. One thread, started with the first process to track; the
 * listener is called on it.
 */
public final class TrackedProcesses implements AutoCloseable {
    static final int SCAN_MILLIS = 250;
    private static final Duration SCAN_EVERY = Duration.ofMillis(SCAN_MILLIS);
    private static final Logger LOG = LoggerFactory.getLogger(TrackedProcesses.class);

    private final ProcessListener listener;
    private final RunningProcesses processes;
    private final Object lock = new Object();
    private List<TrackedProcess> wanted = List.of(); // guarded by lock
    private boolean started; // guarded by lock
    private boolean closed; // guarded by lock
    private final Map<String, Watched> watched = new HashMap<>(); // scanning thread only

    private record Watched(TrackedProcess process, ProcessQuorum quorum) {}

    /**
     * Nothing is watched until {@link #update}.
     *
     * @param listener hears of changes
     */
    public TrackedProcesses(ProcessListener listener) {
        this(listener, new ProcFolder());
    }

    TrackedProcesses(ProcessListener listener, RunningProcesses processes) {
        this.listener = listener;
        this.processes = processes;
    }

    /**
     * Sets the processes to track: at start, and after each reload. One with the same name and pattern as before keeps
     * what is known of it; any other is counted and reported at once.
     */
    public void update(List<TrackedProcess> tracked) {
        synchronized (lock) {
            wanted = List.copyOf(tracked);
            lock.notifyAll();
            if (!started && !wanted.isEmpty() && !closed) {
                started = true;
                var thread = new Thread(null, this::run, "track-processes", 256 * 1024L);
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    /** Stops counting; nothing is reported afterwards, save what is being reported at this moment. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    private void run() {
        List<TrackedProcess> current = List.of();
        while (true) {
            synchronized (lock) {
                try {
                    if (current.equals(wanted)) { // otherwise they changed while we were counting
                        lock.wait(current.isEmpty() ? 0 : SCAN_EVERY.toMillis());
                    }
                } catch (InterruptedException e) {
                    return;
                }
                if (closed) {
                    return;
                }
                current = wanted;
            }
            scan(current);
        }
    }

    private void scan(List<TrackedProcess> tracked) {
        if (tracked.isEmpty()) {
            watched.clear();
            return;
        }
        try {
            boolean withCommandLines =
                    tracked.stream().anyMatch(one -> one.pattern().needsCommandLine());
            count(tracked, processes.now(withCommandLines, one -> isTracked(one, tracked)));
        } catch (IOException e) {
            LOG.warn("cannot count tracked processes: {}", e.getMessage());
        } catch (RuntimeException e) { // the next scan may go well; without this thread there would be none
            LOG.error("cannot count tracked processes; please report this", e);
        }
    }

    private void count(List<TrackedProcess> tracked, Collection<RunningProcess> running) {
        var names = new LinkedHashMap<String, TrackedProcess>();
        tracked.forEach(process -> names.put(process.name(), process));
        watched.keySet().retainAll(names.keySet());
        long now = System.nanoTime();
        for (TrackedProcess process : names.values()) {
            int count = (int) running.stream()
                    .filter(one -> process.pattern().matches(one.name(), one.commandLine()))
                    .count();
            judge(process, count, now);
        }
    }

    private static boolean isTracked(RunningProcess process, List<TrackedProcess> tracked) {
        return tracked.stream().anyMatch(one -> one.pattern().matches(process.name(), process.commandLine()));
    }

    private void judge(TrackedProcess process, int count, long now) {
        Watched before = watched.get(process.name());
        boolean known = before != null && before.process().countsTheSameAs(process);
        ProcessQuorum quorum = known ? before.quorum() : ProcessQuorum.initial();
        ProcessQuorum next = quorum.after(count, process, now);
        watched.put(process.name(), new Watched(process, next));
        if (known && next.quorate() == quorum.quorate()) {
            return;
        }
        LOG.info("Quorum {} for tracked process {}", next.quorate() ? "gained" : "lost", process.name());
        listener.processChanged(process.name(), next.quorate(), count);
    }
}
