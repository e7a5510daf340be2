package holdfast.track.notify;

import holdfast.track.run.RunObserver;
import holdfast.track.run.RunningScript;
import holdfast.track.run.ScriptCall;
import holdfast.track.run.ScriptOutcome;
import holdfast.track.run.ScriptRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program that reads a notify FIFO: kept running for as long as the FIFO is open. Thread safe. */
final class FifoScript implements RunObserver {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration TIME_TO_FINISH = Duration.ofMillis(300);
    private static final Logger LOG = LoggerFactory.getLogger(NotifyFifo.class);

    private final Optional<ScriptCall> call;
    private final ScriptRunner runner;
    private Optional<RunningScript> running = Optional.empty(); // guarded by this
    private Duration pause = FIRST_PAUSE; // guarded by this
    private boolean ending; // guarded by this

    /** Starts the script, if the settings have one. */
    FifoScript(FifoSettings settings, ScriptRunner runner) {
        this.runner = runner;
        this.call = settings.script().map(script -> {
            var argv = new ArrayList<>(script.argv());
            argv.add(settings.path().toString());
            return new ScriptCall(argv, script.runAs(), Optional.empty(), true);
        });
        start();
    }

    /** Gives the script a moment to read what is left and end by itself, then ends it. Waits that moment at most. */
    synchronized void end() {
        ending = true;
        long until = System.nanoTime() + TIME_TO_FINISH.toNanos();
        try {
            for (long left = TIME_TO_FINISH.toMillis(); running.isPresent() && left > 0; left = left(until)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.ifPresent(RunningScript::stop);
    }

    @Override
    public void timedOut(ScriptOutcome.TimedOut outcome) {
        // It has no time limit.
    }

    @Override
    public synchronized void ended(ScriptOutcome outcome) {
        running = Optional.empty();
        notifyAll();
        if (ending) {
            return;
        }
        LOG.warn(
                "notify FIFO script {} ended ({}), started again in {} s",
                call.orElseThrow().argv().getFirst(),
                outcome.describe(),
                pause.toSeconds());
        try {
            var _ = runner.timer().schedule(this::start, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("notify FIFO script: the agent stops");
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private synchronized void start() {
        if (!ending) {
            running = call.map(it -> runner.start(it, this));
        }
    }

    private static long left(long untilNanos) {
        return (untilNanos - System.nanoTime()) / 1_000_000;
    }
}
