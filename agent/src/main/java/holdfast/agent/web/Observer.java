package holdfast.agent.web;

import holdfast.agent.control.ControlRefusal;
import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.status.AgentStatus;
import holdfast.conf.model.Configuration;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks the daemon how it is doing, for everybody who wants to know at about the same time: not more often than every {@value #FRESH_MILLIS}
 * ms, however many ask.
 */
public final class Observer {
    private static final int FRESH_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofMillis(2500);

    private final Sources sources;
    private final ReentrantLock asking = new ReentrantLock();
    private Optional<Observation> current = Optional.empty(); // guarded by asking
    private long observedAt; // guarded by asking

    /** Who knows. Any thread asks; nothing here waits. */
    public interface Sources {
        /** VRRP, scripts, BFD; ends exceptionally when the loop does not answer in time. */
        CompletableFuture<AgentStatus> status();

        /** What is in force. */
        Configuration configuration();

        /** Virtual servers; empty when there are none. */
        Optional<CompletionStage<LvsListing>> servers();

        /** Of the VRRP loop. */
        LoopMeasurements measurements();
    }

    /** Asks these. */
    public Observer(Sources sources) {
        this.sources = sources;
    }

    /**
     * Asks, and waits a few seconds at most.
     *
     * @return empty when VRRP does not answer in time
     * @throws InterruptedException when the thread is interrupted
     */
    public Optional<Observation> observe() throws InterruptedException {
        if (!asking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            boolean fresh =
                    current.isPresent() && System.nanoTime() - observedAt < TimeUnit.MILLISECONDS.toNanos(FRESH_MILLIS);
            if (!fresh) {
                current = ask();
                observedAt = System.nanoTime();
            }
            return current;
        } finally {
            asking.unlock();
        }
    }

    private Optional<Observation> ask() throws InterruptedException {
        CompletableFuture<AgentStatus> status = sources.status();
        Optional<CompletionStage<LvsListing>> servers = sources.servers();
        AgentStatus told;
        try {
            told = status.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
        Optional<LvsListing> listing = Optional.empty();
        Optional<String> trouble = Optional.empty();
        try {
            if (servers.isPresent()) {
                listing = Optional.of(
                        servers.get().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            }
        } catch (ExecutionException e) {
            trouble = Optional.of(
                    e.getCause() instanceof ControlRefusal refusal
                            ? refusal.getMessage()
                            : "virtual servers cannot be asked: " + e.getCause());
        } catch (TimeoutException e) {
            trouble = Optional.of("virtual servers did not answer in time");
        }
        return Optional.of(new Observation(told, sources.configuration(), listing, trouble, sources.measurements()));
    }
}
