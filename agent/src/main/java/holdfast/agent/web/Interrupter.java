package holdfast.agent.web;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Interrupts threads that take longer than they may: a blocked write ends so, and its connection with it. */
final class Interrupter implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;

    Interrupter() {
        clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("web-clock").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Counts for the calling thread until it is closed. */
    Running within(Duration time) {
        Thread thread = Thread.currentThread();
        ScheduledFuture<?> end = clock.schedule(thread::interrupt, time.toMillis(), TimeUnit.MILLISECONDS);
        return () -> end.cancel(false);
    }

    /** A time limit that counts. */
    interface Running extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
