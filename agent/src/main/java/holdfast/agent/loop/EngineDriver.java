package holdfast.agent.loop;

import holdfast.vrrp.Effect;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the engine events and does what it says, and what follows from that: a refusal of the kernel is an event again. */
final class EngineDriver {
    private static final Logger LOG = LoggerFactory.getLogger(EngineDriver.class);
    private static final int CONSEQUENCES_A_STEP = 8;

    private final VrrpEngine engine;
    private final EffectPerformer performer;
    private final Plans plans;
    private final Queue<VrrpEvent> consequences = new ArrayDeque<>();
    private final Consumer<VrrpEvent> later = consequences::add;
    private Optional<List<Effect>> recording = Optional.empty();

    EngineDriver(VrrpEngine engine, EffectPerformer performer, Plans plans) {
        this.engine = engine;
        this.performer = performer;
        this.plans = plans;
    }

    /**
     * An event.
     *
     * @param now monotonic nanoseconds
     */
    void on(VrrpEvent event, long now) {
        step(event, now);
        int most = CONSEQUENCES_A_STEP * (1 + plans.current().routers().size());
        for (int i = 0; i < most && !consequences.isEmpty(); i++) {
            step(consequences.remove(), System.nanoTime());
        }
        if (!consequences.isEmpty()) {
            LOG.warn("{} refusals of the kernel at once are not followed up", consequences.size());
            consequences.clear();
        }
    }

    /** An event now; what the engine says to it is noted, too. */
    void play(VrrpEvent event, List<Effect> into) {
        recording = Optional.of(into);
        on(event, System.nanoTime());
        recording = Optional.empty();
    }

    private void step(VrrpEvent event, long now) {
        List<Effect> effects = engine.on(event, now);
        if (recording.isPresent()) {
            recording.get().addAll(effects);
        }
        for (int i = 0; i < effects.size(); i++) {
            performer.perform(effects.get(i), now, later);
        }
        performer.stepDone();
    }
}
