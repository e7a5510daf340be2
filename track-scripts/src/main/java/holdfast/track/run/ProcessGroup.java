package holdfast.track.run;

import holdfast.linux.ChildEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: a process and all its descendants that stay in its group. Runs on a worker thread, which waits for the
 * process; deadlines and signals come from the runner's timer thread.
 *
 * <p>The worker outlives the process it started. That matters: the kernel sends a parent-death signal when the
 * <em>thread</em> that started the child ends (prctl(2), PR_SET_PDEATHSIG).
 */
final class ProcessGroup implements Runnable, RunningScript {
    /** From TERM to KILL, as in keepalived. */
    static final Duration KILL_AFTER = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);

    private final ScriptCall call;
    private final RunObserver observer;
    private final ScriptRunner runner;

    // All below: guarded by this.
    private SpawnedProcess process;
    private boolean over;
    private boolean endAsked;
    private ScriptOutcome.TimedOut timedOut;
    private Future<?> deadline;
    private Future<?> lastResort;

    ProcessGroup(ScriptCall call, RunObserver observer, ScriptRunner runner) {
        this.call = call;
        this.observer = observer;
        this.runner = runner;
    }

    @Override
    public void run() {
        ScriptOutcome outcome;
        try {
            outcome = outcomeOf(execute());
        } catch (IOException e) {
            outcome = new ScriptOutcome.NotStarted(e.getMessage());
        }
        outcome = finish(outcome);
        runner.over(this);
        observer.ended(outcome);
    }

    @Override
    public void stop() {
        runner.onTimer(this::terminate);
    }

    @Override
    public void kill() {
        runner.onTimer(this::killNow);
    }

    private ChildEnd execute() throws IOException {
        synchronized (this) {
            if (endAsked) {
                throw new CannotRunException("it was stopped before it began");
            }
        }
        return new SilentExecutor(this::started).run(runner.tools().wrap(call, runner.self()), runner.environment());
    }

    private synchronized void started(SpawnedProcess started) {
        process = started;
        if (endAsked) {
            process.destroyForcibly(); // it has only just been born: no child of its own yet
            return;
        }
        call.timeLimit()
                .ifPresent(limit -> deadline =
                        runner.timer().schedule(() -> timeOut(limit), limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void timeOut(Duration limit) {
        synchronized (this) {
            if (over || endAsked) {
                return;
            }
            timedOut = new ScriptOutcome.TimedOut(limit);
        }
        terminate();
        observer.timedOut(new ScriptOutcome.TimedOut(limit));
    }

    private void terminate() {
        synchronized (this) {
            if (over) {
                return;
            }
            endAsked = true;
            if (process == null || lastResort != null) {
                return; // started() sees to it, or KILL is already on its way
            }
            lastResort = runner.timer().schedule(this::killGroup, KILL_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
        signal("TERM");
    }

    private void killNow() {
        synchronized (this) {
            endAsked = true;
            if (over || process == null) {
                return;
            }
        }
        killGroup();
    }

    private void killGroup() {
        signal("KILL");
    }

    private synchronized ScriptOutcome finish(ScriptOutcome outcome) {
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        // Children may have outlived the leader; while one lives the kernel keeps the group's number from reuse.
        if (lastResort != null && !signalGroup("0")) {
            lastResort.cancel(false);
        }
        return timedOut != null ? timedOut : outcome;
    }

    private ScriptOutcome outcomeOf(ChildEnd end) {
        return switch (end) {
            case ChildEnd.Killed(int signal) -> new ScriptOutcome.Killed(signal);
            case ChildEnd.Exited(int status) -> {
                boolean notExecuted = status == 126 || status == 127;
                String hint =
                        notExecuted ? ExecFailure.explain(Path.of(call.argv().getFirst()), status) : "";
                yield new ScriptOutcome.Exited(status, hint);
            }
        };
    }

    /** To the group; where there is none (yet, or for want of setsid) to each process that can be found. */
    private void signal(String name) {
        if (signalGroup(name)) {
            return;
        }
        List<ProcessHandle> all = ProcessHandle.of(process.pid()).stream()
                .flatMap(leader -> Stream.concat(Stream.of(leader), leader.descendants()))
                .toList();
        for (ProcessHandle one : all) {
            boolean sent = name.equals("KILL") ? one.destroyForcibly() : one.destroy();
            LOG.debug("signal {} to process {} of {}: {}", name, one.pid(), call.argv(), sent ? "sent" : "gone");
        }
    }

    private boolean signalGroup(String name) {
        if (runner.tools().setsid().isEmpty() || runner.tools().kill().isEmpty()) {
            return false;
        }
        var words = List.of(runner.tools().kill().get().toString(), "-" + name, "--", "-" + process.pid());
        try {
            return new SilentExecutor(_ -> {}).run(words, runner.environment()).equals(new ChildEnd.Exited(0));
        } catch (IOException e) {
            LOG.warn("cannot signal the process group of {}: {}", call.argv(), e.getMessage());
            return false;
        }
    }
}
