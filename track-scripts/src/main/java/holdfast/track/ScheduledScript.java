package holdfast.track;

import holdfast.track.run.RunObserver;
import holdfast.track.run.RunningScript;
import holdfast.track.run.ScriptCall;
import holdfast.track.run.ScriptOutcome;
import holdfast.track.run.ScriptRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One script on its schedule. Lives on the timer thread; log lines have keepalived's shapes. */
final class ScheduledScript {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptTracker.class);
    /** What {@code sh} exits with when it cannot open a redirection; keepalived shows the same for {@code <FILE}. */
    private static final int CANNOT_OPEN = 2;

    private final ScriptRunner runner;
    private final ScriptListener listener;
    private TrackedScript script;
    private ScriptHealth health;
    private Activity activity = new Idle();
    private int lastStatus;
    private long dueAtNanos;
    private Future<?> nextRun;
    private boolean ended;
    private volatile ScriptReport report; // for other threads

    /** Whether a run is under way. */
    private sealed interface Activity {}

    private record Idle() implements Activity {}

    /**
     * A run is under way.
     *
     * @param skips runs left out because this one is still active
     */
    private record Active(RunningScript run, int skips) implements Activity {}

    /** @param former how it was in a former process, which the listener knows */
    ScheduledScript(TrackedScript script, ScriptRunner runner, ScriptListener listener, Optional<ScriptStatus> former) {
        this.script = script;
        this.runner = runner;
        this.listener = listener;
        this.health = former.map(ScriptHealth::inherited).orElseGet(() -> ScriptHealth.initial(script.initFail()));
        this.report = new ScriptReport(
                script.name(),
                status(),
                script.interval(),
                OptionalLong.empty(),
                Optional.empty(),
                0,
                0,
                Duration.ZERO);
    }

    /** How it is doing; any thread. */
    ScriptReport report() {
        return report;
    }

    private Optional<ScriptStatus> status() {
        return switch (health) {
            case ScriptHealth.Unknown _ -> Optional.empty();
            case ScriptHealth.Good _ -> Optional.of(ScriptStatus.GOOD);
            case ScriptHealth.Bad _, ScriptHealth.PresumedBad _ -> Optional.of(ScriptStatus.BAD);
        };
    }

    private void reportRunning() {
        ScriptReport before = report;
        report = new ScriptReport(
                script.name(),
                before.status(),
                script.interval(),
                OptionalLong.of(System.nanoTime()),
                before.last(),
                before.runs(),
                before.failures(),
                before.spent());
    }

    private void reportOver(ScriptOutcome outcome) {
        ScriptReport before = report;
        long now = System.nanoTime();
        Duration took = Duration.ofNanos(now - before.runningSince().orElse(now));
        boolean succeeded = outcome.succeeded();
        report = new ScriptReport(
                script.name(),
                status(),
                script.interval(),
                OptionalLong.empty(),
                Optional.of(new ScriptReport.Run(now, took, succeeded, outcome.describe())),
                before.runs() + 1,
                before.failures() + (succeeded ? 0 : 1),
                before.spent().plus(took));
    }

    TrackedScript script() {
        return script;
    }

    void begin() {
        if (!health.measured() && script.initFail()) {
            listener.scriptChanged(script.name(), ScriptStatus.BAD, "init_fail, not run yet");
        }
        dueAtNanos = System.nanoTime();
        due();
    }

    /** The same command with new settings: what is known stays known. */
    void reload(TrackedScript changed) {
        boolean reschedule = !changed.interval().equals(script.interval());
        script = changed;
        if (health.measured()) {
            LOG.info(
                    "VRRP_Script({}) considered {} on reload",
                    script.name(),
                    health.isGood() ? "successful" : "unsuccessful");
        }
        if (reschedule) {
            nextRun.cancel(false);
            dueAtNanos = System.nanoTime();
            due();
        }
    }

    void end() {
        ended = true;
        nextRun.cancel(false);
        if (activity instanceof Active active) {
            active.run().stop();
        }
    }

    private void due() {
        long now = System.nanoTime();
        dueAtNanos = following(dueAtNanos, now, script.interval().toNanos());
        nextRun = runner.timer().schedule(this::due, dueAtNanos - now, TimeUnit.NANOSECONDS);
        switch (activity) {
            case Idle _ -> activity = new Active(start(), 0);
            case Active(RunningScript run, int skips) -> {
                if (skips == 0) {
                    LOG.info("Track script {} is already running, skipping run", script.name());
                }
                activity = new Active(run, skips + 1);
            }
        }
    }

    /** The next point in time to run at: the grid of starts stays as it is, points already missed are left out. */
    static long following(long dueAtNanos, long nowNanos, long intervalNanos) {
        long late = nowNanos - dueAtNanos;
        return dueAtNanos + intervalNanos * (1 + late / intervalNanos);
    }

    private RunningScript start() {
        reportRunning();
        var observer = new Observer();
        return switch (script.command()) {
            case ScriptCommand.Program program ->
                runner.start(ScriptCall.limited(program.argv(), script.runAs(), script.timeout()), observer);
            case ScriptCommand.FileReadable(Path file) -> {
                runner.execute(() -> observer.ended(look(file)));
                yield NOTHING_TO_STOP;
            }
        };
    }

    private static ScriptOutcome look(Path file) {
        return Files.isReadable(file)
                ? new ScriptOutcome.Exited(0, "")
                : new ScriptOutcome.Exited(CANNOT_OPEN, file + " cannot be read");
    }

    private void over(ScriptOutcome outcome) {
        activity = new Idle();
        if (!(outcome instanceof ScriptOutcome.TimedOut)) { // that one has been judged when its time was up
            judge(outcome);
        }
        reportOver(outcome);
    }

    private void judge(ScriptOutcome outcome) {
        if (ended) {
            return;
        }
        if (outcome instanceof ScriptOutcome.Exited exited && exited.status() != lastStatus) {
            lastStatus = exited.status();
            LOG.info("Script `{}` now returning {}", script.name(), lastStatus);
        }
        ScriptHealth before = health;
        health = before.after(outcome.succeeded(), script.rise(), script.fall());
        if (before.measured() && before.isGood() == health.isGood()) {
            return;
        }
        String detail = outcome.succeeded() ? "succeeded" : outcome.describe();
        LOG.info("VRRP_Script({}) {}", script.name(), logText(outcome));
        listener.scriptChanged(script.name(), health.isGood() ? ScriptStatus.GOOD : ScriptStatus.BAD, detail);
    }

    /** The end of a {@code VRRP_Script(NAME)} line, as keepalived 2.2.7 has it; a reason may follow. */
    static String logText(ScriptOutcome outcome) {
        return switch (outcome) {
            case ScriptOutcome.Exited exited when exited.succeeded() -> "succeeded";
            case ScriptOutcome.Exited(int status, String hint) ->
                "failed (exited with status " + status + ")" + (hint.isEmpty() ? "" : ": " + hint);
            case ScriptOutcome.Killed(int signal) -> "failed (due to signal " + signal + ")";
            case ScriptOutcome.TimedOut _ -> "timed_out";
            case ScriptOutcome.NotStarted(String reason) -> "failed (not started): " + reason;
        };
    }

    private static final RunningScript NOTHING_TO_STOP = new RunningScript() {
        @Override
        public void stop() {}

        @Override
        public void kill() {}
    };

    /** Carries the outcome of one run to the timer thread. */
    private final class Observer implements RunObserver {
        @Override
        public void timedOut(ScriptOutcome.TimedOut outcome) {
            onTimer(() -> judge(outcome));
        }

        @Override
        public void ended(ScriptOutcome outcome) {
            onTimer(() -> over(outcome));
        }

        private void onTimer(Runnable job) {
            try {
                runner.timer().execute(job);
            } catch (RejectedExecutionException e) {
                LOG.debug("{}: result after the end is dropped", script.name());
            }
        }
    }
}
