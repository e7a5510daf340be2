package holdfast.agent.loop;

import holdfast.vrrp.RouterState;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The end of an orderly stop: priority 0 is said, and the addresses serve on for a moment, for the time in which nobody else can have taken over.
 * Nothing but adverts is read any more.
 */
final class LastService {
    /** Who has taken over is served beside for so long at most. */
    private static final Duration LOOK = Duration.ofMillis(1);

    private static final int PACKETS_A_LOOK = 64;

    /** A stop must come to an end. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final VrrpEngine engine;
    private final EngineDriver driver;
    private final ReceiverTable receivers;

    LastService(VrrpEngine engine, EngineDriver driver, ReceiverTable receivers) {
        this.engine = engine;
        this.driver = driver;
        this.receivers = receivers;
    }

    /**
     * Returns when all routers have let go, 0.2 seconds later at most.
     *
     * @param begun is told whose addresses stay for how long, where some do
     * @param heard is given the adverts, too
     */
    void run(BiConsumer<Collection<String>, Duration> begun, Consumer<VrrpEvent> heard) {
        driver.on(new VrrpEvent.Departure(), System.nanoTime());
        long stays = engine.nanosUntilNextDeadline(System.nanoTime());
        if (stays > 0) {
            begun.accept(
                    engine.statuses().stream()
                            .filter(status -> status.state() instanceof RouterState.Active)
                            .map(status -> status.configuration().name())
                            .toList(),
                    Duration.ofNanos(stays));
        }
        Consumer<VrrpEvent> sink = event -> {
            heard.accept(event);
            driver.on(event, System.nanoTime());
        };
        long begin = System.nanoTime();
        while (!engine.hasStopped() && System.nanoTime() - begin < LONGEST.toNanos()) {
            LockSupport.parkNanos(Math.min(engine.nanosUntilNextDeadline(System.nanoTime()), LOOK.toNanos()));
            receivers.drainAll(PACKETS_A_LOOK, sink);
            driver.on(VrrpEvent.Tick.TICK, System.nanoTime());
        }
        omit();
    }

    /** All let go now, as far as they have not. */
    void omit() {
        if (!engine.hasStopped()) {
            driver.on(new VrrpEvent.Shutdown(), System.nanoTime());
        }
    }
}
