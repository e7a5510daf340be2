package holdfast.track.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs programs for one agent: each in a process group of its own, as the user asked for, with standard streams on
 * {@code /dev/null}, without a shell.
 *
 * <p>Threads: one timer thread, and one worker for each program that is running, at most {@value #MOST_RUNNING}; idle
 * workers end after ten seconds, further runs wait. Any thread may call; no method but {@link #close} waits.
 *
 * <p>Programs get this process's environment without {@code IFS}, {@code LD_PRELOAD} and {@code LD_LIBRARY_PATH}, and
 * its working directory, no other descriptor and no blocked signal.
 */
public final class ScriptRunner implements AutoCloseable {
    private static final int MOST_RUNNING = 256;
    private static final int MOST_WAITING = 4096;
    private static final long IDLE_SECONDS = 10;
    private static final long WORKER_STACK_BYTES = 256 * 1024;
    private static final Set<String> NOT_INHERITED = Set.of("IFS", "LD_PRELOAD", "LD_LIBRARY_PATH");
    private static final Logger LOG = LoggerFactory.getLogger(ScriptRunner.class);

    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Set<ProcessGroup> groups = ConcurrentHashMap.newKeySet();
    private final Map<String, String> environment = inheritedEnvironment();
    private final ProcessTools tools;
    private final RunAs self;

    /** Starts the timer thread; workers come with the first program. */
    public ScriptRunner() {
        this(ProcessTools.ofThisSystem(), RunAs.thisProcess(), MOST_RUNNING);
    }

    ScriptRunner(ProcessTools tools, RunAs self, int mostRunning) {
        this.tools = tools;
        this.self = self;
        timer = new ScheduledThreadPoolExecutor(1, daemonThreads("script-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        workers = new ThreadPoolExecutor(
                0,
                mostRunning,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemonThreads("script-worker"),
                (job, _) -> park(job));
        if (tools.setsid().isEmpty() || tools.kill().isEmpty()) {
            LOG.warn("setsid (util-linux) or kill (procps) is not installed: a script that times out is ended"
                    + " process by process, children it has disowned may survive");
        }
    }

    /**
     * Starts a program soon, on a worker thread.
     *
     * @param observer hears exactly once how it went, on a thread of this runner; never if this runner is closed
     */
    public RunningScript start(ScriptCall call, RunObserver observer) {
        var group = new ProcessGroup(call, observer, this);
        groups.add(group);
        try {
            execute(group);
        } catch (RejectedExecutionException e) {
            groups.remove(group);
            onTimer(() -> observer.ended(new ScriptOutcome.NotStarted(e.getMessage())));
        }
        return group;
    }

    /**
     * Runs a short job of this module on a worker thread.
     *
     * @throws RejectedExecutionException if this runner is closed, or {@value #MOST_WAITING} jobs wait already
     */
    public void execute(Runnable job) {
        workers.execute(() -> runThenNextWaiting(job));
    }

    /** The one timer thread: for deadlines, schedules and decisions of this module, all of them short. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Programs asked for and not over yet, waiting ones included. */
    public int active() {
        return groups.size();
    }

    /**
     * Ends all programs with KILL and the threads with them. Waits a moment, two seconds at most, for the processes
     * to be gone; call it last, after the trackers and notifiers that use this runner are closed.
     */
    @Override
    public void close() {
        groups.forEach(ProcessGroup::kill);
        onTimer(timer::shutdown); // after the kills just asked for
        try {
            if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
            workers.shutdown();
            if (!workers.awaitTermination(1, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            workers.shutdownNow();
        }
    }

    ProcessTools tools() {
        return tools;
    }

    RunAs self() {
        return self;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Runs a job on the timer thread, or not at all once this is closed. */
    void onTimer(Runnable job) {
        try {
            timer.execute(job);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed already");
        }
    }

    void over(ProcessGroup group) {
        groups.remove(group);
    }

    private void park(Runnable job) {
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING || workers.isShutdown()) {
                throw new RejectedExecutionException(workers.getPoolSize() + " scripts are running and "
                        + waiting.size() + " wait, or the agent stops");
            }
            waiting.add(job);
        }
        // The last busy worker may just have looked at the queue; ask again shortly rather than lock all workers.
        var _ = timer.schedule(this::unpark, 50, TimeUnit.MILLISECONDS);
    }

    private void unpark() {
        Runnable next = nextWaiting();
        if (next != null) {
            workers.execute(next);
        }
    }

    private void runThenNextWaiting(Runnable job) {
        for (Runnable next = job; next != null; next = nextWaiting()) {
            try {
                next.run();
            } catch (RuntimeException e) {
                LOG.error("a script job failed unexpectedly", e);
            }
        }
    }

    private Runnable nextWaiting() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    private static Map<String, String> inheritedEnvironment() {
        var environment = new HashMap<>(System.getenv());
        environment.keySet().removeAll(NOT_INHERITED);
        return Map.copyOf(environment);
    }

    private static ThreadFactory daemonThreads(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(null, task, name + "-" + count.incrementAndGet(), WORKER_STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
    }
}
