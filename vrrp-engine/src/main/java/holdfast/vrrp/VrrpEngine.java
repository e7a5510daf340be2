package holdfast.vrrp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The election of all virtual routers of one node: event and time in, effects out.
 *
 * <p>How it is driven, by one thread:
 * <ol>
 *   <li>report every link ({@link VrrpEvent.LinkChanged}) and what is known of tracked things, then {@link VrrpEvent.Startup};
 *   <li>wait for input, but at most {@link #nanosUntilNextDeadline(long)};
 *   <li>hand in <em>all</em> queued input with {@link #on(VrrpEvent, long)}, performing the effects of each call in their order;
 *   <li>then {@link VrrpEvent.Tick}, and perform its effects.
 * </ol>
 *
 * What could not be performed comes back as {@link VrrpEvent.EffectRefused}, after the effects of the step have all been tried.
 */
public final class VrrpEngine {
    /** Answer of {@link #nanosUntilNextDeadline(long)} when nothing is due ever. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private EngineConfiguration configuration;

    /** An engine that has not started; nothing happens before {@link VrrpEvent.Startup}. */
    public VrrpEngine(EngineConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Takes one event.
     *
     * @param event what happened
     * @param now monotonic nanoseconds, never less than in the call before
     * @return what to do, in order; read-only, and valid until the next call only, because the list is used again
     */
    public List<Effect> on(VrrpEvent event, long now) {
        return List.of();
    }

    /**
     * How long the driver may sleep.
     *
     * @param now monotonic nanoseconds
     * @return nanoseconds, 0 when something is due already, {@link #NO_DEADLINE} when nothing is
     */
    public long nanosUntilNextDeadline(long now) {
        return NO_DEADLINE;
    }

    /** The configuration in force. */
    public EngineConfiguration configuration() {
        return configuration;
    }

    /** How one virtual router is doing, or nothing if there is none of this name. */
    public Optional<RouterStatus> status(String router) {
        return Optional.empty();
    }

    /** How all virtual routers are doing, in the order of the configuration. */
    public List<RouterStatus> statuses() {
        return List.of();
    }

    /** What each sync group last announced, by name; groups that announced nothing yet are absent. */
    public Map<String, Effect.NotifiedState> groupStates() {
        return Map.of();
    }

    /** Advertisements for a VRID nobody here has, by interface and VRID. */
    public Map<RouterKey, Long> unknownVrids() {
        return Map.of();
    }
}
