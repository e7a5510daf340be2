package holdfast.agent.status;

import holdfast.agent.process.OccasionalThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where one asks how the daemon is doing. Any thread asks and nobody waits; answers come on a thread of its own, never on the loop's. The
 * loop is asked by one at a time, and not more often than every {@value #FRESH_MILLIS} ms: however many ask, adverts are not late.
 */
public final class StatusDesk implements AutoCloseable {
    private static final int FRESH_MILLIS = 50;
    /** A loop that answers later than this has other worries; the control socket gives its handlers 3 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Sources sources;
    private final Executor thread;
    private final ThreadPoolExecutor threads;
    private CompletableFuture<AgentStatus> current; // guarded by this; null: nobody has asked yet
    private long askedAt; // guarded by this

    /** Who knows. All are for any thread and return at once. */
    public interface Sources {
        /** The loop's part; ends on the loop's thread. */
        CompletableFuture<VrrpStatus> vrrp();

        /** The process. */
        AgentStatus.Agent agent();

        /** Tracked scripts, by name. */
        List<TrackedScriptStatus> scripts();

        /** BFD sessions. */
        List<BfdSessionStatus> bfdSessions();

        /** What became of notifications. */
        NotificationStatus notifications();
    }

    /** A desk that asks these. */
    public StatusDesk(Sources sources) {
        this.sources = sources;
        this.threads = OccasionalThread.named("status");
        this.thread = threads;
    }

    /** The thread that answers come on; for what is to follow from an answer. */
    public Executor thread() {
        return thread;
    }

    /**
     * Asks.
     *
     * @return ends on {@link #thread()}; exceptionally with {@link java.util.concurrent.TimeoutException} when the loop does not answer
     */
    public CompletableFuture<AgentStatus> status() {
        return currentOrNew().copy().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized CompletableFuture<AgentStatus> currentOrNew() {
        long now = System.nanoTime();
        boolean fresh = now - askedAt < TimeUnit.MILLISECONDS.toNanos(FRESH_MILLIS);
        if (current != null && (!current.isDone() || (fresh && !current.isCompletedExceptionally()))) {
            return current;
        }
        askedAt = now;
        current = sources.vrrp().thenApplyAsync(this::whole, thread);
        return current;
    }

    private AgentStatus whole(VrrpStatus vrrp) {
        return new AgentStatus(
                sources.agent(), vrrp, sources.scripts(), sources.bfdSessions(), sources.notifications());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
