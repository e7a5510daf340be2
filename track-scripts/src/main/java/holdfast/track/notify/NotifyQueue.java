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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of one instance or group, one at a time. Guarded by its owner's lock; exists only while it has calls. */
final class NotifyQueue {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyRunner.class);

    private final ScriptRunner runner;
    private final Duration timeLimit;
    private final Object lock;
    private final Runnable whenEmpty;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private State state = new Idle();

    /** An event and those of its calls that are still to be made. */
    private record Event(Notification notification, Deque<NotifyScript> calls) {}

    private sealed interface State {}

    private record Idle() implements State {}

    private record Running(Event event, RunningScript script) implements State {}

    /**
     * An empty queue.
     *
     * @param whenEmpty called with the lock held when the last call is over
     */
    NotifyQueue(ScriptRunner runner, Duration timeLimit, Object lock, Runnable whenEmpty) {
        this.runner = runner;
        this.timeLimit = timeLimit;
        this.lock = lock;
        this.whenEmpty = whenEmpty;
    }

    /** Adds an event; true if an older one had to be dropped for it. */
    boolean add(Notification notification, List<NotifyScript> calls) {
        waiting.add(new Event(notification, new ArrayDeque<>(calls)));
        boolean overflow = waiting.size() > NotifyRunner.MOST_WAITING;
        if (overflow) {
            Notification lost = waiting.removeFirst().notification();
            LOG.warn(
                    "{} {}: {} events wait for its notify scripts, the call for {} is dropped",
                    lost.subject(),
                    lost.name(),
                    waiting.size(),
                    lost.event());
        }
        if (state instanceof Idle) {
            startNext();
        }
        return overflow;
    }

    /** The agent is stopping and time is short: only STOP calls matter now. */
    void makeWayForStop() {
        waiting.removeIf(event -> event.notification().event() != NotifyEvent.STOP);
        if (state instanceof Running(Event event, RunningScript script)
                && event.notification().event() != NotifyEvent.STOP) {
            event.calls().clear();
            script.kill();
        }
    }

    /** Time is up: ends the call that is running and forgets the others. */
    void abandon() {
        waiting.clear();
        if (state instanceof Running(Event event, RunningScript script)) {
            LOG.warn(
                    "{} {}: its notify script for {} did not end in time and is killed",
                    event.notification().subject(),
                    event.notification().name(),
                    event.notification().event());
            event.calls().clear();
            script.kill();
        }
    }

    private void startNext() {
        Event event = waiting.pollFirst();
        if (event == null) {
            state = new Idle();
            whenEmpty.run();
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
        state = new Running(event, runner.start(ScriptCall.limited(next.argv(), next.runAs(), timeLimit), observer));
    }

    private final class Observer implements RunObserver {
        private final Event event;
        private final NotifyScript script;

        Observer(Event event, NotifyScript script) {
            this.event = event;
            this.script = script;
        }

        @Override
        public void timedOut(ScriptOutcome.TimedOut outcome) {
            // The end is awaited before the next call, so that two calls of one object never overlap.
        }

        @Override
        public void ended(ScriptOutcome outcome) {
            if (!outcome.succeeded()) {
                LOG.warn(
                        "{} {}: notify script {} for {} failed ({})",
                        event.notification().subject(),
                        event.notification().name(),
                        script.argv().getFirst(),
                        event.notification().event(),
                        outcome.describe());
            }
            synchronized (lock) {
                call(event);
            }
        }
    }
}
