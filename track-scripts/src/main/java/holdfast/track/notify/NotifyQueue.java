package holdfast.track.notify;

import holdfast.track.run.RunObserver;
import holdfast.track.run.RunningScript;
import holdfast.track.run.ScriptCall;
import holdfast.track.run.ScriptOutcome;
import holdfast.track.run.ScriptRunner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of one instance, group or server, one at a time. Guarded by its owner's lock. */
final class NotifyQueue {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyRunner.class);

    private final ScriptRunner runner;
    private final Duration patience;
    private final Object lock;
    private final Runnable whenIdle;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private final Deque<RunningScript> leftRunning = new ArrayDeque<>();
    private State state = new Idle();

    /** An event and those of its calls that are still to be made. */
    private record Event(NotifyOccasion occasion, Deque<NotifyScript> calls) {}

    private sealed interface State {}

    private record Idle() implements State {}

    private record Running(Event event, RunningScript script) implements State {}

    /**
     * An empty queue.
     *
     * @param whenIdle called with the lock held when no call is waited for any more
     */
    NotifyQueue(ScriptRunner runner, Duration patience, Object lock, Runnable whenIdle) {
        this.runner = runner;
        this.patience = patience;
        this.lock = lock;
        this.whenIdle = whenIdle;
    }

    /** True if no call is waited for. */
    boolean isIdle() {
        return state instanceof Idle;
    }

    /** Adds an event; true if an older one had to be dropped for it. */
    boolean add(NotifyOccasion occasion, List<NotifyScript> calls) {
        waiting.add(new Event(occasion, new ArrayDeque<>(calls)));
        boolean overflow = waiting.size() > NotifyRunner.MOST_WAITING;
        if (overflow) {
            NotifyOccasion lost = waiting.removeFirst().occasion();
            LOG.warn(
                    "{}: {} events wait for its notify scripts, the call for {} is dropped",
                    lost.object(),
                    waiting.size(),
                    lost.event());
        }
        if (state instanceof Idle) {
            startNext();
        }
        return overflow;
    }

    /** The agent is stopping and time is short: only the calls it ends with matter now. */
    void makeWayForStop() {
        waiting.removeIf(event -> !event.occasion().last());
        if (state instanceof Running(Event event, RunningScript script)
                && !event.occasion().last()) {
            event.calls().clear();
            script.kill();
        }
    }

    /** Time is up: ends the call that is running and forgets the others. */
    void abandon() {
        waiting.clear();
        if (state instanceof Running(Event event, RunningScript script)) {
            LOG.warn(
                    "{}: its notify script for {} did not end in time and is killed",
                    event.occasion().object(),
                    event.occasion().event());
            event.calls().clear();
            script.kill();
        }
    }

    private void startNext() {
        Event event = waiting.pollFirst();
        if (event == null) {
            state = new Idle();
            whenIdle.run();
            return;
        }
        call(event);
    }

    private void call(Event event) {
        NotifyScript next = event.calls().pollFirst();
        if (next == null) {
            startNext();
            return;
        }
        var observer = new Observer(event, next);
        var call = new ScriptCall(next.argv(), next.runAs(), Optional.empty(), false);
        observer.start(runner.start(call, observer));
    }

    /** Awaits the end of one call, for as long as patience lasts. */
    private final class Observer implements RunObserver {
        private final Event event;
        private final NotifyScript script;
        private RunningScript running;
        private Future<?> impatience;

        Observer(Event event, NotifyScript script) {
            this.event = event;
            this.script = script;
        }

        void start(RunningScript started) {
            running = started;
            state = new Running(event, started);
            try {
                impatience = runner.timer().schedule(this::moveOn, patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                impatience = CompletableFuture.completedFuture(null); // the runner is closed, nothing will run
            }
        }

        @Override
        public void timedOut(ScriptOutcome.TimedOut outcome) {
            // It has no time limit.
        }

        @Override
        public void ended(ScriptOutcome outcome) {
            synchronized (lock) {
                if (!outcome.succeeded()) {
                    LOG.warn("{}: notify script {} failed ({})", subject(), program(), outcome.describe());
                }
                impatience.cancel(false);
                leftRunning.remove(running);
                if (isCurrent()) {
                    call(event);
                }
            }
        }

        private void moveOn() {
            synchronized (lock) {
                if (!isCurrent()) {
                    return;
                }
                LOG.warn(
                        "{}: notify script {} takes more than {} s, the next does not wait for it",
                        subject(),
                        program(),
                        patience.toSeconds());
                leftRunning.add(running);
                if (leftRunning.size() > NotifyRunner.MOST_LEFT_RUNNING) {
                    LOG.warn("{}: the oldest notify script still running is ended", subject());
                    leftRunning.removeFirst().stop();
                }
                call(event);
            }
        }

        private boolean isCurrent() {
            return state instanceof Running current && current.script().equals(running);
        }

        private String subject() {
            return event.occasion().toString();
        }

        private String program() {
            return script.argv().getFirst();
        }
    }
}
