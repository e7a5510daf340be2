package holdfast.conf.schema;

import holdfast.conf.model.GarpSettings;
import java.time.Duration;

/** {@code garp_*} of an instance, or {@code vrrp_garp_*}, while being read. Null: not given. */
final class GarpDraft {
    /** keepalived.conf(5): five packets at once, five more after five seconds. */
    private static final GarpSettings DEFAULTS =
            new GarpSettings(Duration.ofSeconds(5), 5, Duration.ZERO, 1, Duration.ofSeconds(5), 5);

    /** keepalived.conf(5), "vrrp_min_garp": one packet, and no second burst. */
    private static final GarpSettings MINIMUM = new GarpSettings(Duration.ZERO, 1, Duration.ZERO, 1, Duration.ZERO, 1);

    Located<Duration> masterDelay;
    Located<Integer> masterRepeat;
    Located<Duration> masterRefresh;
    Located<Integer> masterRefreshRepeat;
    Located<Duration> lowerPrioDelay;
    Located<Integer> lowerPrioRepeat;

    /**
     * Effective values of {@code global_defs}: those for lower priority follow the master's where not given.
     *
     * @param minimum whether {@code vrrp_min_garp} is on, which changes what counts where nothing is given
     */
    GarpSettings asGlobals(boolean minimum) {
        GarpSettings defaults = minimum ? MINIMUM : DEFAULTS;
        Duration delay = Located.or(masterDelay, defaults.masterDelay());
        int repeat = Located.or(masterRepeat, defaults.masterRepeat());
        return over(new GarpSettings(
                delay, repeat, defaults.masterRefresh(), defaults.masterRefreshRepeat(), delay, repeat));
    }

    /** Effective values where what is not given is inherited. */
    GarpSettings over(GarpSettings inherited) {
        return new GarpSettings(
                Located.or(masterDelay, inherited.masterDelay()),
                Located.or(masterRepeat, inherited.masterRepeat()),
                Located.or(masterRefresh, inherited.masterRefresh()),
                Located.or(masterRefreshRepeat, inherited.masterRefreshRepeat()),
                Located.or(lowerPrioDelay, inherited.lowerPrioDelay()),
                Located.or(lowerPrioRepeat, inherited.lowerPrioRepeat()));
    }
}
